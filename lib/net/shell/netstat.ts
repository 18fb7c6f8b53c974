import { readOptions } from './options'
import { failed, type Output, wrote } from './output'
import { routeTable } from './route-table'
import { serviceName } from './services'
import { isListening, type SocketRow, socketRows } from './socket-rows'
import { machineOf, type Terminal } from './terminal'

/** The names that differ from those of ss. */
const STATES: Readonly<Record<string, string>> = {
  ESTAB: 'ESTABLISHED',
  'SYN-SENT': 'SYN_SENT',
  'SYN-RECV': 'SYN_RECV',
  'FIN-WAIT-1': 'FIN_WAIT1',
  'FIN-WAIT-2': 'FIN_WAIT2',
  'TIME-WAIT': 'TIME_WAIT',
  'CLOSE-WAIT': 'CLOSE_WAIT',
  'LAST-ACK': 'LAST_ACK',
  UNCONN: '',
}

/** `netstat [-t] [-u] [-l] [-a] [-n] [-4] [-6]` and `netstat -r [-n]`, netstat(8) of net-tools 2.10. */
export function runNetstat(terminal: Terminal, words: readonly string[]): Output {
  const { given } = readOptions(words, '')
  const has = (letter: string) => given.has(letter)
  if (has('r')) return wrote(routeTable(machineOf(terminal), 'netstat', has('n')))
  const unknown = [...given.keys()].find((letter) => !'tulanp46W'.includes(letter))
  if (unknown !== undefined) return failed(`netstat: invalid option -- '${unknown}'`, 4)
  const both = has('t') === has('u')
  const rows = socketRows(machineOf(terminal))
    .filter(({ netid }) => both || has(netid === 'udp' ? 'u' : 't'))
    .filter(({ family }) => !(has('4') && family === 6) && !(has('6') && family === 4))
    .filter((row) => has('a') || isListening(row) === has('l'))
    .sort((a, b) => rank(a) - rank(b))
  const which = has('a') ? 'servers and established' : has('l') ? 'only servers' : 'w/o servers'
  const unix =
    has('t') || has('u')
      ? []
      : [
          `Active UNIX domain sockets (${which})`,
          'Proto RefCnt Flags       Type       State         I-Node   Path',
        ]
  return wrote([
    `Active Internet connections (${which})`,
    `Proto Recv-Q Send-Q Local Address           Foreign Address         State       ${has('p') ? 'PID/Program name    ' : ''}`.slice(
      0,
      has('p') ? undefined : -1,
    ),
    // the services here run without a process of their own: `-`, as for a socket of the kernel
    ...rows.map((row) => `${line(row, has('n'))}${has('p') ? ` ${'-'.padEnd(20)}` : ''}`),
    ...unix,
  ])
}

/** tcp, tcp6, udp, udp6 */
function rank({ netid, family }: SocketRow): number {
  return (netid === 'tcp' ? 0 : 2) + (family === 6 ? 1 : 0)
}

function line({ netid, family, state, received, sent, local, peer }: SocketRow, numeric: boolean): string {
  const end = ([address, port]: readonly [string, string]) =>
    `${plain(address)}:${numeric || port === '*' ? port : serviceName(Number(port))}`.padEnd(23)
  const name = `${netid}${family === 6 ? '6' : ''}`.padEnd(5)
  const queued = state === 'LISTEN' ? 0 : sent
  const shown = (STATES[state] ?? state).padEnd(11)
  return `${name} ${String(received).padStart(6)} ${String(queued).padStart(6)} ${end(local)} ${end(peer)} ${shown}`
}

/** Without brackets; `*` of both versions as `::`, a mapped address as IPv4. */
function plain(address: string): string {
  return address === '*' ? '::' : address.replace(/^\[(::ffff:(?=.*\.))?|\]$/g, '')
}
