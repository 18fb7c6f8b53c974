import { formatIpv4, type Ipv4, ipv4FromBytes, isMulticastIpv4 } from '../addr/ipv4'
import { BROADCAST_MAC, macOfIpv4Group } from '../addr/mac'
import type { Errno } from './errno'
import { passHook } from './filter-hook'
import { sendIcmpError4 } from './icmp-error'
import { fragment } from './ipv4-fragment'
import { IPV4_HEADER, isDontFragment, writeHeader } from './ipv4-header'
import { sendToNeighbour } from './neighbour'
import type { PacketTrack } from './netfilter-port'
import { allocatePacket, makePacket, type Packet } from './packet'
import { type Decision, lookupRoute } from './route'
import { mayLeave, refusedByRoute } from './route-check'
import { sysctl } from './sysctl'
import { ETHERTYPE_IPV4, transmit, transmitLoopback } from './transmit'
import { note, type Turn } from './turn'

/** What a protocol of this machine wants sent. */
export type Outgoing4 = {
  readonly source: Ipv4 | null
  readonly destination: Ipv4
  readonly protocol: number
  readonly payload: Uint8Array
  readonly ttl?: number
  readonly tos?: number
  readonly dontFragment: boolean
  /** conntrack of the packet that this one answers */
  readonly track?: PacketTrack
  readonly oif?: string
  /** the socket ignores learned path MTUs when it cuts (IP_PMTUDISC_PROBE); else the route's MTU counts */
  readonly route?: Decision
}

/** ip_queue_xmit, ip_push_pending_frames: header, OUTPUT, POSTROUTING, out. Null, or why it was not sent. */
export function sendIpv4(turn: Turn, outgoing: Outgoing4): Errno | null {
  const { machine, now } = turn
  const { destination } = outgoing
  const route = outgoing.route ?? lookupRoute(machine, destination, now, outgoing.oif ?? null)
  const errno = refusedByRoute(turn, route, destination)
  if (errno) return errno
  const bytes = allocatePacket(IPV4_HEADER + outgoing.payload.length)
  bytes.set(outgoing.payload, IPV4_HEADER)
  machine.nextIpId = (machine.nextIpId + 1) & 0xffff
  writeHeader(bytes, {
    source: outgoing.source ?? (route.source as Ipv4),
    destination,
    protocol: outgoing.protocol,
    ttl: outgoing.ttl ?? defaultTtl(turn, route, destination),
    tos: outgoing.tos ?? 0,
    identification: machine.nextIpId,
    dontFragment: outgoing.dontFragment,
  })
  return outputLocal4(turn, makePacket(bytes, null, true, outgoing.track), route)
}

/** RFC 1112 6.1: multicast goes one hop unless told otherwise. Else the route's hoplimit or the machine's default. */
function defaultTtl(turn: Turn, route: Decision, destination: Ipv4): number {
  if (isMulticastIpv4(destination)) return 1
  return route.route?.metrics?.hopLimit ?? sysctl(turn.machine, 'net.ipv4.ip_default_ttl')
}

/** ip_local_out. Netfilter's DROP comes back as EPERM. */
export function outputLocal4(turn: Turn, packet: Packet, chosen: Decision): Errno | null {
  let route = chosen
  const verdict = passHook(turn, 'OUTPUT', packet, null, route.dev)
  if (!verdict.accepted) return notPermitted(turn, packet)
  if (verdict.reroute) {
    route = lookupRoute(turn.machine, ipv4FromBytes(packet.bytes, 16), turn.now) // ip_route_me_harder
    const errno = refusedByRoute(turn, route, ipv4FromBytes(packet.bytes, 16))
    if (errno) return errno
    if (!mayLeave(turn, ipv4FromBytes(packet.bytes, 12), route)) return notPermitted(turn, packet)
  }
  return output4(turn, packet, route)
}

function notPermitted(turn: Turn, packet: Packet): Errno {
  note(turn, 'socket.not-permitted', 3, { destination: formatIpv4(ipv4FromBytes(packet.bytes, 16)) })
  return 'EPERM'
}

/** ip_output: POSTROUTING, cut to the MTU, find the neighbour. */
export function output4(turn: Turn, packet: Packet, route: Decision): Errno | null {
  if (!passHook(turn, 'POSTROUTING', packet, packet.in, route.dev).accepted) return 'EPERM'
  const mtu = route.mtu
  if (packet.bytes.length <= mtu && packet.largestPiece === 0) {
    emit(turn, packet.bytes, route, packet)
    return null
  }
  if (isDontFragment(packet.bytes) && (packet.bytes.length > mtu || packet.largestPiece > mtu)) {
    note(turn, 'ipv4.fragmentation-needed', 3, { mtu, length: packet.bytes.length, out: route.dev })
    sendIcmpError4(turn, packet, { type: 3, code: 4, rest: mtu })
    return 'EMSGSIZE'
  }
  const pieces = fragment(packet, mtu)
  if (pieces.length > 1) note(turn, 'ipv4.fragmented', 3, { mtu, pieces: pieces.length, out: route.dev })
  for (const piece of pieces) emit(turn, piece, route, packet)
  return null
}

function emit(turn: Turn, bytes: Uint8Array, route: Decision, packet: Packet) {
  const iface = turn.machine.interfaces.get(route.dev)!
  if (iface.loopback) return transmitLoopback(turn, iface, ETHERTYPE_IPV4, bytes, packet.track)
  const destination = ipv4FromBytes(bytes, 16)
  if (route.type === 'broadcast') return transmit(turn, iface, BROADCAST_MAC, ETHERTYPE_IPV4, bytes)
  if (isMulticastIpv4(destination))
    return transmit(turn, iface, macOfIpv4Group(destination), ETHERTYPE_IPV4, bytes)
  sendToNeighbour(turn, iface, route.nextHop, { bytes, in: packet.in })
}
