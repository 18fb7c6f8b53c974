import type { Rule } from '../rule'
import { type NetfilterState, replan } from '../state'
import { buildRules } from './build'
import { applyChainCommand, noFiltering } from './chain-commands'
import { kernelProblem } from './check'
import type { Line } from './line'
import { parseLine } from './parse'
import { kernelRefused, notThere, type Refusal, type Tool } from './refusal'
import { ensureChain, ensureTable, findChain, findTable } from './tables'
import { splitWords } from './words'

/** The sentence of `strerror` as iptables-nft words it for its commands. */
const NO_CHAIN = 'No chain/target/match by that name.'
const NO_RULE = 'Bad rule (does a matching rule exist in that chain?).'

/**
 * One line of iptables(8) words, such as `-t nat -A POSTROUTING -o wan -j MASQUERADE`, changing `state` in place.
 * Null when it worked, else what iptables would have written. Lines that only print (-L, -S) belong to `runIptables`.
 */
export function applyIptables(state: NetfilterState, line: string, family: 4 | 6 = 4): Refusal | null {
  return applyWords(state, splitWords(line), family === 4 ? 'iptables' : 'ip6tables')
}

export function applyWords(state: NetfilterState, words: readonly string[], tool: Tool): Refusal | null {
  const line = parseLine(words, tool)
  return line.ok ? applyLine(state, line) : line
}

export function applyLine(state: NetfilterState, line: Line): Refusal | null {
  const problem = 'ACDIR'.includes(line.command)
    ? applyRuleCommand(state, line)
    : applyChainCommand(state, line)
  replan(state)
  return problem
}

function applyRuleCommand(state: NetfilterState, line: Line): Refusal | null {
  const { command, table, family, tool, words, number, numberAt, chainAt } = line
  const name = line.chain ?? ''
  const existing = findTable(state, table, family)
  const isChain = (target: string) =>
    existing?.chains.some((chain) => chain.name === target && chain.base === null) ?? false
  if (command === 'D' && number !== null) return deleteNumber(state, line, number)
  if (table === 'nat' && line.rule.target?.name === 'DROP') return noFiltering(line, line.rule.target.at)
  const rules = buildRules(line, isChain)
  if ('ok' in rules) return rules
  if (command === 'R' && !findChain(state, table, name, family))
    return notThere(tool, NO_CHAIN, chainAt, words)
  // looking at a chain that does not exist must not make it
  const chain = findChain(state, table, name, family) ?? ensureChain(state, table, name, family)
  if (!chain) return notThere(tool, NO_CHAIN, chainAt, words)
  const owner = ensureTable(state, table, family)
  if (command === 'I' && number !== null && number > chain.rules.length + 1)
    return notThere(tool, 'Index of insertion too big.', numberAt, words)
  if (command === 'R' && (number ?? 0) > chain.rules.length)
    return notThere(tool, 'Index of replacement too big.', numberAt, words)
  let place = command === 'A' ? chain.rules.length : (number ?? 1) - 1
  for (const { rule, save } of rules) {
    if (command === 'D' || command === 'C') {
      const at = chain.rules.findIndex((candidate) => candidate.text === save)
      if (at < 0) return notThere(tool, NO_RULE, null, words)
      if (command === 'D') chain.rules.splice(at, 1)
      continue
    }
    const error = kernelProblem(rule, table, chain, owner)
    if (error) {
      const what = { A: 'RULE_APPEND', I: 'RULE_INSERT', R: 'RULE_REPLACE' }[command as 'A' | 'I' | 'R']
      return kernelRefused(tool, what, error, `rule in chain ${name}`, line.rule.target?.at ?? null, words)
    }
    const made: Rule = { ...rule, handle: owner.nextHandle++ }
    if (command === 'R') chain.rules[place] = made
    else chain.rules.splice(place, 0, made)
    place++
  }
  return null
}

function deleteNumber(state: NetfilterState, line: Line, number: number): Refusal | null {
  const { tool, words, table, family, chainAt, numberAt } = line
  const chain = findChain(state, table, line.chain ?? '', family)
  if (!chain) return notThere(tool, NO_CHAIN, chainAt, words)
  if (number > chain.rules.length) return notThere(tool, 'Index of deletion too big.', numberAt, words)
  chain.rules.splice(number - 1, 1)
  return null
}
