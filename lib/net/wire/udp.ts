/** RFC 768. */
import { readU16, writeU16 } from '../bytes/integers'
import { type Decoded, decoded, malformed, tooShort } from './decoded'
import { IPPROTO_UDP } from './ip-protocol'
import { type AddressPair, transportChecksum } from './transport-checksum'

export const UDP_HEADER = 8

export type UdpHeader = { readonly sourcePort: number; readonly destinationPort: number }

export type UdpToEncode = UdpHeader & {
  /** Only to make wrong datagrams on purpose, or 0 for "no checksum" in IPv4: else computed. */
  readonly length?: number
  readonly checksum?: number
}

/** Length and checksum are computed unless given; a checksum that comes out as 0 is sent as 0xffff. */
export function encodeUdp(header: UdpToEncode, payload: Uint8Array, pair: AddressPair): Uint8Array {
  const datagram = new Uint8Array(UDP_HEADER + payload.length)
  writeU16(datagram, 0, header.sourcePort)
  writeU16(datagram, 2, header.destinationPort)
  writeU16(datagram, 4, header.length ?? datagram.length)
  datagram.set(payload, UDP_HEADER)
  writeU16(datagram, 6, header.checksum ?? (transportChecksum(pair, IPPROTO_UDP, datagram) || 0xffff))
  return datagram
}

export function decodeUdp(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<UdpHeader> {
  if (end - offset < UDP_HEADER) return tooShort('a UDP header', UDP_HEADER, offset, end)
  const length = readU16(bytes, offset + 4)
  if (length < UDP_HEADER)
    return malformed(`UDP length of at least 8 expected at byte ${offset + 4}, found ${length}`, offset + 4)
  if (offset + length > end) return tooShort('a UDP datagram', length, offset, end)
  const header = {
    sourcePort: sourcePortOf(bytes, offset),
    destinationPort: destinationPortOf(bytes, offset),
  }
  return decoded(header, offset + UDP_HEADER, offset + length)
}

/** TCP has its ports in the same places. */
export function sourcePortOf(bytes: Uint8Array, offset = 0): number {
  return readU16(bytes, offset)
}

export function destinationPortOf(bytes: Uint8Array, offset = 0): number {
  return readU16(bytes, offset + 2)
}
