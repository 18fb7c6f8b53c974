import { type Ipv4, writeIpv4 } from '../addr/ipv4'
import { foldChecksum, internetChecksum, sumWords, updateChecksum } from '../bytes/checksum'
import { readU16, writeU16 } from '../bytes/integers'

// The IPv4 header in place, RFC 791 section 3.1: for the paths that handle every packet. `wire/ipv4` is the full codec.

export const PROTOCOL_ICMP = 1
export const PROTOCOL_TCP = 6
export const PROTOCOL_UDP = 17
export const IPV4_HEADER = 20

const DF = 0x4000
const MF = 0x2000
const OFFSET = 0x1fff

export function headerLength(packet: Uint8Array): number {
  return (packet[0] & 15) * 4
}

export function totalLength(packet: Uint8Array): number {
  return readU16(packet, 2)
}

export function isDontFragment(packet: Uint8Array): boolean {
  return (packet[6] & 0x40) !== 0
}

export function hasMoreFragments(packet: Uint8Array): boolean {
  return (packet[6] & 0x20) !== 0
}

/** Where this fragment's payload belongs, in bytes. */
export function fragmentOffset(packet: Uint8Array): number {
  return (readU16(packet, 6) & OFFSET) * 8
}

export function isFragment(packet: Uint8Array): boolean {
  return (readU16(packet, 6) & (MF | OFFSET)) !== 0
}

export function timeToLive(packet: Uint8Array): number {
  return packet[8]
}

export function protocolOf(packet: Uint8Array): number {
  return packet[9]
}

/** One hop less; the checksum follows (RFC 1624). */
export function decreaseTtl(packet: Uint8Array): void {
  const was = readU16(packet, 8)
  packet[8]--
  writeU16(packet, 10, updateChecksum(readU16(packet, 10), was, readU16(packet, 8)))
}

export type Ipv4Fields = {
  readonly source: Ipv4
  readonly destination: Ipv4
  readonly protocol: number
  readonly ttl: number
  readonly tos: number
  readonly identification: number
  readonly dontFragment: boolean
}

/** Writes a 20-byte header with its checksum at the front of `packet`, whose length becomes the total length. */
export function writeHeader(packet: Uint8Array, fields: Ipv4Fields): void {
  packet[0] = 0x45
  packet[1] = fields.tos
  writeU16(packet, 2, packet.length)
  writeU16(packet, 4, fields.identification)
  writeU16(packet, 6, fields.dontFragment ? DF : 0)
  packet[8] = fields.ttl
  packet[9] = fields.protocol
  writeU16(packet, 10, 0)
  writeIpv4(packet, 12, fields.source)
  writeIpv4(packet, 16, fields.destination)
  writeU16(packet, 10, internetChecksum(packet, 0, IPV4_HEADER))
}

/** Turns a header into that of one fragment: offset in bytes, more-fragments flag, length, checksum. */
export function markFragment(packet: Uint8Array, offset: number, more: boolean, dontFragment: boolean): void {
  writeU16(packet, 2, packet.length)
  writeU16(packet, 6, (dontFragment ? DF : 0) | (more ? MF : 0) | (offset >>> 3))
  rewriteChecksum(packet)
}

export function rewriteChecksum(packet: Uint8Array): void {
  const length = headerLength(packet)
  writeU16(packet, 10, 0)
  writeU16(packet, 10, foldChecksum(sumWords(packet, 0, length)))
}
