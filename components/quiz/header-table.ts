import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LayerNumber } from '@/lib/course/layers'
import { formatIpv4, type Ipv4 } from '@/lib/net/addr/ipv4'
import { ETHERNET_HEADER, ETHERTYPE_ARP, ETHERTYPE_IPV4 } from '@/lib/net/wire/ethernet'
import { ipv4HeaderLengthOf, ipv4ProtocolOf, ipv4TotalLengthOf } from '@/lib/net/wire/ipv4'
import { readCapture } from '@/lib/net/wire/pcap'
import { TCP_HEADER, tcpHeaderLengthOf } from '@/lib/net/wire/tcp'

/** One header of a recorded frame as a table of 32 columns, fields in the order of the RFC. */
export type HeaderTable = {
  readonly title: string
  readonly layer: LayerNumber
  readonly cells: readonly HeaderCell[]
}

/** `field` is Wireshark's display-filter name; `bits` is the width, 32 to the row. */
export type HeaderCell = {
  readonly field: string
  readonly label: string
  readonly bits: number
  readonly value: string
}

type Layout = readonly (readonly [
  field: string,
  label: string,
  bits: number,
  format?: (value: number) => string,
])[]

const hex = (value: number) => `0x${value.toString(16).padStart(4, '0')}`
const bytes = (value: number) => `${value} B`
const words = (value: number) => `${value * 4} B`
const address = (value: number) => formatIpv4(value as Ipv4)

const ethernet: Layout = [
  ['eth.dst', 'Destination', 48, mac],
  ['eth.src', 'Source', 48, mac],
  ['eth.type', 'Type', 16, hex],
]

/** RFC 826, for Ethernet and IPv4. */
const arp: Layout = [
  ['arp.hw.type', 'Hardware type', 16],
  ['arp.proto.type', 'Protocol type', 16, hex],
  ['arp.hw.size', 'Hardware size', 8],
  ['arp.proto.size', 'Protocol size', 8],
  ['arp.opcode', 'Operation', 16],
  ['arp.src.hw_mac', 'Sender MAC', 48, mac],
  ['arp.src.proto_ipv4', 'Sender IP', 32, address],
  ['arp.dst.hw_mac', 'Target MAC', 48, mac],
  ['arp.dst.proto_ipv4', 'Target IP', 32, address],
]

/** RFC 791, section 3.1. */
const ipv4: Layout = [
  ['ip.version', 'Version', 4],
  ['ip.hdr_len', 'Header length', 4, words],
  ['ip.dsfield', 'DSCP, ECN', 8, hex],
  ['ip.len', 'Total length', 16, bytes],
  ['ip.id', 'Identification', 16, hex],
  ['ip.flags', 'Flags', 3, (value) => (value & 2 ? 'DF' : value & 1 ? 'MF' : '–')],
  ['ip.frag_offset', 'Fragment offset', 13],
  ['ip.ttl', 'Time to live', 8],
  ['ip.proto', 'Protocol', 8],
  ['ip.checksum', 'Header checksum', 16, hex],
  ['ip.src', 'Source address', 32, address],
  ['ip.dst', 'Destination address', 32, address],
]

/** RFC 9293, section 3.1; the flags field is 12 bits with the reserved ones, as Wireshark has it. */
const tcp: Layout = [
  ['tcp.srcport', 'Source port', 16],
  ['tcp.dstport', 'Destination port', 16],
  ['tcp.seq_raw', 'Sequence number', 32],
  ['tcp.ack_raw', 'Acknowledgment number', 32],
  ['tcp.hdr_len', 'Data offset', 4, words],
  ['tcp.flags', 'Flags', 12, tcpFlags],
  ['tcp.window_size_value', 'Window', 16],
  ['tcp.checksum', 'Checksum', 16, hex],
  ['tcp.urgent_pointer', 'Urgent pointer', 16],
]

/** RFC 768. */
const udp: Layout = [
  ['udp.srcport', 'Source port', 16],
  ['udp.dstport', 'Destination port', 16],
  ['udp.length', 'Length', 16, bytes],
  ['udp.checksum', 'Checksum', 16, hex],
]

/** RFC 792. */
const icmp: Layout = [
  ['icmp.type', 'Type', 8],
  ['icmp.code', 'Code', 8],
  ['icmp.checksum', 'Checksum', 16, hex],
]

/**
 * The headers of one frame of `public/captures/<capture>.pcap`, outermost first; frames count from 1. Throws when there is no
 * such frame, or when none of its headers has the field `target`.
 */
export function readHeaders(capture: string, frame: number, target: string): readonly HeaderTable[] {
  const file = join(process.cwd(), 'public', 'captures', `${capture}.pcap`)
  const found = readCapture(new Uint8Array(readFileSync(file))).frames[frame - 1]
  if (!found) throw new Error(`${capture}.pcap has no frame ${frame}`)
  const headers = headersOf(found.bytes)
  const names = headers.flatMap(({ cells }) => cells.map(({ field }) => field))
  if (!names.includes(target))
    throw new Error(`frame ${frame} of ${capture}.pcap has no field ${target}: ${names.join(', ')}`)
  return headers
}

/** Ethernet frames with IPv4 or ARP; what lies deeper than TCP, UDP and ICMP is left out. */
export function headersOf(frame: Uint8Array): readonly HeaderTable[] {
  const headers: HeaderTable[] = [{ title: 'Ethernet', layer: 2, cells: readCells(frame, 0, ethernet) }]
  const [, , type] = headers[0]?.cells ?? []
  if (type?.value === hex(ETHERTYPE_ARP)) {
    return [...headers, { title: 'ARP', layer: 2, cells: readCells(frame, ETHERNET_HEADER, arp) }]
  }
  if (type?.value !== hex(ETHERTYPE_IPV4)) return headers
  headers.push({ title: 'IPv4', layer: 3, cells: readCells(frame, ETHERNET_HEADER, ipv4) })
  const inner = ETHERNET_HEADER + ipv4HeaderLengthOf(frame, ETHERNET_HEADER)
  const end = ETHERNET_HEADER + ipv4TotalLengthOf(frame, ETHERNET_HEADER)
  switch (ipv4ProtocolOf(frame, ETHERNET_HEADER)) {
    case 1:
      headers.push({ title: 'ICMP', layer: 3, cells: readCells(frame, inner, icmp) })
      break
    case 6:
      headers.push({ title: 'TCP', layer: 4, cells: tcpCells(frame, inner, end) })
      break
    case 17:
      headers.push({ title: 'UDP', layer: 4, cells: readCells(frame, inner, udp) })
      break
  }
  return headers
}

function tcpCells(frame: Uint8Array, offset: number, end: number): readonly HeaderCell[] {
  const payload = offset + tcpHeaderLengthOf(frame, offset)
  const cells = [...readCells(frame, offset, tcp), ...tcpOptions(frame, offset + TCP_HEADER, payload)]
  if (end > payload)
    cells.push({ field: 'tcp.payload', label: 'Payload', bits: 32, value: bytes(end - payload) })
  return cells
}

/** RFC 9293, section 3.2, and RFC 7323 for window scale and timestamps; the fillers 0 and 1 are left out. */
function tcpOptions(frame: Uint8Array, offset: number, end: number): readonly HeaderCell[] {
  const cells: HeaderCell[] = []
  let at = offset
  while (at < end && frame[at] !== 0) {
    const kind = frame[at]
    const length = kind === 1 ? 1 : Math.max(2, frame[at + 1] ?? 0)
    const number = (from: number, size: number) => readBits(frame, (at + from) * 8, size * 8)
    if (kind === 2) cells.push(option('mss', 'Maximum segment size', bytes(number(2, 2))))
    if (kind === 3) cells.push(option('wscale', 'Window scale', `shift ${number(2, 1)}`))
    if (kind === 4) cells.push(option('sack_perm', 'SACK permitted', 'yes'))
    if (kind === 5) cells.push(option('sack', 'SACK', bytes(length)))
    if (kind === 8) cells.push(option('timestamp', 'Timestamps', `val ${number(2, 4)}, ecr ${number(6, 4)}`))
    at += length
  }
  return cells
}

function option(name: string, label: string, value: string): HeaderCell {
  return { field: `tcp.options.${name}`, label: `Option: ${label}`, bits: 16, value }
}

function readCells(frame: Uint8Array, offset: number, layout: Layout): readonly HeaderCell[] {
  let at = offset * 8
  return layout.map(([field, label, bits, format = String]) => {
    const value = readBits(frame, at, bits)
    at += bits
    return { field, label, bits, value: format(value) }
  })
}

function readBits(frame: Uint8Array, at: number, bits: number): number {
  let value = 0
  for (let bit = at; bit < at + bits; bit += 1) {
    value = value * 2 + (((frame[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1)
  }
  return value
}

function mac(value: number): string {
  return (value.toString(16).padStart(12, '0').match(/../g) ?? []).join(':')
}

function tcpFlags(value: number): string {
  const names = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR']
  return names.filter((_, bit) => value & (1 << bit)).join(', ') || '–'
}
