import { formatIpv4 } from '../addr/ipv4'
import { asciiText } from '../bytes/ascii'
import { readU16 } from '../bytes/integers'
import { icmpName4 } from '../node/icmp-name'
import { quotedView } from '../node/netfilter/icmp-quote'
import { isIcmpError, type PacketView, tcpFlags, viewPacket } from '../node/netfilter/packet-view'
import { ICMP, TCP, UDP } from '../node/netfilter/tuple'
import { decodeStun } from '../wire/stun'

/** What a sentence or a drill needs to know of an IPv4 packet. */
export type PacketFacts = {
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  readonly source: string
  readonly destination: string
  /** null where ICMP has none; the identifier of a ping is in `identifier` */
  readonly sport: number | null
  readonly dport: number | null
  readonly identifier: number | null
  readonly ttl: number
  /** of the IPv4 header, and of TCP, UDP or ICMP */
  readonly headerChecksum: number
  readonly checksum: number
  /** TCP flags as people say them: `SYN, ACK` */
  readonly flags: string
  /** ICMP by name: `echo-request`, `port-unreachable` */
  readonly icmp: string | null
  /** an ICMP error about this packet */
  readonly quoted: PacketFacts | null
  /** what TCP or UDP carries, if it is one line of text */
  readonly text: string
  readonly stun: 'request' | 'response' | null
}

const ETHERNET = 14
const FLAGS = ['SYN', 'FIN', 'RST', 'PSH', 'ACK'] as const
const FLAG_BITS = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16 } as const
const NAMES = { [TCP]: 'tcp', [UDP]: 'udp' } as const

/** Null for a frame without an IPv4 packet in it. */
export function readFacts(frame: Uint8Array): PacketFacts | null {
  const view = viewPacket(frame.subarray(ETHERNET), 4)
  return view && factsOf(view)
}

function factsOf(view: PacketView): PacketFacts {
  const { protocol, bytes, transport, sport, dport } = view
  const isIcmp = protocol === ICMP
  const flags = tcpFlags(view)
  const quoted = isIcmpError(view) ? quotedView(view) : null
  // the view of a quote begins inside the packet that quotes it
  const header = transport - 20
  const payload = payloadOf(view)
  return {
    protocol: NAMES[protocol as keyof typeof NAMES] ?? 'icmp',
    source: formatIpv4(view.source as number),
    destination: formatIpv4(view.destination as number),
    sport: isIcmp ? null : sport,
    dport: isIcmp ? null : dport,
    identifier: isIcmp && !quoted ? sport : null,
    ttl: bytes[header + 8],
    headerChecksum: readU16(bytes, header + 10),
    checksum: checksumOf(view),
    flags: flags < 0 ? '' : FLAGS.filter((name) => flags & FLAG_BITS[name]).join(', '),
    icmp: isIcmp ? icmpName4(bytes[transport], bytes[transport + 1]) : null,
    quoted: quoted && factsOf(quoted),
    text: isIcmp ? '' : textOf(payload),
    stun: protocol === UDP ? (decodeStun(payload)?.kind ?? null) : null,
  }
}

/** 0 when a quote ends before it. */
function checksumOf({ protocol, bytes, transport, transportLength }: PacketView): number {
  const at = protocol === TCP ? 16 : protocol === UDP ? 6 : 2
  return at + 2 <= transportLength ? readU16(bytes, transport + at) : 0
}

/** The bytes after the TCP or UDP header. */
function payloadOf({ protocol, bytes, transport, transportLength }: PacketView): Uint8Array {
  if (protocol === ICMP || transportLength < 8) return new Uint8Array(0)
  const header = protocol === TCP ? (bytes[transport + 12] >>> 4) * 4 : 8
  return bytes.subarray(transport + header, transport + transportLength)
}

function textOf(payload: Uint8Array): string {
  const text = asciiText(payload).trimEnd()
  return /^[ -~]+$/.test(text) ? text : ''
}

/** `192.168.1.20:51514`, or the address alone where there are no ports. */
export function sourceText({ source, sport }: PacketFacts): string {
  return sport === null ? source : `${source}:${sport}`
}

export function destinationText({ destination, dport }: PacketFacts): string {
  return dport === null ? destination : `${destination}:${dport}`
}

/** "a TCP SYN", "an ICMP echo request", "a UDP datagram". */
export function kindText({ protocol, flags, icmp, stun }: PacketFacts): string {
  if (protocol === 'tcp') return flags.startsWith('PSH') ? 'TCP data' : `a TCP ${flags}`
  if (protocol === 'udp') return stun ? `a STUN ${stun}` : 'a UDP datagram'
  return `an ICMP ${icmp?.replaceAll('-', ' ')}`
}
