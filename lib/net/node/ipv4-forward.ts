import { formatIpv4, type Ipv4, ipv4FromBytes } from '../addr/ipv4'
import { isTranslated, passHook } from './filter-hook'
import { sendIcmpError4 } from './icmp-error'
import { mayRedirect, mayReportNoRoute } from './icmp-limit'
import { decreaseTtl, isDontFragment, timeToLive } from './ipv4-header'
import { output4 } from './ipv4-output'
import type { Packet } from './packet'
import { type Decision, lookupRoute } from './route'
import { refusedByRoute } from './route-check'
import { largerSysctl, sysctl } from './sysctl'
import { note, type Turn } from './turn'

const UNREACHABLE = 3
const REDIRECT = 5
const TIME_EXCEEDED = 11

/** ip_forward. The order matters: no route, then TTL, then MTU, then the redirect, then the FORWARD chain. */
export function forward4(turn: Turn, packet: Packet, route: Decision) {
  const destination = ipv4FromBytes(packet.bytes, 16)
  if (route.type !== 'unicast') return refuse(turn, packet, route, destination)
  if (timeToLive(packet.bytes) <= 1) {
    note(turn, 'ipv4.ttl-exceeded', 3, { destination: formatIpv4(destination) })
    return sendIcmpError4(turn, packet, { type: TIME_EXCEEDED, code: 0 })
  }
  const mtu = forwardMtu(turn, route)
  const size = Math.max(packet.bytes.length > mtu ? packet.bytes.length : 0, packet.largestPiece)
  if (size > mtu && isDontFragment(packet.bytes)) {
    note(turn, 'ipv4.fragmentation-needed', 3, {
      mtu,
      length: packet.bytes.length,
      out: route.dev,
    })
    return sendIcmpError4(turn, packet, { type: UNREACHABLE, code: 4, rest: mtu })
  }
  decreaseTtl(packet.bytes)
  if (route.dev === packet.in) redirect(turn, packet, route)
  if (!passHook(turn, 'FORWARD', packet, packet.in, route.dev).accepted) return
  note(turn, 'ipv4.forwarded', 3, { out: route.dev })
  output4(turn, packet, route.mtu === mtu ? route : { ...route, mtu })
}

/** ip_dst_mtu_maybe_forward: what this router learned about the path for itself is not for others, unless ip_forward_use_pmtu is on. */
function forwardMtu({ machine }: Turn, route: Decision): number {
  const own = route.mtuLocked || sysctl(machine, 'net.ipv4.ip_forward_use_pmtu') !== 0
  return own ? route.mtu : route.forwardMtu
}

/** ip_error: what the table says instead of a way. */
function refuse(turn: Turn, packet: Packet, route: Decision, destination: Ipv4) {
  refusedByRoute(turn, route, destination)
  if (route.type === 'blackhole') return
  const code = route.type === 'prohibit' ? 13 : route.type === 'unreachable' ? 1 : 0
  if (!mayReportNoRoute(turn.machine, ipv4FromBytes(packet.bytes, 12), turn.now))
    return note(turn, 'icmp.rate-limited', 3)
  sendIcmpError4(turn, packet, { type: UNREACHABLE, code })
}

/** RFC 1812 5.2.7.2: out by where it came in, and the sender is a neighbour: it could ask the next hop itself. */
function redirect(turn: Turn, packet: Packet, route: Decision): void {
  const { machine, now } = turn
  const source = ipv4FromBytes(packet.bytes, 12)
  const back = lookupRoute(machine, source, now)
  if (back.type !== 'unicast' || back.dev !== packet.in || back.gateway !== null || !packet.toHost) return
  const send = largerSysctl(machine, 4, route.dev, 'send_redirects')
  if (!send || isTranslated(machine, packet.track) || !mayRedirect(machine, source, now)) return
  note(turn, 'icmp.redirect-sent', 3, { gateway: formatIpv4(route.nextHop as Ipv4), to: formatIpv4(source) })
  sendIcmpError4(turn, packet, { type: REDIRECT, code: 1, rest: route.nextHop as Ipv4 })
}
