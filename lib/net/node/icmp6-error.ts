import { formatIpv6, type Ipv6, ipv6FromBytes, isMulticastIpv6 } from '../addr/ipv6'
import { encodeIcmpv6, isIcmpv6Error } from '../wire/icmpv6'
import { IPPROTO_ICMPV6 } from '../wire/ip-protocol'
import { IPV6_HEADER } from '../wire/ipv6'
import { findUpperLayer } from '../wire/ipv6-extensions'
import { mayAnswer } from './icmp-limit'
import { icmpName6 } from './icmp-name'
import { sendIpv6 } from './ipv6-output'
import { answerTrack, type Packet } from './packet'
import { type Decision, lookupRoute, selectSource } from './route'
import { note, type Turn } from './turn'

const MINIMUM_MTU = 1280 // RFC 4443 section 2.4 c: quote as much as fits in the smallest MTU
const PACKET_TOO_BIG = 2

/** icmp6_send, RFC 4443 section 2.4: never about an error, nor to a multicast or unspecified sender; multicast only for "too big". */
export function sendIcmpError6(
  turn: Turn,
  about: Packet,
  error: { type: number; code: number; rest?: number },
) {
  const { machine, now } = turn
  const { bytes } = about
  const source = ipv6FromBytes(bytes, 8)
  const destination = ipv6FromBytes(bytes, 24)
  const upper = findUpperLayer(bytes, 0, bytes.length)
  if (source === 0n || isMulticastIpv6(source)) return
  if ((isMulticastIpv6(destination) || !about.toHost) && error.type !== PACKET_TOO_BIG) return
  if (!upper || (upper.fragment && upper.fragment.fragmentOffset > 0)) return
  if (upper.protocol === IPPROTO_ICMPV6 && isIcmpv6Error(bytes[upper.offset])) return
  const back = lookupRoute(machine, source, now, scopeOf(source, about))
  if (back.type !== 'unicast' && back.type !== 'local') return
  if (
    error.type !== PACKET_TOO_BIG &&
    back.type !== 'local' &&
    !mayAnswer(machine, source, error.type, error.code, now)
  ) {
    return note(turn, 'icmp.rate-limited', 3, { to: formatIpv6(source) })
  }
  const ours = about.in !== null && lookupRoute(machine, destination, now).type === 'local'
  const from = ours ? destination : inboundAddress(turn, about, source, back)
  if (from === null) return
  const name = icmpName6(error.type, error.code)
  note(turn, 'icmp.error-sent', 3, { error: name, to: formatIpv6(source), from: formatIpv6(from) })
  const body = bytes.subarray(0, Math.min(bytes.length, MINIMUM_MTU - IPV6_HEADER - 8))
  const pair = { family: 6, source: from, destination: source } as const
  const payload = encodeIcmpv6({ type: error.type, code: error.code, rest: error.rest ?? 0, body }, pair)
  sendIpv6(turn, {
    source: from,
    destination: source,
    protocol: IPPROTO_ICMPV6,
    payload,
    track: answerTrack(about.track),
    route: back,
  })
}

/** A link-local sender is answered on the link where it is. */
function scopeOf(source: Ipv6, about: Packet): string | null {
  return source >> 118n === 0x3fan ? about.in : null
}

/** Where IPv4 answers from the interface towards the asker, IPv6 answers from the one that the packet came in by (icmp6_send). */
function inboundAddress(turn: Turn, about: Packet, asker: Ipv6, back: Decision): Ipv6 | null {
  if (back.type === 'local') return asker // RFC 6724 rule 1
  const iface = about.in === null ? undefined : turn.machine.interfaces.get(about.in)
  return (
    ((iface ? selectSource(turn.machine, iface, asker) : null) as Ipv6 | null) ?? (back.source as Ipv6 | null)
  )
}
