import { type NetfilterState, replan } from '../state'
import { applyCommand, findChain, findTable } from './apply'
import { type Command, parseNft } from './commands'
import { Complaint, complaintLines } from './complaint'
import { listRuleset, listTable } from './list'

/** Where a text is wrong: line and column from 1, and the word that a reader has to change. */
export type NftProblem = {
  readonly line: number
  readonly column: number
  readonly word: string
  readonly text: string
}

/** What a command leaves behind: lines for standard output and error, and the exit status. */
export type NftOutcome = {
  readonly output: readonly string[]
  readonly errors: readonly string[]
  readonly exit: 0 | 1
  readonly problem: NftProblem | null
}

export type NftOptions = {
  /** the name of the file that the text is from (`nft -f`); null for words of a command line */
  readonly file?: string | null
  /** `nft -a`: listings with handles */
  readonly handles?: boolean
}

/**
 * `nft …` and `nft -f file`: all of the text or, when one word of it is wrong, nothing. Changes `state` in place.
 * The subset: tables ip, ip6 and inet, their chains and rules, unnamed sets and verdict maps (nft(8)).
 */
export function runNft(state: NetfilterState, text: string, options: NftOptions = {}): NftOutcome {
  const { file = null, handles = false } = options
  const before = structuredClone(state.tables)
  const nextTableHandle = state.nextTableHandle
  try {
    const commands = parseNft(text)
    const output = commands.flatMap((command) => runCommand(state, command, handles))
    replan(state)
    return { output, errors: [], exit: 0, problem: null }
  } catch (error) {
    if (!(error instanceof Complaint)) throw error
    state.tables.splice(0, state.tables.length, ...before)
    state.nextTableHandle = nextTableHandle
    replan(state)
    return { output: [], errors: complaintLines(error, text, file), exit: 1, problem: problemOf(error, text) }
  }
}

/** A listing asks nothing of the kernel that could fail: nft itself finds nothing. */
const MISSING = 'No such file or directory'

function runCommand(state: NetfilterState, command: Command, handles: boolean): string[] {
  switch (command.do) {
    case 'list-ruleset':
      return listRuleset(state, handles)
    case 'list-table':
      return listTable(findTable(state, command.family, command.table, MISSING), handles)
    case 'list-chain': {
      const table = findTable(state, command.family, command.table, MISSING)
      return listTable(table, handles, findChain(state, table, command.chain, MISSING).name)
    }
    default:
      applyCommand(state, command)
      return []
  }
}

/** nft points behind a word that it does not know; the problem names the word itself. */
function problemOf(complaint: Complaint, text: string): NftProblem {
  const { line, column, length } = complaint.wrong ?? complaint.span
  const word = (text.split('\n')[line - 1] ?? '').slice(column - 1, column - 1 + length)
  return { line, column, word, text: complaint.message }
}
