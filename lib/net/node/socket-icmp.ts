import { readU16, readU32 } from '../bytes/integers'
import { IPPROTO_ICMP, IPPROTO_ICMPV6, IPPROTO_TCP, IPPROTO_UDP } from '../wire/ip-protocol'
import { findUpperLayer } from '../wire/ipv6-extensions'
import { type Address, destinationOf, familyOf, sourceOf } from './address'
import type { Errno } from './errno'
import { headerLengthOf } from './ip'
import type { Machine } from './machine'
import { wakeOwner } from './process'
import { lookupRoute } from './route'
import { demuxKey, type RawSocket, type Socket, type UdpSocket } from './socket'
import { findSocket } from './socket-lookup'
import { feed, sendHeldBack } from './socket-tcp-step'
import type { TcpErrno } from './tcp-port'
import type { Turn } from './turn'

export type ReceivedError = {
  readonly type: number
  readonly code: number
  readonly info: number
  readonly from: Address
  readonly errno: Errno
  readonly fatal: boolean
}

const UNREACHABLE = 3
const HOST = 1
const TIME_EXCEEDED = 11
const PARAMETER_PROBLEM = 12

/** Finds the socket whose packet is quoted in an ICMP error and tells it what its own protocol makes of it. */
export function tellSockets(turn: Turn, quoted: Uint8Array, error: ReceivedError) {
  const four = quoted[0] >>> 4 === 4
  const upper = four ? null : findUpperLayer(quoted, 0, quoted.length)
  const protocol = four ? quoted[9] : (upper?.protocol ?? quoted[6])
  const at = headerLengthOf(quoted)
  if (protocol === IPPROTO_TCP && quoted.length >= at + 8) return tellTcp(turn, quoted, at, error)
  if (protocol === IPPROTO_UDP && quoted.length >= at + 8) return tellUdp(turn, quoted, at, error)
  if (protocol === IPPROTO_ICMP || protocol === IPPROTO_ICMPV6) tellRaw(turn, protocol, error)
}

/** tcp_v4_err. "Too big" makes the connection cut smaller; anything else ends an attempt, and is only noted by an open connection. */
function tellTcp(turn: Turn, quoted: Uint8Array, at: number, error: ReceivedError): void {
  const local = { address: sourceOf(quoted), port: readU16(quoted, at) }
  const remote = { address: destinationOf(quoted), port: readU16(quoted, at + 2) }
  const id = turn.machine.demux.get(demuxKey('tcp', local, remote))?.[0]
  const socket = id === undefined ? null : turn.machine.sockets.get(id)
  if (socket?.kind !== 'tcp') return
  const sequence = readU32(quoted, at + 4)
  if (error.errno === 'EMSGSIZE') {
    const mss =
      lookupRoute(turn.machine, remote.address, turn.now).mtu - (familyOf(remote.address) === 4 ? 40 : 60)
    feed(turn, socket, { kind: 'path-mss', mss, sequence })
    return
  }
  if (socket.tcb?.state === 'syn-received' && !endsRequest(error, familyOf(socket.local.address))) return
  if (error.type === UNREACHABLE && error.code <= HOST && socket.tcb?.state === 'syn-sent')
    sendHeldBack(turn, socket)
  feed(turn, socket, { kind: 'icmp', errno: error.errno as TcpErrno, sequence })
}

/** tcp_req_err: which errors end a connection of a listener that is still half open; the rest are as if unheard. */
function endsRequest({ type, code, fatal }: ReceivedError, family: 4 | 6): boolean {
  if (family === 6) return fatal
  return type === TIME_EXCEEDED || type === PARAMETER_PROBLEM || (type === UNREACHABLE && code <= HOST)
}

/** __udp4_lib_err: a connected socket hears of what is fatal; one with IP_RECVERR hears of everything. */
function tellUdp(turn: Turn, quoted: Uint8Array, at: number, error: ReceivedError): void {
  const local = { address: sourceOf(quoted), port: readU16(quoted, at) }
  const remote = { address: destinationOf(quoted), port: readU16(quoted, at + 2) }
  const socket = findSocket(turn.machine, 'udp', local, remote)
  if (socket?.kind !== 'udp') return
  const tooBig = error.errno === 'EMSGSIZE' && socket.pathMtuDiscovery !== 'dont'
  if (socket.receiveErrors) queue(socket, error)
  else if (!(error.fatal || tooBig) || socket.remote === null) return
  socket.error = error.errno
  wakeOwner(turn, socket, 'error')
}

/** raw_err: every raw socket of the quoted protocol. */
function tellRaw(turn: Turn, protocol: number, error: ReceivedError): void {
  if (turn.machine.rawSockets === 0) return
  for (const socket of turn.machine.sockets.values()) {
    if (socket.kind !== 'raw' || socket.protocol !== protocol) continue
    const tooBig = error.errno === 'EMSGSIZE' && socket.pathMtuDiscovery !== 'dont'
    if (socket.receiveErrors) queue(socket, error)
    if (socket.receiveErrors || error.fatal || tooBig) setError(socket, error.errno)
  }
}

function queue(socket: UdpSocket | RawSocket, { errno, type, code, from, info }: ReceivedError): void {
  socket.errors.push({ errno, origin: 'icmp', type, code, offender: from, info })
}

function setError(socket: Socket, errno: Errno): void {
  socket.error = errno
}

/**
 * A redirect goes to the protocol of the quoted packet: TCP and UDP believe it only if it is about a socket of theirs
 * (not half open, not in TIME-WAIT); ping has none and needs none.
 */
export function concernsSocket(machine: Machine, quoted: Uint8Array): boolean {
  const at = headerLengthOf(quoted)
  const protocol = quoted[9]
  if (protocol === IPPROTO_ICMP) return true
  if (quoted.length < at + 8 || (protocol !== IPPROTO_TCP && protocol !== IPPROTO_UDP)) return false
  const local = { address: sourceOf(quoted), port: readU16(quoted, at) }
  const remote = { address: destinationOf(quoted), port: readU16(quoted, at + 2) }
  const socket = findSocket(machine, protocol === IPPROTO_TCP ? 'tcp' : 'udp', local, remote)
  if (socket?.kind !== 'tcp') return socket !== null
  const { tcb } = socket
  if (tcb === null || tcb.state === 'syn-received' || tcb.state === 'time-wait') return false
  return tcb.state !== 'syn-sent' || tcb.retransmits > 0 // connect() still holds the socket when the first answer comes
}
