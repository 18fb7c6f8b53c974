import { type Address, addressText } from '../node/address'
import { isAny, type Socket, type TcpSocket } from '../node/socket'
import { readOptions } from './options'
import { type Output, wrote } from './output'
import { machineOf, type Terminal } from './terminal'

const STATES: Readonly<Record<string, string>> = {
  'syn-sent': 'SYN-SENT',
  'syn-received': 'SYN-RECV',
  established: 'ESTAB',
  'fin-wait-1': 'FIN-WAIT-1',
  'fin-wait-2': 'FIN-WAIT-2',
  'close-wait': 'CLOSE-WAIT',
  closing: 'CLOSING',
  'last-ack': 'LAST-ACK',
  'time-wait': 'TIME-WAIT',
}

type Row = {
  readonly netid: string
  readonly state: string
  readonly received: number
  readonly sent: number
  readonly local: [string, string]
  readonly peer: [string, string]
}

/** `ss [-t] [-u] [-l] [-a] [-n] [-4] [-6]`, ss(8). */
export function runSs(terminal: Terminal, words: readonly string[]): Output {
  const { given } = readOptions(words, '')
  const has = (letter: string) => given.has(letter)
  const both = has('t') === has('u')
  const rows = [...machineOf(terminal).sockets.values()]
    .filter((socket) =>
      socket.kind === 'udp' ? both || has('u') : socket.kind === 'tcp' && (both || has('t')),
    )
    .filter((socket) => !(has('4') && socket.family === 6) && !(has('6') && socket.family === 4))
    .map(rowOf)
    .filter((row) => row !== null)
    .filter((row) => has('a') || isListening(row) === has('l'))
  return wrote(layOut(rows, both))
}

function isListening({ state }: Row): boolean {
  return state === 'LISTEN' || state === 'UNCONN'
}

function rowOf(socket: Socket): Row | null {
  if (socket.kind === 'raw') return null
  const { local, remote } = socket
  const ends = {
    local: endOf(local.address, local.port),
    peer: remote ? endOf(remote.address, remote.port) : endOf(local.address, null),
  }
  if (socket.kind === 'udp')
    return {
      netid: 'udp',
      state: remote ? 'ESTAB' : 'UNCONN',
      received: socket.received.length,
      sent: 0,
      ...ends,
    }
  if (socket.listening)
    return {
      netid: 'tcp',
      state: 'LISTEN',
      received: socket.listening.accepted.length,
      sent: socket.listening.backlog,
      ...ends,
    }
  const state = socket.tcb ? STATES[socket.tcb.state] : undefined
  return state ? { netid: 'tcp', state, received: unread(socket), sent: 0, ...ends } : null
}

function unread(socket: TcpSocket): number {
  return socket.readable
}

/** Address and port; the peer of a socket without one is `0.0.0.0:*` or `[::]:*`. */
function endOf(address: Address, port: number | null): [string, string] {
  const any = port === null || isAny(address)
  const shown =
    typeof address === 'number'
      ? any
        ? '0.0.0.0'
        : addressText(address)
      : `[${any ? '::' : addressText(address)}]`
  return [shown, port === null ? '*' : String(port)]
}

/** Columns as ss lays them out: addresses to the right, ports to the left of their colon. */
function layOut(rows: readonly Row[], withNetid: boolean): string[] {
  const width = (head: string, values: readonly string[]) =>
    Math.max(head.length, ...values.map((value) => value.length))
  const netid = width(
    'Netid',
    rows.map((row) => row.netid),
  )
  const state = width(
    'State',
    rows.map((row) => row.state),
  )
  const received = width(
    'Recv-Q',
    rows.map((row) => String(row.received)),
  )
  const sent = width(
    'Send-Q',
    rows.map((row) => String(row.sent)),
  )
  const local = width(
    'Local Address',
    rows.map((row) => row.local[0]),
  )
  const localPort = width(
    'Port',
    rows.map((row) => row.local[1]),
  )
  const peer = width(
    'Peer Address',
    rows.map((row) => row.peer[0]),
  )
  const peerPort = width(
    'Port',
    rows.map((row) => row.peer[1]),
  )
  const line = (
    cells: readonly [string, string, string, string, string, string, string, string],
    tail: string,
  ) =>
    `${withNetid ? `${cells[0].padEnd(netid)} ` : ''}${cells[1].padEnd(state)} ${cells[2].padEnd(received)} ${cells[3].padEnd(sent)} ` +
    `${cells[4].padStart(local)}:${cells[5].padEnd(localPort)} ${cells[6].padStart(peer)}:${cells[7].padEnd(peerPort)}${tail}`
  return [
    line(['Netid', 'State', 'Recv-Q', 'Send-Q', 'Local Address', 'Port', 'Peer Address', 'Port'], 'Process'),
    ...rows.map((row) =>
      line([row.netid, row.state, String(row.received), String(row.sent), ...row.local, ...row.peer], ''),
    ),
  ]
}
