import { BROADCAST_IPV4, formatIpv4, type Ipv4, ipv4FromBytes, isMulticastIpv4 } from '../addr/ipv4'
import { encodeIcmp, ICMP_HEADER, isIcmpError } from '../wire/icmp'
import { mayAnswer } from './icmp-limit'
import { icmpName4 } from './icmp-name'
import { fragmentOffset, headerLength, IPV4_HEADER, PROTOCOL_ICMP, protocolOf } from './ipv4-header'
import { sendIpv4 } from './ipv4-output'
import { answerTrack, type Packet } from './packet'
import { lookupRoute, selectSource } from './route'
import { sysctl } from './sysctl'
import { note, type Turn } from './turn'

export type IcmpError = {
  readonly type: number
  readonly code: number
  /** the 32 bits after the checksum: next-hop MTU, gateway, pointer; 0 if unused */
  readonly rest?: number
}

const MOST = 576 // RFC 1812 4.3.2.3: quote as much as fits in 576 bytes
const INTERNETCONTROL = 0xc0 // RFC 1812 4.3.2.5: precedence of errors

/**
 * icmp_send: tells the sender of `about` what went wrong (RFC 792, RFC 1122 3.2.2, RFC 1812 4.3.2). Says nothing about
 * another error, a later fragment, a broadcast or multicast, or a packet without one clear sender; and not too often.
 */
export function sendIcmpError4(turn: Turn, about: Packet, error: IcmpError) {
  const { machine, now } = turn
  const bytes = about.bytes
  const source = ipv4FromBytes(bytes, 12)
  const destination = ipv4FromBytes(bytes, 16)
  if (!about.toHost || isMulticastIpv4(destination) || destination === BROADCAST_IPV4) return
  if (fragmentOffset(bytes) !== 0 || isAnError(bytes) || !isOneHost(source)) return
  if (lookupRoute(machine, destination, now).type === 'broadcast') return // a subnet's own, even in a unicast frame
  const back = lookupRoute(machine, source, now)
  if (back.type !== 'unicast' && back.type !== 'local') return
  if (back.type !== 'local' && !mayAnswer(machine, source, error.type, error.code, now))
    return note(turn, 'icmp.rate-limited', 3, { to: formatIpv4(source) })
  const from = senderAddress(turn, about, destination)
  const name = icmpName4(error.type, error.code)
  note(turn, 'icmp.error-sent', 3, {
    error: name,
    to: formatIpv4(source),
    from: formatIpv4(from ?? (back.source as Ipv4)),
  })
  sendIpv4(turn, {
    source: from,
    destination: source,
    protocol: PROTOCOL_ICMP,
    payload: encodeIcmp({
      type: error.type,
      code: error.code,
      rest: error.rest ?? 0,
      body: quote(bytes, back.mtu),
    }),
    tos: (bytes[1] & 0x1e) | INTERNETCONTROL,
    dontFragment: false,
    track: answerTrack(about.track),
    route: back,
  })
}

/** What was for this machine is answered from the address it was sent to; all else from the address towards the asker. */
function senderAddress(turn: Turn, about: Packet, destination: Ipv4): Ipv4 | null {
  const { machine } = turn
  if (about.in !== null && lookupRoute(machine, destination, turn.now).type === 'local') return destination
  const iface = about.in === null ? null : machine.interfaces.get(about.in)
  if (iface && sysctl(machine, 'net.ipv4.icmp_errors_use_inbound_ifaddr')) {
    return selectSource(machine, iface, ipv4FromBytes(about.bytes, 12)) as Ipv4 | null
  }
  return null
}

function isOneHost(source: Ipv4): boolean {
  return source !== 0 && source !== BROADCAST_IPV4 && !isMulticastIpv4(source)
}

function isAnError(bytes: Uint8Array): boolean {
  return protocolOf(bytes) === PROTOCOL_ICMP && isIcmpError(bytes[headerLength(bytes)])
}

function quote(about: Uint8Array, mtu: number): Uint8Array {
  const room = Math.min(mtu, MOST) - IPV4_HEADER - ICMP_HEADER
  return about.length <= room ? about : about.subarray(0, room)
}
