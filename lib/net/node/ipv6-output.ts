import { type Ipv6, ipv6FromBytes, isMulticastIpv6, writeIpv6 } from '../addr/ipv6'
import { macOfIpv6Group } from '../addr/mac'
import { writeU16, writeU32 } from '../bytes/integers'
import { IPV6_HEADER } from '../wire/ipv6'
import { findUpperLayer } from '../wire/ipv6-extensions'
import type { Errno } from './errno'
import { passHook } from './filter-hook'
import { sendIcmpError6 } from './icmp6-error'
import { fragment6 } from './ipv6-fragment'
import { sendToNeighbour } from './neighbour'
import type { PacketTrack } from './netfilter-port'
import { allocatePacket, makePacket, type Packet } from './packet'
import { type Decision, lookupRoute } from './route'
import { refusedByRoute } from './route-check'
import { sysctl } from './sysctl'
import { ETHERTYPE_IPV6, transmit, transmitLoopback } from './transmit'
import { note, type Turn } from './turn'

export type Outgoing6 = {
  readonly source: Ipv6 | null
  readonly destination: Ipv6
  readonly protocol: number
  readonly payload: Uint8Array
  readonly hopLimit?: number
  readonly trafficClass?: number
  readonly track?: PacketTrack
  readonly oif?: string
  readonly route?: Decision
}

export { IPV6_HEADER }

/** ip6_xmit and ip6_push_pending_frames (RFC 8200): the twin of `sendIpv4`. */
export function sendIpv6(turn: Turn, outgoing: Outgoing6): Errno | null {
  const { destination } = outgoing
  const route = outgoing.route ?? lookupRoute(turn.machine, destination, turn.now, outgoing.oif ?? null)
  const errno = refusedByRoute(turn, route, destination)
  if (errno) return errno
  const source = outgoing.source ?? (route.source as Ipv6 | null)
  if (source === null) return 'EADDRNOTAVAIL'
  const bytes = allocatePacket(IPV6_HEADER + outgoing.payload.length)
  bytes.set(outgoing.payload, IPV6_HEADER)
  writeU32(bytes, 0, 0x6000_0000 + (outgoing.trafficClass ?? 0) * 0x10_0000)
  writeU16(bytes, 4, outgoing.payload.length)
  bytes[6] = outgoing.protocol
  bytes[7] = outgoing.hopLimit ?? defaultHopLimit(turn, destination, route)
  writeIpv6(bytes, 8, source)
  writeIpv6(bytes, 24, destination)
  return outputLocal6(turn, makePacket(bytes, null, true, outgoing.track), route)
}

function defaultHopLimit(turn: Turn, destination: Ipv6, route: Decision): number {
  if (isMulticastIpv6(destination)) return 1
  const advertised = turn.machine.interfaces.get(route.dev)?.advertised?.hopLimit
  return advertised || sysctl(turn.machine, 'net.ipv6.conf.all.hop_limit')
}

export function outputLocal6(turn: Turn, packet: Packet, chosen: Decision): Errno | null {
  let route = chosen
  const verdict = passHook(turn, 'OUTPUT', packet, null, route.dev)
  if (!verdict.accepted) return 'EPERM'
  if (verdict.reroute) {
    route = lookupRoute(turn.machine, ipv6FromBytes(packet.bytes, 24), turn.now)
    const errno = refusedByRoute(turn, route, ipv6FromBytes(packet.bytes, 24))
    if (errno) return errno
  }
  return output6(turn, packet, route)
}

/** ip6_output: only the machine where a packet began may cut it (RFC 8200 section 4.5); a router says "packet too big". */
export function output6(turn: Turn, packet: Packet, route: Decision): Errno | null {
  if (!passHook(turn, 'POSTROUTING', packet, packet.in, route.dev).accepted) return 'EPERM'
  if (packet.bytes.length <= route.mtu) {
    emit(turn, packet.bytes, route, packet)
    return null
  }
  if (packet.in !== null && packet.pieces === null) {
    note(turn, 'ipv6.packet-too-big', 3, { mtu: route.mtu, length: packet.bytes.length, out: route.dev })
    sendIcmpError6(turn, packet, { type: 2, code: 0, rest: route.mtu })
    return 'EMSGSIZE'
  }
  const pieces = fragment6(packet.bytes, route.mtu, Math.floor(turn.random() * 0x1_0000_0000))
  note(turn, 'ipv6.fragmented', 3, { mtu: route.mtu, pieces: pieces.length, out: route.dev })
  for (const piece of pieces) emit(turn, piece, route, packet)
  return null
}

function emit(turn: Turn, bytes: Uint8Array, route: Decision, packet: Packet) {
  const iface = turn.machine.interfaces.get(route.dev)!
  if (iface.loopback) return transmitLoopback(turn, iface, ETHERTYPE_IPV6, bytes, packet.track)
  const destination = ipv6FromBytes(bytes, 24)
  if (isMulticastIpv6(destination))
    return transmit(turn, iface, macOfIpv6Group(destination), ETHERTYPE_IPV6, bytes)
  sendToNeighbour(turn, iface, route.nextHop, { bytes, in: packet.in })
}

/** Where the transport header begins, after the extension headers (RFC 8200 section 4.1); the end if they are cut short. */
export function transportOffset6(packet: Uint8Array): number {
  return findUpperLayer(packet, 0, packet.length)?.offset ?? packet.length
}
