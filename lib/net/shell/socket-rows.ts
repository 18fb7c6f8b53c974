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
  return [...machine.sockets.values()].map(socketRow).filter((row) => row !== null)
}

export function isListening({ state }: SocketRow): boolean {
  return state === 'LISTEN' || state === 'UNCONN'
}

/** Null for what has no row: a raw socket, a closed one. */
export function socketRow(socket: Socket): SocketRow | null {
  if (socket.kind === 'raw') return null
  const { local, remote } = socket
  const ends = {
    family: socket.family,
    local: endOf(socket, local.address, local.port),
    peer: remote ? endOf(socket, remote.address, remote.port) : endOf(socket, local.address, null),
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

/**
 * Address and port; the peer of a socket without one is `0.0.0.0:*` or `[::]:*`. `*` is any address of both versions, and an
 * IPv4 address of an IPv6 socket is written as RFC 4291 2.5.5.2 maps it.
 */
function endOf({ family, v6Only }: Socket, address: Address, port: number | null): [string, string] {
  const number = port === null ? '*' : String(port)
  if (port === null || isAny(address)) return [family === 4 ? '0.0.0.0' : v6Only ? '[::]' : '*', number]
  if (family === 4) return [addressText(address), number]
  return [`[${typeof address === 'number' ? '::ffff:' : ''}${addressText(address)}]`, number]
}
