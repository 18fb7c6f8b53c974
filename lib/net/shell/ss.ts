import { readOptions } from './options'
import { failed, type Output, wrote } from './output'
import { serviceName } from './services'
import { isListening, type SocketRow, socketRows } from './socket-rows'
import { readSsFilter } from './ss-filter'
import { machineOf, type Terminal } from './terminal'

type Columns = {
  readonly netid: boolean
  readonly state: boolean
  readonly header: boolean
  readonly numeric: boolean
}

/** `ss [-t] [-u] [-l] [-a] [-n] [-4] [-6] [-H] [state STATE] [FILTER]`, ss(8). */
export function runSs(terminal: Terminal, words: readonly string[]): Output {
  const { given, rest } = readOptions(words, '')
  const has = (letter: string) => given.has(letter)
  const filter = readSsFilter(rest)
  if (!filter) return failed(`ss: bison bellows (while parsing filter): "syntax error!" Sorry.`, 255)
  const both = has('t') === has('u')
  const { states, keep } = filter
  const rows = socketRows(machineOf(terminal))
    .filter(({ netid }) => both || has(netid === 'udp' ? 'u' : 't'))
    .filter(({ family }) => !(has('4') && family === 6) && !(has('6') && family === 4))
    .filter((row) => (states ? states.has(row.state) : has('a') || isListening(row) === has('l')))
    .filter(keep)
  // ss asks the kernel for UDP first
  const ordered = [...rows].sort((a, b) => Number(a.netid === 'tcp') - Number(b.netid === 'tcp'))
  const columns = { netid: both, state: states?.size !== 1, header: !has('H'), numeric: has('n') }
  return wrote(layOut(ordered, columns))
}

/** Columns as ss lays them out: addresses to the right, ports to the left of their colon, room for the process at the end. */
function layOut(rows: readonly SocketRow[], { netid, state, header, numeric }: Columns): string[] {
  const port = (text: string) => (numeric || text === '*' ? text : serviceName(Number(text)))
  const table = rows.map((row) => [
    row.netid,
    row.state,
    String(row.received),
    String(row.sent),
    row.local[0],
    port(row.local[1]),
    row.peer[0],
    port(row.peer[1]),
  ])
  const head = ['Netid', 'State', 'Recv-Q', 'Send-Q', 'Local Address', 'Port', 'Peer Address', 'Port']
  const lines = header ? [head, ...table] : table
  // the queues have room for their heads even when no head is shown
  const least = (column: number) => (column === 2 || column === 3 ? head[column].length : 0)
  const widths = head.map((_, column) =>
    Math.max(least(column), ...lines.map((cells) => cells[column].length)),
  )
  return lines.map((cells, index) => {
    const left = (column: number) => cells[column].padEnd(widths[column])
    const right = (column: number) => cells[column].padStart(widths[column])
    const first = [...(netid ? [left(0)] : []), ...(state ? [left(1)] : []), left(2), left(3)]
    const ends = `${right(4)}:${left(5)} ${right(6)}:${left(7)}`
    const process = header ? (index === 0 ? 'Process' : '       ') : ''
    const line = `${[...first, ends].join(' ')}${process}`
    return header ? line : line.trimEnd()
  })
}
