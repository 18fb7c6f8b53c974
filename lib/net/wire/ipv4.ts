/** RFC 791; DSCP of RFC 2474, ECN of RFC 3168. */
import { type Ipv4, ipv4FromBytes, writeIpv4 } from '../addr/ipv4'
import { internetChecksum } from '../bytes/checksum'
import { readU16, writeU16 } from '../bytes/integers'
import { type Decoded, decoded, malformed, tooShort } from './decoded'

export const IPV4_HEADER = 20

export type Ipv4Header = {
  readonly dscp: number
  readonly ecn: number
  readonly identification: number
  readonly dontFragment: boolean
  readonly moreFragments: boolean
  /** In bytes; a multiple of 8. */
  readonly fragmentOffset: number
  readonly ttl: number
  readonly protocol: number
  readonly source: Ipv4
  readonly destination: Ipv4
  /** As on the wire; padded with zeros (end of option list) to a multiple of 4. At most 40 bytes. */
  readonly options: Uint8Array
}

export type Ipv4ToEncode = Pick<Ipv4Header, 'protocol' | 'source' | 'destination'> &
  Partial<Ipv4Header> & {
    /** Only to make wrong packets on purpose: else computed. */
    readonly totalLength?: number
    readonly checksum?: number
  }

const NO_OPTIONS = new Uint8Array(0)

/** Total length and header checksum are computed unless given; ttl is 64 and everything else 0 unless given. */
export function encodeIpv4(header: Ipv4ToEncode, payload: Uint8Array): Uint8Array {
  const options = header.options ?? NO_OPTIONS
  const headerLength = IPV4_HEADER + ((options.length + 3) & ~3)
  const packet = new Uint8Array(headerLength + payload.length)
  packet[0] = 0x40 | (headerLength >>> 2)
  packet[1] = ((header.dscp ?? 0) << 2) | (header.ecn ?? 0)
  writeU16(packet, 2, header.totalLength ?? packet.length)
  writeU16(packet, 4, header.identification ?? 0)
  const flags = (header.dontFragment ? 0x4000 : 0) | (header.moreFragments ? 0x2000 : 0)
  writeU16(packet, 6, flags | ((header.fragmentOffset ?? 0) >>> 3))
  packet[8] = header.ttl ?? 64
  packet[9] = header.protocol
  writeIpv4(packet, 12, header.source)
  writeIpv4(packet, 16, header.destination)
  packet.set(options, IPV4_HEADER)
  writeU16(packet, 10, header.checksum ?? internetChecksum(packet, 0, headerLength))
  packet.set(payload, headerLength)
  return packet
}

/** Structure only: a wrong checksum is not a malformed header (see `isIpv4ChecksumRight`). Bytes after the total length are not payload. */
export function decodeIpv4(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<Ipv4Header> {
  if (end - offset < IPV4_HEADER) return tooShort('an IPv4 header', IPV4_HEADER, offset, end)
  if (bytes[offset] >>> 4 !== 4)
    return malformed(`IP version 4 expected at byte ${offset}, found ${bytes[offset] >>> 4}`, offset)
  const headerLength = ipv4HeaderLengthOf(bytes, offset)
  if (headerLength < IPV4_HEADER)
    return malformed(
      `IPv4 header length of at least 20 expected at byte ${offset}, found ${headerLength}`,
      offset,
    )
  if (end - offset < headerLength) return tooShort('an IPv4 header with options', headerLength, offset, end)
  const totalLength = ipv4TotalLengthOf(bytes, offset)
  if (totalLength < headerLength)
    return malformed(
      `IPv4 total length of at least ${headerLength} expected at byte ${offset + 2}, found ${totalLength}`,
      offset + 2,
    )
  if (offset + totalLength > end) return tooShort('an IPv4 packet', totalLength, offset, end)
  const header = {
    dscp: bytes[offset + 1] >>> 2,
    ecn: bytes[offset + 1] & 3,
    identification: readU16(bytes, offset + 4),
    dontFragment: isDontFragment(bytes, offset),
    moreFragments: hasMoreFragments(bytes, offset),
    fragmentOffset: fragmentOffsetOf(bytes, offset),
    ttl: ipv4TtlOf(bytes, offset),
    protocol: ipv4ProtocolOf(bytes, offset),
    source: ipv4SourceOf(bytes, offset),
    destination: ipv4DestinationOf(bytes, offset),
    options: bytes.slice(offset + IPV4_HEADER, offset + headerLength),
  }
  return decoded(header, offset + headerLength, offset + totalLength)
}

export function isIpv4ChecksumRight(bytes: Uint8Array, offset = 0): boolean {
  return internetChecksum(bytes, offset, offset + ipv4HeaderLengthOf(bytes, offset)) === 0
}

/** In bytes, from the IHL field: 20 to 60 in a sound header. */
export function ipv4HeaderLengthOf(bytes: Uint8Array, offset = 0): number {
  return (bytes[offset] & 15) * 4
}

export function ipv4TotalLengthOf(bytes: Uint8Array, offset = 0): number {
  return readU16(bytes, offset + 2)
}

export function isDontFragment(bytes: Uint8Array, offset = 0): boolean {
  return (bytes[offset + 6] & 0x40) !== 0
}

export function hasMoreFragments(bytes: Uint8Array, offset = 0): boolean {
  return (bytes[offset + 6] & 0x20) !== 0
}

/** In bytes. */
export function fragmentOffsetOf(bytes: Uint8Array, offset = 0): number {
  return (readU16(bytes, offset + 6) & 0x1fff) * 8
}

export function ipv4TtlOf(bytes: Uint8Array, offset = 0): number {
  return bytes[offset + 8]
}

export function ipv4ProtocolOf(bytes: Uint8Array, offset = 0): number {
  return bytes[offset + 9]
}

export function ipv4SourceOf(bytes: Uint8Array, offset = 0): Ipv4 {
  return ipv4FromBytes(bytes, offset + 12)
}

export function ipv4DestinationOf(bytes: Uint8Array, offset = 0): Ipv4 {
  return ipv4FromBytes(bytes, offset + 16)
}
