import type { TableName } from './line'

export const LONG: Readonly<Record<string, string>> = {
  append: 'A',
  check: 'C',
  delete: 'D',
  insert: 'I',
  replace: 'R',
  list: 'L',
  'list-rules': 'S',
  flush: 'F',
  zero: 'Z',
  'new-chain': 'N',
  'delete-chain': 'X',
  'rename-chain': 'E',
  policy: 'P',
  source: 's',
  destination: 'd',
  src: 's',
  dst: 'd',
  protocol: 'p',
  proto: 'p',
  'in-interface': 'i',
  jump: 'j',
  table: 't',
  match: 'm',
  numeric: 'n',
  'out-interface': 'o',
  verbose: 'v',
  wait: 'w',
  exact: 'x',
  fragments: 'f',
  version: 'V',
  help: 'h',
  'line-numbers': '0',
  'set-counters': 'c',
  goto: 'g',
  ipv4: '4',
  ipv6: '6',
}

export const COMMANDS = 'ACDIRLSFZNXEP'
export const NEEDS_VALUE = 'ACDIRNEPpsdijgotmc'
/** Which options go with which commands (commands_v_options of xshared.c). */
export const LISTING = 'nvx0'
export const RULE_OPTIONS = 'psdiojgmfc'
export const TABLES: readonly TableName[] = ['filter', 'nat', 'mangle', 'raw', 'security']
