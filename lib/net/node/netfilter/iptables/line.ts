import type { AddressWord } from './address-word'
import type { Given, Module } from './module'
import type { Tool } from './refusal'

export type TableName = 'filter' | 'nat' | 'mangle' | 'raw' | 'security'

export type CommandLetter = 'A' | 'C' | 'D' | 'I' | 'R' | 'L' | 'S' | 'F' | 'Z' | 'N' | 'X' | 'E' | 'P' | 'V'

type Negatable<T> = { readonly value: T; readonly negated: boolean; readonly at: number }

/** The rule of a line, with its modules still as they were written. */
export type RuleWords = {
  readonly protocol: Negatable<number> | null
  readonly sources: Negatable<readonly AddressWord[]> | null
  readonly destinations: Negatable<readonly AddressWord[]> | null
  readonly in: Negatable<string> | null
  readonly out: Negatable<string> | null
  readonly fragment: '--' | '-f' | '!f'
  readonly modules: readonly { readonly module: Module; readonly given: readonly Given[] }[]
  readonly target: { readonly name: string; readonly goto: boolean; readonly at: number } | null
  readonly targetGiven: readonly Given[]
}

/** One line of iptables(8), taken apart. */
export type Line = {
  readonly ok: true
  readonly tool: Tool
  readonly family: 4 | 6
  readonly words: readonly string[]
  readonly command: CommandLetter
  readonly table: TableName
  readonly chain: string | null
  readonly chainAt: number | null
  readonly number: number | null
  readonly numberAt: number | null
  /** new name of -E, policy of -P */
  readonly extra: string | null
  readonly rule: RuleWords
  readonly numeric: boolean
  readonly verbose: boolean
  readonly exact: boolean
  readonly lineNumbers: boolean
  readonly counters: { readonly packets: number; readonly bytes: number } | null
}
