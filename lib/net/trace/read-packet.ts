import { formatIpv4 } from '../addr/ipv4'
import { formatIpv6Bytes } from '../addr/ipv6'
import { formatMac } from '../addr/mac'
import { readU16, readU32 } from '../bytes/integers'
import {
  ETHERNET_HEADER,
  ETHERTYPE_ARP,
  ETHERTYPE_IPV4,
  ETHERTYPE_IPV6,
  ETHERTYPE_QINQ,
  ETHERTYPE_VLAN,
  ethernetDestinationOf,
  ethernetSourceOf,
  etherTypeOf,
} from '../wire/ethernet'
import {
  IPPROTO_DSTOPTS,
  IPPROTO_FRAGMENT,
  IPPROTO_HOPOPTS,
  IPPROTO_ROUTING,
  IPPROTO_TCP,
  IPPROTO_UDP,
} from '../wire/ip-protocol'
import {
  fragmentOffsetOf,
  IPV4_HEADER,
  ipv4DestinationOf,
  ipv4HeaderLengthOf,
  ipv4ProtocolOf,
  ipv4SourceOf,
  ipv4TotalLengthOf,
} from '../wire/ipv4'
import {
  LINKTYPE_ETHERNET,
  LINKTYPE_IPV4,
  LINKTYPE_IPV6,
  LINKTYPE_LINUX_SLL,
  LINKTYPE_LINUX_SLL2,
  LINKTYPE_LOOP,
  LINKTYPE_NULL,
  LINKTYPE_RAW,
} from '../wire/link-type'

/** Who sends what to whom, read off a frame without taking it apart. Offsets count from the frame's first byte. */
export type Packet = {
  /** `TCP`, `UDP`, `ICMP`, `ARP`, `IPv4 protocol 89`, `EtherType 0x88cc` … */
  readonly protocol: string
  readonly source: string
  readonly destination: string
  /** null where there are no ports or the capture does not hold them */
  readonly sourcePort: number | null
  readonly destinationPort: number | null
  /** where the header after IP begins, and where the packet ends by IP's own length; null without an IP header */
  readonly transport: { readonly offset: number; readonly end: number } | null
}

const NAMES: Readonly<Record<number, string>> = {
  1: 'ICMP',
  2: 'IGMP',
  4: 'IPv4 in IP',
  6: 'TCP',
  17: 'UDP',
  41: 'IPv6 in IP',
  47: 'GRE',
  50: 'ESP',
  51: 'AH',
  58: 'ICMPv6',
  89: 'OSPF',
  112: 'VRRP',
  132: 'SCTP',
}

/** null: the frame is too short, or its link type is none that can be read. Never throws. */
export function readPacket(bytes: Uint8Array, linkType: number): Packet | null {
  switch (linkType) {
    case LINKTYPE_ETHERNET:
      return bytes.length < ETHERNET_HEADER ? null : readEthernet(bytes)
    case LINKTYPE_LINUX_SLL:
      return bytes.length < 16 ? null : readByType(bytes, 16, readU16(bytes, 14), false)
    case LINKTYPE_LINUX_SLL2:
      return bytes.length < 20 ? null : readByType(bytes, 20, readU16(bytes, 0), false)
    case LINKTYPE_NULL:
    case LINKTYPE_LOOP:
      return readIp(bytes, 4)
    case LINKTYPE_RAW:
    case LINKTYPE_IPV4:
    case LINKTYPE_IPV6:
      return readIp(bytes, 0)
    default:
      return null
  }
}

function readEthernet(bytes: Uint8Array): Packet | null {
  let offset = ETHERNET_HEADER
  let type = etherTypeOf(bytes)
  while ((type === ETHERTYPE_VLAN || type === ETHERTYPE_QINQ) && bytes.length >= offset + 4) {
    type = readU16(bytes, offset + 2)
    offset += 4
  }
  return readByType(bytes, offset, type, true)
}

function readByType(bytes: Uint8Array, offset: number, type: number, hasAddresses: boolean): Packet | null {
  if (type === ETHERTYPE_IPV4 || type === ETHERTYPE_IPV6) return readIp(bytes, offset)
  const protocol =
    type === ETHERTYPE_ARP
      ? 'ARP'
      : type <= 1500
        ? 'LLC'
        : `EtherType 0x${type.toString(16).padStart(4, '0')}`
  return hasAddresses
    ? withoutPorts(protocol, formatMac(ethernetSourceOf(bytes)), formatMac(ethernetDestinationOf(bytes)))
    : withoutPorts(protocol, '', '')
}

function readIp(bytes: Uint8Array, offset: number): Packet | null {
  const version = bytes[offset] >>> 4
  if (version === 4 && bytes.length >= offset + IPV4_HEADER) return readIpv4(bytes, offset)
  return version === 6 && bytes.length >= offset + 40 ? readIpv6(bytes, offset) : null
}

function readIpv4(bytes: Uint8Array, offset: number): Packet {
  const inside = {
    offset: offset + ipv4HeaderLengthOf(bytes, offset),
    // 0 is what a host writes that leaves cutting into segments to its network card
    end: offset + (ipv4TotalLengthOf(bytes, offset) || bytes.length - offset),
  }
  const source = formatIpv4(ipv4SourceOf(bytes, offset))
  const destination = formatIpv4(ipv4DestinationOf(bytes, offset))
  if (fragmentOffsetOf(bytes, offset) > 0) return withoutPorts('IPv4 fragment', source, destination)
  return readTransport(bytes, ipv4ProtocolOf(bytes, offset), inside, source, destination, 'IPv4')
}

function readIpv6(bytes: Uint8Array, offset: number): Packet {
  const source = formatIpv6Bytes(bytes, offset + 8)
  const destination = formatIpv6Bytes(bytes, offset + 24)
  const end = offset + 40 + readU16(bytes, offset + 4)
  let next = bytes[offset + 6]
  let at = offset + 40
  while (isExtension(next) && at + 8 <= bytes.length) {
    if (next === IPPROTO_FRAGMENT && readU16(bytes, at + 2) >>> 3 > 0)
      return withoutPorts('IPv6 fragment', source, destination)
    const length = next === IPPROTO_FRAGMENT ? 8 : (bytes[at + 1] + 1) * 8
    next = bytes[at]
    at += length
  }
  return readTransport(bytes, next, { offset: at, end }, source, destination, 'IPv6')
}

function isExtension(next: number): boolean {
  return [IPPROTO_HOPOPTS, IPPROTO_ROUTING, IPPROTO_FRAGMENT, IPPROTO_DSTOPTS].includes(next)
}

function readTransport(
  bytes: Uint8Array,
  protocol: number,
  transport: { offset: number; end: number },
  source: string,
  destination: string,
  version: string,
): Packet {
  const hasPorts =
    (protocol === IPPROTO_TCP || protocol === IPPROTO_UDP) && transport.offset + 4 <= bytes.length
  const ports = hasPorts ? readU32(bytes, transport.offset) : null
  return {
    protocol: NAMES[protocol] ?? `${version} protocol ${protocol}`,
    source,
    destination,
    sourcePort: ports === null ? null : ports >>> 16,
    destinationPort: ports === null ? null : ports & 0xffff,
    transport,
  }
}

function withoutPorts(protocol: string, source: string, destination: string): Packet {
  return { protocol, source, destination, sourcePort: null, destinationPort: null, transport: null }
}
