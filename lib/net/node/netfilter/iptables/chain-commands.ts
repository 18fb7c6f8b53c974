import type { Chain } from '../rule'
import type { NetfilterState } from '../state'
import type { Line } from './line'
import { findTargetModule } from './modules'
import { badWords, kernelRefused, notThere, type Refusal } from './refusal'
import {
  addChain,
  chainsInOrder,
  ensureChain,
  ensureTable,
  findChain,
  findTable,
  isBuiltIn,
  referencesTo,
} from './tables'

const NO_CHAIN = 'No chain/target/match by that name.'

/** -N, -X, -E, -P, -F, -Z. */
export function applyChainCommand(state: NetfilterState, line: Line): Refusal | null {
  const { tool, words, table, family, chain: name, chainAt } = line
  switch (line.command) {
    case 'N':
      return makeChain(state, line, name ?? '')
    case 'X':
      return deleteChains(state, line)
    case 'E':
      return renameChain(state, line)
    case 'P':
      return setPolicy(state, line, name ?? '')
    case 'F':
    case 'Z': {
      const chains = targetsOf(state, line)
      if (!chains) return notThere(tool, NO_CHAIN, chainAt, words)
      for (const chain of chains) {
        if (line.command === 'F') chain.rules.length = 0
        else zero(chain, line.number)
      }
      return null
    }
    default:
      throw new Error(`-${line.command} does not change ${table} of family ${family}`)
  }
}

/** The named chain, or all; null when there is none of that name. */
function targetsOf(state: NetfilterState, { table, family, chain }: Line): Chain[] | null {
  if (chain !== null) {
    const found = findChain(state, table, chain, family)
    if (found) return [found]
    return isBuiltIn(table, chain) ? [] : null
  }
  return chainsInOrder(state, table, family).flatMap((entry) => (entry.chain ? [entry.chain] : []))
}

function zero(chain: Chain, number: number | null): void {
  if (number === null) {
    chain.packets = 0
    chain.bytes = 0
  }
  for (const [index, rule] of chain.rules.entries()) {
    if (number !== null && number !== index + 1) continue
    for (const part of rule.parts) {
      if (part.kind !== 'counter') continue
      part.packets = 0
      part.bytes = 0
    }
  }
}

function makeChain(state: NetfilterState, line: Line, name: string): Refusal | null {
  const { tool, words, table, family, chainAt } = line
  const bad = (sentence: string) => badWords(tool, sentence, chainAt, words)
  if (name.startsWith('-') || name.startsWith('!'))
    return bad(`chain name not allowed to start with \`${name[0]}'`)
  if (name.length >= 29) return bad(`chain name \`${name}' too long (must be under 29 chars)`)
  if (findTargetModule(name)) return bad('chain name may not clash with target name')
  if (isBuiltIn(table, name) || findChain(state, table, name, family))
    return notThere(tool, 'Chain already exists.', chainAt, words)
  addChain(ensureTable(state, table, family), name, null)
  return null
}

function deleteChains(state: NetfilterState, line: Line): Refusal | null {
  const { tool, words, table, family, chain: name, chainAt } = line
  const owner = findTable(state, table, family)
  const busy = (chain: string) =>
    kernelRefused(tool, 'CHAIN_DEL', 'Device or resource busy', `chain ${chain}`, chainAt, words)
  if (name === null) {
    const own = (owner?.chains ?? []).filter((chain) => chain.base === null)
    for (const chain of own) if (referencesTo(owner, chain.name) > 0) return busy(chain.name)
    for (const chain of own) owner?.chains.splice(owner.chains.indexOf(chain), 1)
    return null
  }
  const chain = findChain(state, table, name, family)
  if (!owner || !chain) return notThere(tool, NO_CHAIN, chainAt, words)
  if (chain.rules.length > 0 || referencesTo(owner, name) > 0) return busy(name)
  owner.chains.splice(owner.chains.indexOf(chain), 1)
  return null
}

function renameChain(state: NetfilterState, line: Line): Refusal | null {
  const { tool, words, table, family, chain: name, chainAt, extra } = line
  const chain = findChain(state, table, name ?? '', family)
  if (!findTable(state, table, family)) return notThere(tool, NO_CHAIN, chainAt, words)
  // iptables-nft answers with the wrong errno here; this is what it says
  if (!chain || chain.base || extra === null || findChain(state, table, extra, family))
    return notThere(tool, 'File exists.', chainAt, words)
  for (const other of findTable(state, table, family)?.chains ?? []) {
    for (const [index, rule] of other.rules.entries()) {
      const renamed = rule.parts.map((part) =>
        (part.kind === 'jump' || part.kind === 'goto') && part.chain === name
          ? { ...part, chain: extra }
          : part,
      )
      if (!rule.parts.some((part, at) => part !== renamed[at]) || rule.print.tool !== 'iptables') continue
      const { spec } = rule.print
      const save = spec.target.printed.save.replace(/ .*$/, ` ${extra}`)
      const target = { ...spec.target, name: extra, printed: { ...spec.target.printed, save } }
      other.rules[index] = {
        ...rule,
        parts: renamed,
        text: rule.text.replace(/(-[jg]) \S+$/, `$1 ${extra}`),
        print: {
          ...rule.print,
          spec: { ...spec, target },
          nft: rule.print.nft.replace(/(jump|goto) \S+$/, `$1 ${extra}`),
        },
      }
    }
  }
  chain.name = extra
  return null
}

function setPolicy(state: NetfilterState, line: Line, name: string): Refusal | null {
  const { tool, words, table, family, chainAt, extra, counters } = line
  if (!isBuiltIn(table, name)) return notThere(tool, 'Bad built-in chain name.', chainAt, words)
  if (extra !== 'ACCEPT' && extra !== 'DROP')
    return notThere(tool, "Bad policy name. Run `dmesg' for more information.", (chainAt ?? 0) + 1, words)
  if (table === 'nat' && extra === 'DROP') return noFiltering(line, (chainAt ?? 0) + 1)
  const chain = ensureChain(state, table, name, family)
  if (!chain?.base) throw new Error(`${name} of ${table} is a base chain`)
  chain.base.policy = extra
  chain.packets = counters?.packets ?? 0
  chain.bytes = counters?.bytes ?? 0
  return null
}

export function noFiltering({ tool, words }: Line, at: number): Refusal {
  const sentence =
    '\nThe "nat" table is not intended for filtering, the use of DROP is therefore inhibited.\n\n'
  return badWords(tool, sentence, at, words)
}
