import { type NetfilterState, replan } from '../state'
import { applyLine } from './apply'
import { listChains } from './list'
import { parseLine } from './parse'
import { IPTABLES_VERSION, notThere, refusal, type Tool } from './refusal'
import { saveRules } from './save'
import { findChain, isBuiltIn } from './tables'
import { splitWords } from './words'

/** What a command leaves behind: lines for standard output and error, and the exit status. */
export type Outcome = {
  readonly output: readonly string[]
  readonly errors: readonly string[]
  readonly exit: number
}

/** `iptables …` and `ip6tables …` as typed, words after the tool's name; changes `state` in place. */
export function runIptables(state: NetfilterState, words: readonly string[], tool: Tool): Outcome {
  const line = parseLine(words, tool)
  if (!line.ok) return failed(line.text, line.exit)
  const { table, family, chain, number } = line
  if (line.command === 'V') return done([`${tool} ${IPTABLES_VERSION}`])
  if (line.command === 'L' || line.command === 'S') {
    if (chain !== null && !isBuiltIn(table, chain) && !findChain(state, table, chain, family)) {
      const text = `${tool} ${IPTABLES_VERSION}: chain \`${chain}' in table \`${table}' is incompatible, use 'nft' tool.`
      const problem =
        line.command === 'L' ? refusal(text, 1, line.chainAt, words) : noChain(tool, line.chainAt, words)
      return failed(problem.text, problem.exit)
    }
    return done(
      line.command === 'L'
        ? listChains(state, table, family, line, chain, number)
        : saveRules(state, table, family, line.verbose, chain, number),
    )
  }
  const problem = applyLine(state, line)
  return problem ? failed(problem.text, problem.exit) : done([])
}

/**
 * `iptables-restore [-n]`: all of a table or nothing. Without `noflush` a table that is named loses its rules first.
 * The complaint names the line.
 */
export function restoreTables(state: NetfilterState, text: string, tool: Tool, noflush = false): Outcome {
  const before = structuredClone(state)
  const family = tool === 'iptables' ? 4 : 6
  let table: string | null = null
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    const bad = (sentence: string) => {
      Object.assign(state, before)
      replan(state)
      return failed(
        `${tool}-restore ${IPTABLES_VERSION}: ${sentence}\nError occurred at line: ${index + 1}`,
        2,
      )
    }
    if (line === '' || line.startsWith('#')) continue
    if (line === 'COMMIT') {
      table = null
      continue
    }
    if (line.startsWith('*')) {
      table = line.slice(1)
      const at = state.tables.findIndex(
        (one) => one.name === table && one.family === (family === 4 ? 'ip' : 'ip6'),
      )
      if (at >= 0 && !noflush) (state.tables as unknown[]).splice(at, 1)
      continue
    }
    if (table === null) return bad(`no command specified`)
    const command = restoreWords(line, table, family, state)
    if (command === null) continue
    const parsed = parseLine(command, tool)
    const problem = parsed.ok ? applyLine(state, parsed) : parsed
    if (problem) return bad(problem.text.replace(/^\S+ v\S+ \(nf_tables\): /, '').split('\n')[0])
  }
  replan(state)
  return done([])
}

/** The words of iptables for a line of a saved file; null when there is nothing to do. */
function restoreWords(line: string, table: string, family: 4 | 6, state: NetfilterState): string[] | null {
  const declared = /^:(\S+) (\S+)(?: \[(\d+):(\d+)\])?$/.exec(line)
  if (declared) {
    const [, chain, policy, packets = '0', bytes = '0'] = declared
    if (policy !== '-') return ['-t', table, '-P', chain, policy, '-c', packets, bytes]
    return findChain(state, table, chain, family) ? null : ['-t', table, '-N', chain]
  }
  const counted = /^\[(\d+):(\d+)\] (.*)$/.exec(line)
  const words = splitWords(counted ? counted[3] : line)
  return ['-t', table, ...words, ...(counted ? ['-c', counted[1], counted[2]] : [])]
}

function noChain(tool: Tool, at: number | null, words: readonly string[]) {
  return notThere(tool, 'No chain/target/match by that name.', at, words)
}

function done(output: readonly string[]): Outcome {
  return { output, errors: [], exit: 0 }
}

function failed(text: string, exit: number): Outcome {
  return { output: [], errors: text.split('\n'), exit }
}
