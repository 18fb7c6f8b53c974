import { IPPROTO_UDP } from '../wire/ip-protocol'
import { decodeUdp, encodeUdp } from '../wire/udp'
import { addressText, destinationOf, familyOf, sourceOf } from './address'
import type { Errno } from './errno'
import { family6 } from './family6'
import { sendIcmpError4 } from './icmp-error'
import { addressPair, headerLengthOf, hopsLeft, sendIp } from './ip'
import type { Machine } from './machine'
import type { Packet } from './packet'
import { wakeOwner } from './process'
import { needsScope, routeOfSocket } from './route-check'
import { type Endpoint, isAny, reachableEnd, register, takeError, type UdpSocket, unregister } from './socket'
import { bindSocket, defaultDiscovery, freePort, move, newCommon } from './socket-bind'
import { findSocket } from './socket-lookup'
import { note, type Turn } from './turn'

// User datagrams, RFC 768; the errors that udp(7) and net/ipv4/udp.c give.

export function openUdp(machine: Machine, family: 4 | 6): UdpSocket {
  const socket: UdpSocket = {
    ...newCommon(machine, family),
    kind: 'udp',
    received: [],
    errors: [],
    receiveErrors: false,
    pathMtuDiscovery: defaultDiscovery(machine),
  }
  machine.sockets.set(socket.id, socket)
  register(machine, socket)
  return socket
}

/** connect(2) on a datagram socket: sends nothing, but fixes the peer and the own address, and needs a route. */
export function connectUdp(turn: Turn, socket: UdpSocket, remote: Endpoint): Errno | null {
  const peer = reachableEnd(socket, remote)
  if (needsScope(peer.address)) return 'EINVAL'
  const route = routeOfSocket(turn, socket, peer.address)
  if (typeof route === 'string') return route
  const address = isAny(socket.local.address) ? route.source! : socket.local.address
  const port = socket.local.port || freePort(turn, socket, address, peer)
  if (port === null) return 'EADDRINUSE'
  move(turn.machine, socket, { address, port }, peer)
  return null
}

/** sendto(2). A pending error of the socket comes first. */
export function sendUdp(
  turn: Turn,
  socket: UdpSocket,
  bytes: Uint8Array,
  to: Endpoint | null = socket.remote,
): Errno | null {
  const pending = takeError(socket)
  if (pending) return pending
  if (!to) return 'EINVAL'
  const peer = reachableEnd(socket, to)
  const route = routeOfSocket(turn, socket, peer.address)
  if (typeof route === 'string') return route
  if (socket.local.port === 0) bindSocket(turn, socket, socket.local)
  const source = isAny(socket.local.address) ? route.source! : socket.local.address
  const pair = addressPair(source, peer.address)
  const datagram = encodeUdp({ sourcePort: socket.local.port, destinationPort: peer.port }, bytes, pair)
  return sendIp(turn, {
    source,
    destination: peer.address,
    protocol: IPPROTO_UDP,
    payload: datagram,
    ttl: socket.ttl,
    discovery: socket.pathMtuDiscovery,
    route,
  })
}

export function closeUdp(machine: Machine, socket: UdpSocket): void {
  unregister(machine, socket)
  machine.sockets.delete(socket.id)
}

/** udp_rcv: to the socket, or "port unreachable" (RFC 1122 4.1.3.1) unless it was sent to everybody. */
export function receiveUdp(turn: Turn, packet: Packet) {
  const { machine } = turn
  const from = sourceOf(packet.bytes)
  const to = destinationOf(packet.bytes)
  const decoded = decodeUdp(packet.bytes, headerLengthOf(packet.bytes))
  if (!decoded.ok) return note(turn, 'udp.malformed', 4, { source: addressText(from) })
  const { sourcePort, destinationPort } = decoded.header
  const remote = { address: from, port: sourcePort }
  const socket = findSocket(machine, 'udp', { address: to, port: destinationPort }, remote)
  const data = { source: addressText(from), destination: addressText(to), port: destinationPort }
  if (socket?.kind === 'udp') {
    note(turn, 'udp.delivered', 4, data)
    const bytes = packet.bytes.slice(decoded.payloadOffset, decoded.payloadEnd)
    socket.received.push({ from: remote, to, bytes, ttl: hopsLeft(packet.bytes), iface: packet.in })
    return wakeOwner(turn, socket, 'readable')
  }
  if (!packet.toHost) return note(turn, 'udp.unheard', 4, data)
  note(turn, 'udp.no-socket', 4, data)
  if (familyOf(to) === 4) sendIcmpError4(turn, packet, { type: 3, code: 3 })
  else family6().sendIcmpError(turn, packet, { type: 1, code: 4 })
}
