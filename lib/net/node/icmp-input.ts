import { BROADCAST_IPV4, formatIpv4, type Ipv4, ipv4FromBytes, isMulticastIpv4 } from '../addr/ipv4'
import { internetChecksum } from '../bytes/checksum'
import {
  decodeIcmp,
  encodeIcmp,
  ICMP_ECHO_REPLY,
  ICMP_ECHO_REQUEST,
  ICMP_REDIRECT,
  type IcmpMessage,
  isIcmpError,
} from '../wire/icmp'
import { icmpErrno4 } from './errno'
import { icmpName4 } from './icmp-name'
import type { Interface } from './interface'
import { headerLength, PROTOCOL_ICMP } from './ipv4-header'
import { sendIpv4 } from './ipv4-output'
import type { Packet } from './packet'
import { learn } from './path-exception'
import { receiveRedirect } from './redirect'
import { lookupRoute } from './route'
import { concernsSocket, tellSockets } from './socket-icmp'
import { sysctl } from './sysctl'
import { note, type Turn } from './turn'

const FRAGMENTATION_NEEDED = 4
const SECOND = 1_000_000

/** icmp_rcv: RFC 792, RFC 1122 section 3.2.2. */
export function receiveIcmp4(turn: Turn, iface: Interface, packet: Packet) {
  const { bytes } = packet
  const offset = headerLength(bytes)
  const decoded = decodeIcmp(bytes, offset)
  if (!decoded.ok || internetChecksum(bytes, offset) !== 0) return note(turn, 'icmp.malformed', 3)
  const message = decoded.header
  const source = ipv4FromBytes(bytes, 12)
  if (message.type === ICMP_ECHO_REQUEST) return answerEcho(turn, packet, message, source)
  if (message.type === ICMP_ECHO_REPLY) return note(turn, 'icmp.echo-reply', 3, { from: formatIpv4(source) })
  if (isIcmpError(message.type)) receiveError(turn, iface, message, source)
}

/** The identifier, sequence number and data go back as they came; not to a broadcast (icmp_echo_ignore_broadcasts). */
function answerEcho(turn: Turn, packet: Packet, message: IcmpMessage, source: Ipv4) {
  const { machine, now } = turn
  const destination = ipv4FromBytes(packet.bytes, 16)
  const toAll =
    destination === BROADCAST_IPV4 ||
    isMulticastIpv4(destination) ||
    lookupRoute(machine, destination, now).type === 'broadcast'
  const ignored =
    sysctl(machine, 'net.ipv4.icmp_echo_ignore_all') ||
    (toAll && sysctl(machine, 'net.ipv4.icmp_echo_ignore_broadcasts'))
  if (ignored) return note(turn, 'icmp.echo-ignored', 3, { from: formatIpv4(source) })
  note(turn, 'icmp.echo-request', 3, { from: formatIpv4(source) })
  sendIpv4(turn, {
    source: toAll ? null : destination,
    destination: source,
    protocol: PROTOCOL_ICMP,
    payload: encodeIcmp({ ...message, type: ICMP_ECHO_REPLY }),
    tos: packet.bytes[1] & 0x1e,
    dontFragment: false,
  })
}

/** Something went wrong with a packet of ours: learn the path MTU, follow the redirect, tell the socket. */
function receiveError(turn: Turn, iface: Interface, message: IcmpMessage, source: Ipv4) {
  const quoted = message.body
  if (quoted.length < 20 || quoted[0] >>> 4 !== 4 || quoted.length < headerLength(quoted))
    return note(turn, 'icmp.malformed', 3)
  const about = ipv4FromBytes(quoted, 16)
  const error = icmpName4(message.type, message.code)
  note(turn, 'icmp.error-received', 3, { error, from: formatIpv4(source), about: formatIpv4(about) })
  if (message.type === ICMP_REDIRECT) {
    if (concernsSocket(turn.machine, quoted))
      receiveRedirect(turn, iface, message.rest as Ipv4, source, about)
    return
  }
  const tooBig = message.type === 3 && message.code === FRAGMENTATION_NEEDED
  if (tooBig && sysctl(turn.machine, 'net.ipv4.ip_no_pmtu_disc') === 2) return
  if (tooBig) learnPathMtu(turn, about, toldMtu(turn, message))
  const errno = icmpErrno4(message.type, message.code)
  if (errno)
    tellSockets(turn, quoted, {
      type: message.type,
      code: message.code,
      info: message.rest & 0xffff,
      from: source,
      ...errno,
    })
}

/**
 * RFC 1191 section 6: the route to that destination remembers the smaller MTU for ten minutes. Less than min_pmtu (old routers
 * send 0) becomes min_pmtu and is locked: such packets go without DF, so that routers may cut them (__ip_rt_update_pmtu).
 */
function learnPathMtu(turn: Turn, to: Ipv4, mtu: number): void {
  const { machine, now } = turn
  const smallest = sysctl(machine, 'net.ipv4.route.min_pmtu')
  const known = lookupRoute(machine, to, now)
  if (known.mtuLocked || known.mtu < mtu) return
  const mtuLocked = mtu < smallest
  const told = mtuLocked ? Math.min(known.mtu, smallest) : mtu
  if (told === known.mtu && !mtuLocked) return
  learn(
    machine,
    to,
    { mtu: told, mtuLocked },
    now + sysctl(machine, 'net.ipv4.route.mtu_expires') * SECOND,
    now,
  )
  note(turn, 'route.mtu-learned', 3, { to: formatIpv4(to), mtu: told })
}

/** ip_no_pmtu_disc 1: what a router says about MTUs is not believed; 2: not even heard. */
function toldMtu(turn: Turn, message: IcmpMessage): number {
  return sysctl(turn.machine, 'net.ipv4.ip_no_pmtu_disc') === 0 ? message.rest & 0xffff : 0
}
