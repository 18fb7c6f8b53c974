import { formatMac, macFromBytes } from '../addr/mac'
import { readU16 } from '../bytes/integers'
import { type IpSighting, observe } from '../scenario/observe'
import {
  DHCP_CLIENT_PORT,
  DHCP_OPTIONS,
  DHCP_SERVER_PORT,
  DHCP_TYPES,
  decodeDhcp,
  dhcpOption,
} from '../wire/dhcp'
import { DNS_PORT, decodeDns } from '../wire/dns'
import { IPPROTO_OSPF } from '../wire/ip-protocol'
import { describeOspf } from './describe-ospf'

/**
 * A frame in a few words, as a person would name it: "ARP request: who has 10.0.0.2?", "ICMP echo request", "TCP SYN to port
 * 80". `bytes` begins with the Ethernet header. Addresses of IP packets are left out: the drawing shows them.
 */
export function describeFrame(bytes: Uint8Array): string {
  const tag = readU16(bytes, 12) === 0x8100 ? `tagged for VLAN ${readU16(bytes, 14) & 0xfff}, ` : ''
  return `${tag}${describeContent(bytes)}`
}

function describeContent(bytes: Uint8Array): string {
  const seen = observe(bytes)
  if (seen === null) return `frame of EtherType 0x${readU16(bytes, 12).toString(16).padStart(4, '0')}`
  if (seen.kind === 'ip') return describePacket(seen, bytes)
  const at = readU16(bytes, 12) === 0x8100 ? 18 : 14
  if (seen.sender === seen.target)
    return `ARP announcement: ${seen.sender} is at ${formatMac(macFromBytes(bytes, at + 8))}`
  if (seen.asks && seen.sender === '0.0.0.0') return `ARP probe: does anybody use ${seen.target}?`
  if (seen.asks) return `ARP request: who has ${seen.target}?`
  return `ARP reply: ${seen.sender} is at ${formatMac(macFromBytes(bytes, at + 8))}`
}

function describePacket(seen: IpSighting, bytes: Uint8Array): string {
  if (/ frag [1-9]/.test(seen.text)) return `IP fragment from byte ${/ frag (\d+)/.exec(seen.text)?.[1]}`
  const begin = / frag 0\+/.test(seen.text) ? 'first fragment of a ' : ''
  if (seen.icmp) return `${begin}${describeIcmp(seen)}`
  if (seen.protocol === 6) return `${begin}TCP ${describeSegment(seen)}`
  if (seen.protocol === 17) return `${begin}${describeDatagram(seen, bytes)}`
  if (seen.protocol === IPPROTO_OSPF) return describeOspf(bytes)
  return `IP packet of protocol ${seen.protocol}`
}

function describeIcmp({ icmp, protocol, quoted }: IpSighting): string {
  const family = protocol === 58 ? 'ICMPv6' : 'ICMP'
  const name = (icmp?.name ?? '').replaceAll('-', ' ')
  if (!quoted) return `${family} ${name}`
  const mtu = icmp?.mtu === null ? '' : ` (MTU ${icmp?.mtu})`
  return `${family} ${name}${mtu}, about the packet to ${quoted.destination}`
}

const FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK']

function describeSegment({ flags, destinationPort, text }: IpSighting): string {
  const names = [1, 0, 2, 4].filter((bit) => flags & (1 << bit)).map((bit) => FLAGS[bit])
  const size = /(\d+) bytes/.exec(text)?.[1]
  return `${names.join(', ')} to port ${destinationPort}${size ? `, ${size} bytes of data` : ''}`
}

function describeDatagram({ sourcePort, destinationPort, text }: IpSighting, bytes: Uint8Array): string {
  const ports = [sourcePort, destinationPort]
  if (ports.includes(DHCP_SERVER_PORT) || ports.includes(DHCP_CLIENT_PORT)) return describeDhcp(bytes)
  if (ports.includes(DNS_PORT)) return describeDns(bytes) ?? 'DNS message'
  return `UDP datagram to port ${destinationPort}, ${/(\d+) bytes/.exec(text)?.[1] ?? 0} bytes of data`
}

/** Where the payload of a UDP datagram over IPv4 begins. */
function payloadOf(bytes: Uint8Array): number {
  const at = readU16(bytes, 12) === 0x8100 ? 18 : 14
  return bytes[at] >>> 4 === 6 ? at + 48 : at + (bytes[at] & 15) * 4 + 8
}

function describeDhcp(bytes: Uint8Array): string {
  const read = decodeDhcp(bytes, payloadOf(bytes))
  const type = read.ok ? dhcpOption(read.header, DHCP_OPTIONS.messageType)?.[0] : undefined
  const name = Object.entries(DHCP_TYPES).find(([, number]) => number === type)?.[0]
  return name ? `DHCP ${name.toUpperCase()}` : 'DHCP message'
}

function describeDns(bytes: Uint8Array): string | null {
  const read = decodeDns(bytes, payloadOf(bytes))
  if (!read.ok) return null
  const { questions, answers, response } = read.header
  const name = questions[0]?.name ?? ''
  return response ? `DNS response for ${name} (${answers.length} answers)` : `DNS query for ${name}`
}
