import type { Ipv4 } from '../addr/ipv4'
import type { Ipv6 } from '../addr/ipv6'
import { foldChecksum, sumPseudoHeader4, sumPseudoHeader6, sumWords } from '../bytes/checksum'

/** Between which addresses a TCP, UDP or ICMPv6 message travels; its checksum covers them (RFC 9293 3.1, RFC 8200 8.1). */
export type AddressPair =
  | { readonly family: 4; readonly source: Ipv4; readonly destination: Ipv4 }
  | { readonly family: 6; readonly source: Ipv6; readonly destination: Ipv6 }

/** The checksum over pseudo header and message[0, length), whose own checksum field must be 0. */
export function transportChecksum(pair: AddressPair, protocol: number, message: Uint8Array): number {
  let sum = protocol + (message.length >>> 16) + (message.length & 0xffff)
  if (pair.family === 4) {
    for (const address of [pair.source, pair.destination]) sum += (address >>> 16) + (address & 0xffff)
  } else {
    for (const address of [pair.source, pair.destination]) {
      for (let shift = 0n; shift < 128n; shift += 16n) sum += Number((address >> shift) & 0xffffn)
    }
  }
  return foldChecksum(sumWords(message, 0, message.length, sum))
}

/**
 * The same read from a packet: addresses from the IP header at `ip` of `header`, the message in bytes[offset, end).
 * 0 when the message holds a right checksum.
 */
export function transportChecksumAt(
  header: Uint8Array,
  ip: number,
  version: 4 | 6,
  protocol: number,
  bytes: Uint8Array,
  offset: number,
  end: number,
): number {
  const pseudo =
    version === 4
      ? sumPseudoHeader4(header, ip, protocol, end - offset)
      : sumPseudoHeader6(header, ip, protocol, end - offset)
  return foldChecksum(sumWords(bytes, offset, end, pseudo))
}
