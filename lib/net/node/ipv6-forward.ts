import { formatIpv6, ipv6FromBytes } from '../addr/ipv6'
import { passHook } from './filter-hook'
import { sendIcmpError6 } from './icmp6-error'
import { output6 } from './ipv6-output'
import type { Packet } from './packet'
import type { Decision } from './route'
import { refusedByRoute } from './route-check'
import { note, type Turn } from './turn'

/** ip6_forward. */
export function forward6(turn: Turn, packet: Packet, route: Decision) {
  const { bytes } = packet
  const destination = formatIpv6(ipv6FromBytes(bytes, 24))
  if (route.type !== 'unicast') return refuse(turn, packet, route)
  if (bytes[7] <= 1) {
    note(turn, 'ipv6.hop-limit-exceeded', 3, { destination })
    return sendIcmpError6(turn, packet, { type: 3, code: 0 })
  }
  if (bytes.length > route.mtu && packet.pieces === null) {
    note(turn, 'ipv6.packet-too-big', 3, { mtu: route.mtu, length: bytes.length, out: route.dev })
    return sendIcmpError6(turn, packet, { type: 2, code: 0, rest: route.mtu })
  }
  bytes[7]--
  if (!passHook(turn, 'FORWARD', packet, packet.in, route.dev).accepted) return
  note(turn, 'ipv6.forwarded', 3, { out: route.dev })
  output6(turn, packet, route)
}

/** RFC 4443 section 3.1: prohibited 1, else 0; Linux says "no route" for an unreachable route too, and nothing for a blackhole. */
function refuse(turn: Turn, packet: Packet, route: Decision): void {
  refusedByRoute(turn, route, ipv6FromBytes(packet.bytes, 24))
  if (route.type === 'blackhole') return
  const code = route.type === 'prohibit' ? 1 : 0
  sendIcmpError6(turn, packet, { type: 1, code })
}
