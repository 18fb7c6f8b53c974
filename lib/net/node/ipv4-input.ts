import {
  BROADCAST_IPV4,
  formatIpv4,
  type Ipv4,
  ipv4FromBytes,
  isLoopbackIpv4,
  isMulticastIpv4,
} from '../addr/ipv4'
import { internetChecksum } from '../bytes/checksum'
import { passHook } from './filter-hook'
import { sendIcmpError4 } from './icmp-error'
import { receiveIcmp4 } from './icmp-input'
import type { Interface } from './interface'
import { forward4 } from './ipv4-forward'
import {
  headerLength,
  isFragment,
  PROTOCOL_ICMP,
  PROTOCOL_TCP,
  PROTOCOL_UDP,
  protocolOf,
  totalLength,
} from './ipv4-header'
import { wantsDefragmented } from './netfilter/state'
import type { PacketTrack } from './netfilter-port'
import { makePacket, type Packet } from './packet'
import { reassemble } from './reassembly'
import { type Decision, lookupRoute } from './route'
import { deliverRaw } from './socket-raw'
import { receiveTcp } from './socket-tcp-input'
import { receiveUdp } from './socket-udp'
import { acceptsSource } from './source-validation'
import { largerSysctl } from './sysctl'
import { note, type Turn } from './turn'

/** ip_rcv: an IPv4 packet came in. `bytes` is this machine's own copy and may have Ethernet padding behind it. */
export function receiveIpv4(
  turn: Turn,
  iface: Interface,
  bytes: Uint8Array,
  toHost: boolean,
  track?: PacketTrack,
) {
  const length = wellFormedLength(bytes)
  if (length === 0) return note(turn, 'ipv4.malformed', 3, { iface: iface.name })
  let packet = makePacket(
    bytes.length === length ? bytes : bytes.subarray(0, length),
    iface.name,
    toHost,
    track,
  )
  if (isFragment(packet.bytes) && turn.machine.filtered && wantsDefragmented(turn.machine.netfilter, 4)) {
    const whole = reassemble(turn, packet) // conntrack has to see the ports, so it puts packets together first
    if (!whole) return
    packet = whole
  }
  if (!passHook(turn, 'PREROUTING', packet, iface.name, null).accepted) return
  routeInput(turn, iface, packet)
}

/** RFC 1812 5.2.2: version, header length, total length, checksum; 0 if one of them is wrong. */
function wellFormedLength(bytes: Uint8Array): number {
  if (bytes.length < 20 || bytes[0] >>> 4 !== 4) return 0
  const header = headerLength(bytes)
  const length = totalLength(bytes)
  if (header < 20 || length < header || length > bytes.length) return 0
  return internetChecksum(bytes, 0, header) === 0 ? length : 0
}

/** ip_route_input: for this machine, or to be forwarded, or neither. */
function routeInput(turn: Turn, iface: Interface, packet: Packet) {
  const source = ipv4FromBytes(packet.bytes, 12)
  const destination = ipv4FromBytes(packet.bytes, 16)
  if (isMartian(turn, iface, destination)) {
    return note(turn, 'ipv4.martian-destination', 3, {
      iface: iface.name,
      destination: formatIpv4(destination),
    })
  }
  const route = lookupRoute(turn.machine, destination, turn.now)
  if (!acceptsSource(turn, iface, source)) return
  if (route.type === 'local' || route.type === 'broadcast' || destination === BROADCAST_IPV4)
    return deliver4(turn, iface, packet)
  if (route.type === 'multicast' || destination >>> 28 === 14) return deliver4(turn, iface, packet)
  if (!packet.toHost) return note(turn, 'ipv4.not-for-us', 3, { destination: formatIpv4(destination) })
  if (!turn.machine.forwarding4) {
    return note(turn, 'ipv4.forwarding-off', 3, { iface: iface.name, destination: formatIpv4(destination) })
  }
  forward4(turn, packet, route as Decision)
}

/** A destination that no wire may carry: 127/8 (unless route_localnet) and 0/8. */
function isMartian({ machine }: Turn, iface: Interface, destination: Ipv4): boolean {
  if (destination >>> 24 === 0) return true
  if (iface.loopback || !isLoopbackIpv4(destination)) return false
  return !largerSysctl(machine, 4, iface.name, 'route_localnet')
}

/** ip_local_deliver: whole packets only, then INPUT, then whoever listens. */
export function deliver4(turn: Turn, iface: Interface, incoming: Packet) {
  let packet = incoming
  if (isFragment(packet.bytes)) {
    const whole = reassemble(turn, packet)
    if (!whole) return
    packet = whole
  }
  if (!passHook(turn, 'INPUT', packet, iface.name, null).accepted) return
  const taken = deliverRaw(turn, packet)
  const protocol = protocolOf(packet.bytes)
  if (protocol === PROTOCOL_TCP) return receiveTcp(turn, packet)
  if (protocol === PROTOCOL_UDP) return receiveUdp(turn, packet)
  if (protocol === PROTOCOL_ICMP) return receiveIcmp4(turn, iface, packet)
  // groups are not kept here: IGMP, and what is sent to a group that nobody listens to
  if (taken || protocol === 2 || isMulticastIpv4(ipv4FromBytes(packet.bytes, 16))) return
  note(turn, 'ipv4.protocol-unknown', 4, { protocol })
  sendIcmpError4(turn, packet, { type: 3, code: 2 })
}
