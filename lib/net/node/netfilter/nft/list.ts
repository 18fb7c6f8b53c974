import type { Chain, NftWord, Part, Rule, Table } from '../rule'
import type { NetfilterState } from '../state'
import { hookText, priorityText } from './base-chain'

/** `nft [-a] list ruleset`, line for line: tables in the order in which they were made, tabs as nft writes them. */
export function listRuleset(state: NetfilterState, withHandles = false): string[] {
  return state.tables.flatMap((table) => listTable(table, withHandles))
}

/** `nft list table`, or with `only` `nft list chain`. */
export function listTable(table: Table, withHandles = false, only: string | null = null): string[] {
  const handle = (of: { handle: number }) => (withHandles ? ` # handle ${of.handle}` : '')
  const lines = [`table ${table.family} ${table.name} {${handle(table)}`]
  if (table.byIptables)
    lines.unshift(`# Warning: table ${table.family} ${table.name} is managed by iptables-nft, do not touch!`)
  const chains = table.chains.filter(({ name }) => only === null || name === only)
  for (const [index, chain] of chains.entries()) {
    if (index > 0) lines.push('')
    lines.push(`\tchain ${chain.name} {${handle(chain)}`, ...baseLines(chain))
    for (const rule of chain.rules) lines.push(`\t\t${listRule(rule)}${handle(rule)}`)
    lines.push('\t}')
  }
  lines.push('}')
  return lines
}

function baseLines({ base }: Chain): string[] {
  if (base === null) return []
  const policy = base.policy === 'DROP' ? 'drop' : 'accept'
  return [
    `\t\ttype ${base.type} hook ${hookText(base.hook)} priority ${priorityText(base)}; policy ${policy};`,
  ]
}

function listRule(rule: Rule): string {
  if (rule.print.tool === 'nft') return ruleText(rule.print.words, rule.print.comment, rule.parts)
  const counter = rule.parts.findIndex(({ kind }) => kind === 'counter')
  return rule.print.nft.replace('\u0000', wordText({ counter }, rule.parts))
}

/** The words of a rule; counters with their numbers when `parts` are given, else without. */
export function ruleText(
  words: readonly NftWord[],
  comment: string | null,
  parts: readonly Part[] | null,
): string {
  const texts = words.map((word) => wordText(word, parts))
  if (comment !== null) texts.push(`comment "${comment}"`)
  return texts.join(' ')
}

function wordText(word: NftWord, parts: readonly Part[] | null): string {
  if (typeof word === 'string') return word
  const counter = parts?.[word.counter]
  if (counter?.kind !== 'counter') return 'counter'
  return `counter packets ${counter.packets} bytes ${counter.bytes}`
}
