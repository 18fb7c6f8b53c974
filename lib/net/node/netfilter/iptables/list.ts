import type { Chain, IptablesPrint, Rule } from '../rule'
import type { NetfilterState } from '../state'
import type { TableName } from './line'
import { chainsInOrder, findTable, referencesTo } from './tables'

export type ListOptions = {
  readonly numeric: boolean
  readonly verbose: boolean
  readonly exact: boolean
  readonly lineNumbers: boolean
}

/** `iptables -L`: the chains of a table, or one of them, as lines; with a rule number only that rule, without headings. */
export function listChains(
  state: NetfilterState,
  table: TableName,
  family: 4 | 6,
  options: ListOptions,
  only: string | null = null,
  number: number | null = null,
): string[] {
  const lines: string[] = []
  for (const { name, chain } of chainsInOrder(state, table, family)) {
    if (only !== null && name !== only) continue
    if (number !== null) {
      const rule = chain?.rules[number - 1]
      return rule ? [ruleLine(rule, number, family, options)] : []
    }
    if (lines.length > 0) lines.push('')
    lines.push(
      heading(name, chain, referencesTo(findTable(state, table, family), name), options),
      columns(options),
    )
    for (const [index, rule] of (chain?.rules ?? []).entries())
      lines.push(ruleLine(rule, index + 1, family, options))
  }
  return lines
}

function heading(
  name: string,
  chain: Chain | null,
  references: number,
  { verbose, exact }: ListOptions,
): string {
  if (chain && chain.base === null) return `Chain ${name} (${references} references)`
  const policy = chain?.base?.policy ?? 'ACCEPT'
  if (!verbose) return `Chain ${name} (policy ${policy})`
  const count = (value: number) => (exact ? `${value}` : shorten(value).trim())
  return `Chain ${name} (policy ${policy} ${count(chain?.packets ?? 0)} packets, ${count(chain?.bytes ?? 0)} bytes)`
}

function columns({ verbose, exact, lineNumbers }: ListOptions): string {
  let line = lineNumbers ? 'num  ' : ''
  if (verbose) line += exact ? '    pkts      bytes ' : ' pkts bytes '
  line += 'target     prot opt'
  if (verbose) line += ' in     out    '
  return `${line} ${'source'.padEnd(19)}  ${'destination'.padEnd(19)} `
}

function ruleLine(rule: Rule, number: number, family: 4 | 6, options: ListOptions): string {
  if (rule.print.tool !== 'iptables') throw new Error('a rule of nft is in a table of iptables')
  const { spec } = rule.print
  const { numeric, verbose, exact, lineNumbers } = options
  const { packets, bytes } = countersOf(rule)
  let line = lineNumbers ? `${String(number).padEnd(4)} ` : ''
  if (verbose) {
    line += exact
      ? `${String(packets).padStart(8)} ${String(bytes).padStart(8)} `
      : `${shorten(packets)} ${shorten(bytes)} `
  }
  const protocol = numeric ? String(spec.protocol.number) : spec.protocol.name
  line += `${spec.target.name.padEnd(9)} ${spec.protocol.negated ? '!' : ' '}${protocol.padEnd(4)} ${spec.fragment} `
  if (verbose) line += ` ${iface(spec.in, numeric)}${iface(spec.out, numeric)}`
  const everywhere = numeric ? (family === 4 ? '0.0.0.0/0' : '::/0') : 'anywhere'
  line += `${address(spec.source, everywhere)}${address(spec.destination, everywhere)}`
  if (spec.target.goto) line += '[goto] '
  const words = [...spec.modules, ...(spec.target.goto ? [] : [spec.target.printed])]
    .map((printed) => (numeric ? printed.numeric : printed.named))
    .filter((text) => text !== '')
  return line + words.map((text) => ` ${text}`).join('')
}

function iface({ text, negated }: IptablesPrint['in'], numeric: boolean): string {
  return `${`${negated ? '!' : ''}${text === '' ? (numeric ? '*' : 'any') : text}`.padEnd(6)} `
}

function address({ text, negated }: IptablesPrint['source'], everywhere: string): string {
  return `${negated ? '!' : ' '}${(text === '' ? everywhere : text).padEnd(19)} `
}

/** xtables_print_num: five columns, in thousands once they do not fit. */
function shorten(value: number): string {
  let number = value
  if (number <= 99999) return String(number).padStart(5)
  for (const unit of ['K', 'M', 'G']) {
    number = Math.floor((number + 500) / 1000)
    if (number <= 9999) return `${String(number).padStart(4)}${unit}`
  }
  return `${String(Math.floor((number + 500) / 1000)).padStart(4)}T`
}

/** What has matched so far. */
export function countersOf(rule: Rule): { readonly packets: number; readonly bytes: number } {
  for (const part of rule.parts) if (part.kind === 'counter') return part
  return { packets: 0, bytes: 0 }
}
