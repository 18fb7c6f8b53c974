/** RFC 8200: the fixed header of 40 bytes. Extension headers are part of its payload: ipv6-extensions.ts. */
import { type Ipv6, ipv6FromBytes, writeIpv6 } from '../addr/ipv6'
import { readU16, readU24, writeU16, writeU32 } from '../bytes/integers'
import { type Decoded, decoded, malformed, tooShort } from './decoded'

export const IPV6_HEADER = 40

export type Ipv6Header = {
  /** DSCP in the upper six bits, ECN in the lower two */
  readonly trafficClass: number
  readonly flowLabel: number
  /** IP protocol number of what follows, extension headers included */
  readonly nextHeader: number
  readonly hopLimit: number
  readonly source: Ipv6
  readonly destination: Ipv6
}

export type Ipv6ToEncode = Pick<Ipv6Header, 'nextHeader' | 'source' | 'destination'> &
  Partial<Ipv6Header> & {
    /** Only to make wrong packets on purpose: else computed. */
    readonly payloadLength?: number
  }

/** The payload length is computed unless given; the hop limit is 64 and everything else 0 unless given. */
export function encodeIpv6(header: Ipv6ToEncode, payload: Uint8Array): Uint8Array {
  const packet = new Uint8Array(IPV6_HEADER + payload.length)
  writeU32(packet, 0, 0x6000_0000 + (header.trafficClass ?? 0) * 0x10_0000 + (header.flowLabel ?? 0))
  writeU16(packet, 4, header.payloadLength ?? payload.length)
  packet[6] = header.nextHeader
  packet[7] = header.hopLimit ?? 64
  writeIpv6(packet, 8, header.source)
  writeIpv6(packet, 24, header.destination)
  packet.set(payload, IPV6_HEADER)
  return packet
}

export function decodeIpv6(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<Ipv6Header> {
  if (end - offset < IPV6_HEADER) return tooShort('an IPv6 header', IPV6_HEADER, offset, end)
  const version = bytes[offset] >>> 4
  if (version !== 6) return malformed(`IP version 6 expected at byte ${offset}, found ${version}`, offset)
  const payloadEnd = offset + IPV6_HEADER + ipv6PayloadLengthOf(bytes, offset)
  if (payloadEnd > end) return tooShort('an IPv6 packet', payloadEnd - offset, offset, end)
  const header = {
    trafficClass: (readU16(bytes, offset) >>> 4) & 0xff,
    flowLabel: readU24(bytes, offset + 1) & 0xfffff,
    nextHeader: bytes[offset + 6],
    hopLimit: bytes[offset + 7],
    source: ipv6SourceOf(bytes, offset),
    destination: ipv6DestinationOf(bytes, offset),
  }
  return decoded(header, offset + IPV6_HEADER, payloadEnd)
}

export function ipv6PayloadLengthOf(bytes: Uint8Array, offset = 0): number {
  return readU16(bytes, offset + 4)
}

export function ipv6NextHeaderOf(bytes: Uint8Array, offset = 0): number {
  return bytes[offset + 6]
}

export function hopLimitOf(bytes: Uint8Array, offset = 0): number {
  return bytes[offset + 7]
}

/** One hop less; IPv6 has no header checksum to mend. */
export function decrementHopLimit(bytes: Uint8Array, offset = 0): void {
  bytes[offset + 7]--
}

export function ipv6SourceOf(bytes: Uint8Array, offset = 0): Ipv6 {
  return ipv6FromBytes(bytes, offset + 8)
}

export function ipv6DestinationOf(bytes: Uint8Array, offset = 0): Ipv6 {
  return ipv6FromBytes(bytes, offset + 24)
}
