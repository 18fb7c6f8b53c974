import { formatIpv4 } from '../../addr/ipv4'
import { formatIpv6 } from '../../addr/ipv6'
import { formatMac, macFromBytes } from '../../addr/mac'
import { readU16, readU32 } from '../../bytes/integers'
import { ETHERTYPE_IPV4 } from '../../wire/ethernet'
import { decodeGre } from '../../wire/gre'
import { isIcmpError } from '../../wire/icmp'
import {
  IPPROTO_ESP,
  IPPROTO_FRAGMENT,
  IPPROTO_GRE,
  IPPROTO_HOPOPTS,
  IPPROTO_ICMP,
  IPPROTO_ICMPV6,
  IPPROTO_IPIP,
  IPPROTO_TCP,
  IPPROTO_UDP,
} from '../../wire/ip-protocol'
import {
  fragmentOffsetOf,
  hasMoreFragments,
  IPV4_HEADER,
  ipv4DestinationOf,
  ipv4HeaderLengthOf,
  ipv4ProtocolOf,
  ipv4SourceOf,
  ipv4TotalLengthOf,
  ipv4TtlOf,
  isDontFragment,
} from '../../wire/ipv4'
import { decodeIpv6, hopLimitOf, IPV6_HEADER, ipv6NextHeaderOf, ipv6PayloadLengthOf } from '../../wire/ipv6'
import { fragmentHeaderAt } from '../../wire/ipv6-extensions'
import type { AddressPair } from '../../wire/transport-checksum'
import { decodeUdp } from '../../wire/udp'
import { dnsLine } from './dns-line'
import { frameLine } from './frame-line'
import { icmp6Line, icmpLine } from './icmp-line'
import { type Printer, portName, truncated } from './printer'
import { tcpLine } from './tcp-line'

const PROTOCOLS: Readonly<Record<number, string>> = {
  1: 'ICMP',
  2: 'IGMP',
  4: 'IPIP',
  6: 'TCP',
  17: 'UDP',
  41: 'IPv6',
  47: 'GRE',
  50: 'ESP',
  51: 'AH',
  58: 'ICMPv6',
  89: 'OSPF',
}
const PAYLOADS6: Readonly<Record<number, string>> = {
  0: 'Options',
  6: 'TCP',
  17: 'UDP',
  44: 'Fragment',
  50: 'ESP',
  58: 'ICMPv6',
}

/** Behind `IP `; with -v the header in parentheses and the rest on a line of its own. A quoted packet may be cut short. */
export function ipv4Line(printer: Printer, bytes: Uint8Array, offset: number, end: number): string {
  const payload = offset + ipv4HeaderLengthOf(bytes, offset)
  if (end - offset < IPV4_HEADER || payload > end) return truncated('ip')
  const stop = offset + ipv4TotalLengthOf(bytes, offset)
  const source = formatIpv4(ipv4SourceOf(bytes, offset))
  const destination = formatIpv4(ipv4DestinationOf(bytes, offset))
  const protocol = ipv4ProtocolOf(bytes, offset)
  const fragmentOffset = fragmentOffsetOf(bytes, offset)
  const pair: AddressPair = {
    family: 4,
    source: ipv4SourceOf(bytes, offset),
    destination: ipv4DestinationOf(bytes, offset),
  }
  const name = PROTOCOLS[protocol]
  const rest =
    fragmentOffset > 0
      ? `${source} > ${destination}: ${printer.names && name ? name.toLowerCase() : `ip-proto-${protocol}`}`
      : payloadLine(printer, pair, source, destination, protocol, bytes.subarray(0, end), payload, stop)
  if (printer.verbose === 0) return rest
  const flags = [isDontFragment(bytes, offset) ? 'DF' : '', hasMoreFragments(bytes, offset) ? '+' : '']
  const tos = `0x${bytes[offset + 1].toString(16)}${['', ',ECT(1)', ',ECT(0)', ',CE'][bytes[offset + 1] & 3]}`
  const identification = readU16(bytes, offset + 4)
  const shown = flags.filter(Boolean).join(', ') || 'none'
  return `(tos ${tos}, ttl ${ipv4TtlOf(bytes, offset)}, id ${identification}, offset ${fragmentOffset}, flags [${shown}], proto ${name ?? 'unknown'} (${protocol}), length ${stop - offset})\n    ${rest}`
}

/** Behind `IP6 `. */
export function ipv6Line(printer: Printer, bytes: Uint8Array, offset: number, end: number): string {
  const decoded = decodeIpv6(bytes, offset, end)
  if (!decoded.ok) return truncated('ip6')
  const { header, payloadEnd } = decoded
  const source = formatIpv6(header.source)
  const destination = formatIpv6(header.destination)
  const pair: AddressPair = { family: 6, source: header.source, destination: header.destination }
  let next = ipv6NextHeaderOf(bytes, offset)
  let at = offset + IPV6_HEADER
  let prefix = ''
  if (next === IPPROTO_HOPOPTS && at + 8 <= payloadEnd) {
    prefix += 'HBH '
    next = bytes[at]
    at += (bytes[at + 1] + 1) * 8
  }
  if (next === IPPROTO_FRAGMENT && at + 8 <= payloadEnd) {
    const fragment = fragmentHeaderAt(bytes, at)
    const size = payloadEnd - at - 8
    prefix += `frag (${fragment.fragmentOffset}|${size}) `
    if (fragment.fragmentOffset > 0) return `${source} > ${destination}: ${prefix.trimEnd()}`
    next = bytes[at]
    at += 8
  }
  const rest = payloadLine(printer, pair, source, destination, next, bytes, at, payloadEnd, prefix)
  if (printer.verbose === 0) return rest
  const trafficClass = ((bytes[offset] & 15) << 4) | (bytes[offset + 1] >>> 4)
  const label = readU32(bytes, offset) & 0xfffff
  const shown = [
    trafficClass > 0 ? `class 0x${trafficClass.toString(16).padStart(2, '0')}, ` : '',
    label > 0 ? `flowlabel 0x${label.toString(16).padStart(5, '0')}, ` : '',
  ].join('')
  const first = ipv6NextHeaderOf(bytes, offset)
  return `(${shown}hlim ${hopLimitOf(bytes, offset)}, next-header ${PAYLOADS6[first] ?? 'unknown'} (${first}) payload length: ${ipv6PayloadLengthOf(bytes, offset)}) ${rest}`
}

function payloadLine(
  printer: Printer,
  pair: AddressPair,
  source: string,
  destination: string,
  protocol: number,
  bytes: Uint8Array,
  offset: number,
  end: number,
  prefix = '',
): string {
  const between = `${source} > ${destination}: ${prefix}`
  switch (protocol) {
    case IPPROTO_TCP:
      return tcpLine(printer, pair, source, destination, bytes, offset, end)
    case IPPROTO_UDP:
      return udpLine(printer, source, destination, bytes, offset)
    case IPPROTO_ICMP:
      return `${between}${icmpLine(bytes, offset, end)}${quotedText(printer, bytes, offset, end)}`
    case IPPROTO_ICMPV6:
      return `${between}${icmp6Line(printer, bytes, offset, end)}`
    case IPPROTO_IPIP:
      return between + encapsulated(printer, bytes, offset, end)
    case IPPROTO_GRE:
      return `${between}${greLine(printer, bytes, offset, end)}`
    case IPPROTO_ESP:
      return end - offset < 8
        ? `${between}${truncated('esp')}`
        : `${between}ESP(spi=0x${readU32(bytes, offset).toString(16).padStart(8, '0')},seq=0x${readU32(bytes, offset + 4).toString(16)}), length ${end - offset}`
    default:
      return `${between} ip-proto-${protocol} ${end - offset}`
  }
}

function udpLine(
  printer: Printer,
  source: string,
  destination: string,
  bytes: Uint8Array,
  offset: number,
): string {
  if (bytes.length - offset < 8) return `${source} > ${destination}: ${truncated('udp')}`
  const sourcePort = (bytes[offset] << 8) | bytes[offset + 1]
  const destinationPort = (bytes[offset + 2] << 8) | bytes[offset + 3]
  const between = `${source}.${portName(printer, sourcePort)} > ${destination}.${portName(printer, destinationPort)}: `
  const length = ((bytes[offset + 4] << 8) | bytes[offset + 5]) - 8
  const decoded = decodeUdp(bytes, offset, bytes.length)
  if (printer.quick || !decoded.ok) return `${between}UDP, length ${length}`
  const { payloadOffset, payloadEnd } = decoded
  const ports = [sourcePort, destinationPort]
  // an IPv6 datagram has to have a checksum, so with -v it is looked at
  const sum = printer.verbose > 0 && source.includes(':') ? '[udp sum ok] ' : ''
  if (ports.includes(53)) return between + sum + dnsLine(printer, bytes, payloadOffset, payloadEnd)
  if (ports.includes(5353)) return between + sum + dnsLine(printer, bytes, payloadOffset, payloadEnd)
  if (ports.includes(67) || ports.includes(68)) return between + bootpLine(bytes, payloadOffset, payloadEnd)
  if (destinationPort === VXLAN_PORT && payloadEnd - payloadOffset >= 8)
    return between + vxlanLine(printer, bytes, payloadOffset, payloadEnd)
  return `${between}${sum}UDP, length ${length}`
}

const VXLAN_PORT = 4789

/** A whole frame inside, on a line of its own. */
function vxlanLine(printer: Printer, bytes: Uint8Array, offset: number, end: number): string {
  const flags = bytes[offset]
  const mark = flags & 8 ? 'I' : '.'
  const vni = readU32(bytes, offset + 4) >>> 8
  return `VXLAN, flags [${mark}] (0x${flags.toString(16).padStart(2, '0')}), vni ${vni}\n${frameLine(printer, bytes.subarray(offset + 8, end))}`
}

function greLine(printer: Printer, bytes: Uint8Array, offset: number, end: number): string {
  const decoded = decodeGre(bytes, offset, end)
  if (!decoded.ok) return truncated('gre')
  const { protocol } = decoded.header
  const length = `length ${end - offset}`
  if (protocol !== ETHERTYPE_IPV4) return `GREv0, ${length}: gre-proto-0x${protocol.toString(16)}`
  const said = printer.ether ? 'proto IPv4 (0x0800), ' : ''
  const flags = printer.verbose > 0 ? 'Flags [none], ' : ''
  return `GREv0, ${flags}${said}${length}${printer.verbose > 0 ? '\n\t' : ': '}${encapsulated(printer, bytes, decoded.payloadOffset, end)}`
}

/** The packet inside a packet; what it is was said already when the link header was printed. */
function encapsulated(printer: Printer, bytes: Uint8Array, offset: number, end: number): string {
  return `${printer.ether ? '' : 'IP '}${ipv4Line(printer, bytes, offset, end)}`
}

/** With -v the packet that an ICMP error is about. */
function quotedText(printer: Printer, bytes: Uint8Array, offset: number, end: number): string {
  if (printer.verbose === 0 || end - offset < 8 || !isIcmpError(bytes[offset])) return ''
  return `\n\tIP ${ipv4Line(printer, bytes, offset + 8, end)}`
}

function bootpLine(bytes: Uint8Array, offset: number, end: number): string {
  const length = `length ${end - offset}`
  if (bytes[offset] === 2) return `BOOTP/DHCP, Reply, ${length}`
  return `BOOTP/DHCP, Request from ${formatMac(macFromBytes(bytes, offset + 28))}, ${length}`
}
