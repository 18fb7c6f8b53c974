import type { Errno } from './errno'
import type { Machine } from './machine'
import { lookupRoute } from './route'
import { needsScope, routeOfSocket } from './route-check'
import {
  demuxKey,
  type Endpoint,
  endpointText,
  isAny,
  reachableEnd,
  register,
  type TcpSocket,
  unregister,
} from './socket'
import { freePort, move, newCommon } from './socket-bind'
import { applyStep, feed } from './socket-tcp-step'
import { sysctl } from './sysctl'
import { openActive } from './tcp/connection'
import { openOptions, segmentSizes } from './tcp-settings'
import { note, type Turn } from './turn'

// What a program does with a TCP socket: socket(2), listen(2), connect(2), accept(2), send(2), recv(2), shutdown(2), close(2).

export function openTcp(machine: Machine, family: 4 | 6): TcpSocket {
  const socket: TcpSocket = {
    ...newCommon(machine, family),
    kind: 'tcp',
    tcb: null,
    listening: null,
    listener: null,
    connected: false,
    readable: 0,
    endOfFile: false,
    unsent: [],
    closed: false,
    heldBack: null,
    deadline: null,
  }
  machine.sockets.set(socket.id, socket)
  register(machine, socket)
  return socket
}

/** The queue of finished connections holds `backlog` + 1, at most somaxconn. */
export function listenTcp(machine: Machine, socket: TcpSocket, backlog: number): void {
  socket.listening = {
    backlog: Math.min(backlog, sysctl(machine, 'net.core.somaxconn')),
    accepted: [],
    half: [],
  }
}

/** connect(2), not blocking: null when a SYN is on its way (or queued); later `connected` or `error` of the socket tells. */
export function connectTcp(turn: Turn, socket: TcpSocket, to: Endpoint): Errno | null {
  const { machine, now } = turn
  if (socket.tcb) return 'EISCONN'
  const remote = reachableEnd(socket, to)
  const route = routeOfSocket(turn, socket, remote.address)
  if (route === 'EACCES' && lookupRoute(machine, remote.address, now).type === 'broadcast')
    return 'ENETUNREACH'
  if (typeof route === 'string') return route
  if (route.type === 'unicast' && needsScope(remote.address)) return 'EINVAL'
  if (route.type === 'multicast' || route.type === 'broadcast') return 'ENETUNREACH' // RFC 9293 3.9.2.3: one host only
  const address = isAny(socket.local.address) ? route.source! : socket.local.address
  const port = socket.local.port || freePort(turn, socket, address, remote)
  if (port === null) return 'EADDRNOTAVAIL'
  const local = { address, port }
  if (isTaken(machine, local, remote)) {
    note(turn, 'socket.taken', 4, { local: endpointText(local), remote: endpointText(remote) })
    return 'EADDRNOTAVAIL'
  }
  move(machine, socket, local, remote)
  const sizes = segmentSizes(route, socket.family)
  applyStep(turn, socket, openActive({ ...sizes, ...openOptions(machine, socket) }, now, turn.random))
  return null
}

/** Whether the same four values are in use. A TIME-WAIT gives way if timestamps tell old segments from new ones (tcp_twsk_unique). */
function isTaken(machine: Machine, local: Endpoint, remote: Endpoint): boolean {
  const id = machine.demux.get(demuxKey('tcp', local, remote))?.[0]
  const socket = id === undefined ? null : machine.sockets.get(id)
  if (socket?.kind !== 'tcp') return false
  if (socket.tcb?.state !== 'time-wait' || !sysctl(machine, 'net.ipv4.tcp_timestamps')) return true
  forgetTcp(machine, socket)
  return false
}

/** accept(2): the oldest finished connection, or null. */
export function acceptTcp(machine: Machine, listener: TcpSocket): TcpSocket | null {
  const id = listener.listening?.accepted.shift()
  const socket = id === undefined ? null : machine.sockets.get(id)
  if (socket?.kind !== 'tcp') return null
  socket.listener = null
  return socket
}

/** send(2): what finds no room waits in the socket and follows by itself. */
export function writeTcp(turn: Turn, socket: TcpSocket, bytes: Uint8Array): Errno | null {
  if (socket.error) return socket.error
  if (!socket.tcb || socket.closed) return 'EPIPE'
  if (socket.unsent.length > 0) {
    socket.unsent.push(bytes)
    return null
  }
  const accepted = feed(turn, socket, { kind: 'send', bytes })?.accepted ?? 0
  if (accepted < bytes.length) socket.unsent.push(bytes.subarray(accepted))
  return null
}

/** recv(2): at most `max` bytes, none if there are none. */
export function readTcp(turn: Turn, socket: TcpSocket, max: number): Uint8Array {
  if (!socket.tcb || socket.readable === 0) return new Uint8Array(0)
  const received = feed(turn, socket, { kind: 'receive', max })?.received ?? new Uint8Array(0)
  socket.readable -= received.length
  return received
}

export function shutdownTcp(turn: Turn, socket: TcpSocket): void {
  if (socket.tcb) feed(turn, socket, { kind: 'shutdown' })
}

/** close(2). A listener takes its unaccepted connections with it (RST). */
export function closeTcp(turn: Turn, socket: TcpSocket) {
  socket.owner = null
  if (socket.listening) {
    for (const id of [...socket.listening.accepted, ...socket.listening.half]) {
      const child = turn.machine.sockets.get(id)
      if (child?.kind === 'tcp') feed(turn, child, { kind: 'abort' })
    }
  }
  if (!socket.tcb || socket.tcb.state === 'closed') return forgetTcp(turn.machine, socket)
  socket.closed = true
  feed(turn, socket, { kind: 'close' })
}

/** close(2) with SO_LINGER on and a time of 0: RST at once. */
export function abortTcp(turn: Turn, socket: TcpSocket): void {
  socket.owner = null
  socket.closed = true
  if (socket.tcb) feed(turn, socket, { kind: 'abort' })
}

export function forgetTcp(machine: Machine, socket: TcpSocket): void {
  unregister(machine, socket)
  machine.sockets.delete(socket.id)
}
