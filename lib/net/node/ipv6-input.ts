import { formatIpv6, type Ipv6, ipv6FromBytes, isLinkLocalIpv6, isMulticastIpv6 } from '../addr/ipv6'
import { readU16 } from '../bytes/integers'
import { IPPROTO_ICMPV6, IPPROTO_NONE, IPPROTO_TCP, IPPROTO_UDP } from '../wire/ip-protocol'
import { IPV6_HEADER } from '../wire/ipv6'
import { findUpperLayer } from '../wire/ipv6-extensions'
import { passHook } from './filter-hook'
import { sendIcmpError6 } from './icmp6-error'
import { receiveIcmp6 } from './icmp6-input'
import type { Interface } from './interface'
import { forward6 } from './ipv6-forward'
import { reassemble6 } from './ipv6-reassembly'
import { wantsDefragmented } from './netfilter/state'
import type { PacketTrack } from './netfilter-port'
import { makePacket, type Packet } from './packet'
import { lookupRoute } from './route'
import { deliverRaw } from './socket-raw'
import { receiveTcp } from './socket-tcp-input'
import { receiveUdp } from './socket-udp'
import { note, type Turn } from './turn'

/** ipv6_rcv (RFC 8200): `bytes` is this machine's own copy. */
export function receiveIpv6(
  turn: Turn,
  iface: Interface,
  bytes: Uint8Array,
  toHost: boolean,
  track?: PacketTrack,
) {
  const length = bytes.length < IPV6_HEADER || bytes[0] >>> 4 !== 6 ? 0 : IPV6_HEADER + readU16(bytes, 4)
  if (length === 0 || length > bytes.length) return note(turn, 'ipv6.malformed', 3, { iface: iface.name })
  if (!takesPartIn(iface)) return
  let packet = makePacket(
    bytes.length === length ? bytes : bytes.subarray(0, length),
    iface.name,
    toHost,
    track,
  )
  const source = ipv6FromBytes(packet.bytes, 8)
  if (isMulticastIpv6(source)) return note(turn, 'ipv6.malformed', 3, { iface: iface.name })
  if (turn.machine.filtered && wantsDefragmented(turn.machine.netfilter, 6)) {
    const whole = wholePacket(turn, packet)
    if (!whole) return
    packet = whole
  }
  if (!passHook(turn, 'PREROUTING', packet, iface.name, null).accepted) return
  routeInput(turn, iface, packet)
}

/** An interface without any IPv6 address has IPv6 switched off (disable_ipv6). */
function takesPartIn(iface: Interface): boolean {
  return iface.ipv6.length > 0
}

function wholePacket(turn: Turn, packet: Packet): Packet | null {
  const upper = findUpperLayer(packet.bytes, 0, packet.bytes.length)
  return upper?.fragment ? reassemble6(turn, packet, upper) : packet
}

function routeInput(turn: Turn, iface: Interface, packet: Packet) {
  const destination = ipv6FromBytes(packet.bytes, 24)
  if (isMulticastIpv6(destination))
    return hears(turn, iface, destination) ? deliver6(turn, iface, packet) : undefined
  const route = lookupRoute(turn.machine, destination, turn.now)
  if (route.type === 'local') return deliver6(turn, iface, packet)
  if (!packet.toHost) return
  if (isLinkLocalIpv6(destination) || isLinkLocalIpv6(ipv6FromBytes(packet.bytes, 8))) {
    return note(turn, 'ipv6.link-local-not-forwarded', 3, { destination: formatIpv6(destination) })
  }
  if (!turn.machine.forwarding6 && route.type === 'unicast') {
    // without a route Linux says so even on a host
    return note(turn, 'ipv6.forwarding-off', 3, { iface: iface.name, destination: formatIpv6(destination) })
  }
  forward6(turn, packet, route)
}

function deliver6(turn: Turn, iface: Interface, incoming: Packet) {
  const packet = wholePacket(turn, incoming)
  if (!packet || !passHook(turn, 'INPUT', packet, iface.name, null).accepted) return
  const upper = findUpperLayer(packet.bytes, 0, packet.bytes.length)
  if (!upper) return note(turn, 'ipv6.malformed', 3, { iface: iface.name })
  packet.protocol6 = upper.protocol
  const taken = deliverRaw(turn, packet)
  if (upper.protocol === IPPROTO_TCP) return receiveTcp(turn, packet)
  if (upper.protocol === IPPROTO_UDP) return receiveUdp(turn, packet)
  if (upper.protocol === IPPROTO_ICMPV6) return receiveIcmp6(turn, iface, packet, upper.offset)
  if (taken || upper.protocol === IPPROTO_NONE) return
  note(turn, 'ipv6.protocol-unknown', 4, { protocol: upper.protocol })
  sendIcmpError6(turn, packet, { type: 4, code: 1, rest: upper.nextHeaderAt })
}

/** Whether `address` is one of the groups that this interface hears: all nodes, all routers, solicited-node (RFC 4291 2.8). */
function hears(turn: Turn, iface: Interface, group: Ipv6): boolean {
  const low = group & 0xff_ffffn
  if (group === 0xff02_0000_0000_0000_0000_0000_0000_0001n) return true
  if (group === 0xff02_0000_0000_0000_0000_0000_0000_0002n) return turn.machine.forwarding6
  return (
    group >> 24n === 0xff02_0000_0000_0000_0000_0001_ffn &&
    iface.ipv6.some((own) => (own.address & 0xff_ffffn) === low)
  )
}
