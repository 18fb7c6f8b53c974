import { saveTables } from '../node/netfilter/iptables/save'
import { failed, type Output, wrote } from './output'
import { machineOf, type Terminal } from './terminal'
import { calendarTime } from './wall-clock'

const TABLES = ['filter', 'nat', 'mangle', 'raw', 'security']

/** `iptables-save [-c] [-t TABLE]`, iptables-save(8). */
export function runIptablesSave(
  terminal: Terminal,
  words: readonly string[],
  tool: 'iptables' | 'ip6tables',
): Output {
  const at = words.indexOf('-t')
  const table = at < 0 ? null : words[at + 1]
  if (table !== null && !TABLES.includes(table ?? ''))
    return failed(`${tool}-save v1.8.9 (nf_tables): table '${table ?? ''}' does not exist`, 1)
  const family = tool === 'iptables' ? 4 : 6
  const date = calendarTime(terminal.simulation.now)
  const lines = saveTables(machineOf(terminal).netfilter, family, date, words.includes('-c'))
  return wrote(table === null ? lines : ofTable(lines, table))
}

/** From the comment before `*table` to the one after its COMMIT. */
function ofTable(lines: readonly string[], table: string): readonly string[] {
  const head = lines.indexOf(`*${table}`)
  if (head < 0) return []
  const commit = lines.indexOf('COMMIT', head)
  return lines.slice(head - 1, commit + 2)
}
