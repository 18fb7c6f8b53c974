import type { Address } from './address'
import { destinationOf, sourceOf } from './address'
import type { Errno } from './errno'
import { headerLengthOf, hopsLeft, sendIp } from './ip'
import type { Machine } from './machine'
import type { Packet } from './packet'
import { wakeOwner } from './process'
import { routeOfSocket } from './route-check'
import { isAny, type RawSocket, reachableEnd, register, takeError, unregister } from './socket'
import { defaultDiscovery, newCommon } from './socket-bind'
import type { Turn } from './turn'

// Raw sockets, raw(7): ping opens one for ICMP.

export function openRaw(machine: Machine, family: 4 | 6, protocol: number): RawSocket {
  const socket: RawSocket = {
    ...newCommon(machine, family),
    kind: 'raw',
    protocol,
    received: [],
    errors: [],
    receiveErrors: false,
    pathMtuDiscovery: defaultDiscovery(machine),
  }
  machine.sockets.set(socket.id, socket)
  register(machine, socket)
  machine.rawSockets++
  return socket
}

export function closeRaw(machine: Machine, socket: RawSocket): void {
  unregister(machine, socket)
  machine.sockets.delete(socket.id)
  machine.rawSockets--
}

/** sendto(2): `message` follows the IP header, which the kernel writes. */
export function sendRaw(
  turn: Turn,
  socket: RawSocket,
  message: Uint8Array,
  destination: Address,
): Errno | null {
  const pending = takeError(socket)
  if (pending) return pending
  const { address } = reachableEnd(socket, { address: destination, port: 0 })
  const route = routeOfSocket(turn, socket, address)
  if (typeof route === 'string') return route
  return sendIp(turn, {
    source: isAny(socket.local.address) ? route.source! : socket.local.address,
    destination: address,
    protocol: socket.protocol,
    payload: message,
    ttl: socket.ttl,
    discovery: socket.pathMtuDiscovery,
    route,
  })
}

/** raw_local_deliver: every raw socket of this protocol gets a copy. Whether any did. */
export function deliverRaw(turn: Turn, packet: Packet): boolean {
  if (turn.machine.rawSockets === 0) return false
  const family = packet.bytes[0] >>> 4
  const protocol = family === 4 ? packet.bytes[9] : packet.protocol6!
  let taken = false
  for (const socket of turn.machine.sockets.values()) {
    if (socket.kind !== 'raw' || socket.family !== family || socket.protocol !== protocol) continue
    const bytes = family === 4 ? packet.bytes.slice() : packet.bytes.slice(headerLengthOf(packet.bytes))
    const from = { address: sourceOf(packet.bytes), port: 0 }
    socket.received.push({
      from,
      to: destinationOf(packet.bytes),
      bytes,
      ttl: hopsLeft(packet.bytes),
      iface: packet.in,
    })
    wakeOwner(turn, socket, 'raw')
    taken = true
  }
  return taken
}
