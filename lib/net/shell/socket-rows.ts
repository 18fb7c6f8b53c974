import { type Address, addressText } from '../node/address'
import type { Machine } from '../node/machine'
import { isAny, type Socket, type TcpSocket } from '../node/socket'

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

/** One TCP or UDP socket as ss(8) and netstat(8) list it. */
export type SocketRow = {
  readonly netid: 'tcp' | 'udp'
  readonly family: 4 | 6
  readonly state: string
  readonly received: number
  readonly sent: number
  /** address and port; `*` for any port */
  readonly local: readonly [string, string]
  readonly peer: readonly [string, string]
}

export function socketRows(machine: Machine): SocketRow[] {
  return [...machine.sockets.values()].map(rowOf).filter((row) => row !== null)
}

export function isListening({ state }: SocketRow): boolean {
  return state === 'LISTEN' || state === 'UNCONN'
}

function rowOf(socket: Socket): SocketRow | null {
  if (socket.kind === 'raw') return null
  const { local, remote } = socket
  const ends = {
    family: socket.family,
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
