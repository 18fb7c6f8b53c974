import { formatIpv6, type Ipv6, ipv6FromBytes, isMulticastIpv6 } from '../addr/ipv6'
import {
  decodeIcmpv6,
  encodeIcmpv6,
  ICMPV6_ECHO_REPLY,
  ICMPV6_ECHO_REQUEST,
  ICMPV6_NEIGHBOUR_ADVERTISEMENT,
  ICMPV6_NEIGHBOUR_SOLICITATION,
  ICMPV6_PACKET_TOO_BIG,
  ICMPV6_ROUTER_ADVERTISEMENT,
  ICMPV6_ROUTER_SOLICITATION,
  type Icmpv6Message,
  isIcmpv6Error,
} from '../wire/icmpv6'
import { IPPROTO_ICMPV6 } from '../wire/ip-protocol'
import { IPV6_HEADER } from '../wire/ipv6'
import { transportChecksum } from '../wire/transport-checksum'
import { icmpErrno6 } from './errno'
import { icmpName6 } from './icmp-name'
import type { Interface } from './interface'
import { sendIpv6 } from './ipv6-output'
import { answerSolicitation, receiveRouterAdvertisement } from './nd-autoconfiguration'
import { receiveAdvertisement, receiveSolicitation } from './nd-input'
import type { Packet } from './packet'
import { learn } from './path-exception'
import { lookupRoute } from './route'
import { tellSockets } from './socket-icmp'
import { sysctl } from './sysctl'
import { note, type Turn } from './turn'

const ND_HOP_LIMIT = 255 // RFC 4861: proof that it comes from this link
const MINIMUM_MTU = 1280

/** icmpv6_rcv: RFC 4443, RFC 4861. */
export function receiveIcmp6(turn: Turn, iface: Interface, packet: Packet, offset: number) {
  const { bytes } = packet
  const source = ipv6FromBytes(bytes, 8)
  const destination = ipv6FromBytes(bytes, 24)
  const decoded = decodeIcmpv6(bytes, offset)
  const pair = { family: 6, source, destination } as const
  if (!decoded.ok || transportChecksum(pair, IPPROTO_ICMPV6, bytes.subarray(offset)) !== 0)
    return note(turn, 'icmp.malformed', 3)
  const message = decoded.header
  if (message.type === ICMPV6_ECHO_REQUEST) return answerEcho(turn, message, source, destination, iface)
  if (message.type === ICMPV6_ECHO_REPLY)
    return note(turn, 'icmp.echo-reply', 3, { from: formatIpv6(source) })
  if (isIcmpv6Error(message.type)) return receiveError(turn, message, source)
  if (bytes[7] !== ND_HOP_LIMIT) return note(turn, 'nd.malformed', 3, { from: formatIpv6(source) })
  if (message.type === ICMPV6_NEIGHBOUR_SOLICITATION)
    receiveSolicitation(turn, iface, message, source, destination)
  else if (message.type === ICMPV6_NEIGHBOUR_ADVERTISEMENT) receiveAdvertisement(turn, iface, message)
  else if (message.type === ICMPV6_ROUTER_SOLICITATION) answerSolicitation(turn, iface)
  else if (message.type === ICMPV6_ROUTER_ADVERTISEMENT)
    receiveRouterAdvertisement(turn, iface, message, source)
}

function answerEcho(
  turn: Turn,
  message: Icmpv6Message,
  source: Ipv6,
  destination: Ipv6,
  iface: Interface,
): void {
  note(turn, 'icmp.echo-request', 3, { from: formatIpv6(source) })
  const route = lookupRoute(turn.machine, source, turn.now, source >> 118n === 0x3fan ? iface.name : null)
  const from = isMulticastIpv6(destination) ? (route.source as Ipv6 | null) : destination
  if (from === null) return
  const payload = encodeIcmpv6(
    { ...message, type: ICMPV6_ECHO_REPLY },
    { family: 6, source: from, destination: source },
  )
  sendIpv6(turn, { source: from, destination: source, protocol: IPPROTO_ICMPV6, payload, route })
}

function receiveError(turn: Turn, message: Icmpv6Message, source: Ipv6) {
  const quoted = message.body
  if (quoted.length < IPV6_HEADER || quoted[0] >>> 4 !== 6) return note(turn, 'icmp.malformed', 3)
  const about = ipv6FromBytes(quoted, 24)
  const error = icmpName6(message.type, message.code)
  note(turn, 'icmp.error-received', 3, { error, from: formatIpv6(source), about: formatIpv6(about) })
  if (message.type === ICMPV6_PACKET_TOO_BIG) learnPathMtu(turn, about, message.rest)
  const errno = icmpErrno6(message.type, message.code)
  if (errno)
    tellSockets(turn, quoted, {
      type: message.type,
      code: message.code,
      info: message.rest,
      from: source,
      ...errno,
    })
}

/** RFC 8201 section 4; never below 1280. */
function learnPathMtu(turn: Turn, to: Ipv6, mtu: number): void {
  const { machine, now } = turn
  const told = Math.max(mtu, MINIMUM_MTU)
  if (told >= lookupRoute(machine, to, now).mtu) return
  learn(machine, to, { mtu: told }, now + sysctl(machine, 'net.ipv4.route.mtu_expires') * 1_000_000, now)
  note(turn, 'route.mtu-learned', 3, { to: formatIpv6(to), mtu: told })
}
