/**
 * Changes a packet in place and keeps its checksums right by RFC 1624, as a router (TTL) and NAT (addresses, ports) do.
 * `ip` is where the IPv4 header begins. The caller has checked with `decodeIpv4` that the headers are whole.
 */
import type { Ipv4 } from '../addr/ipv4'
import { writeIpv4 } from '../addr/ipv4'
import { updateChecksum, updateChecksum32 } from '../bytes/checksum'
import { readU16, readU32, writeU16 } from '../bytes/integers'
import { IPPROTO_ICMP, IPPROTO_TCP, IPPROTO_UDP } from './ip-protocol'
import { fragmentOffsetOf, ipv4HeaderLengthOf, ipv4ProtocolOf } from './ipv4'

export type Side = 'source' | 'destination'

/** One hop less; the checksum follows. */
export function decrementTtl(bytes: Uint8Array, ip = 0): void {
  const was = readU16(bytes, ip + 8)
  bytes[ip + 8]--
  writeU16(bytes, ip + 10, updateChecksum(readU16(bytes, ip + 10), was, readU16(bytes, ip + 8)))
}

/** DSCP and ECN together, the second byte of the header. */
export function rewriteTrafficClass(bytes: Uint8Array, ip: number, value: number): void {
  const was = readU16(bytes, ip)
  bytes[ip + 1] = value
  writeU16(bytes, ip + 10, updateChecksum(readU16(bytes, ip + 10), was, readU16(bytes, ip)))
}

/** Also mends the TCP or UDP checksum, whose pseudo header covers the addresses; ICMP's does not. */
export function rewriteIpv4Address(bytes: Uint8Array, ip: number, side: Side, to: Ipv4): void {
  const at = ip + (side === 'source' ? 12 : 16)
  const was = readU32(bytes, at)
  writeIpv4(bytes, at, to)
  writeU16(bytes, ip + 10, updateChecksum32(readU16(bytes, ip + 10), was, to))
  const checksum = transportChecksumPlace(bytes, ip)
  if (checksum >= 0) storeTransport(bytes, ip, checksum, updateChecksum32(readU16(bytes, checksum), was, to))
}

/** A TCP or UDP port; for an ICMP echo, the identifier, whichever side is named. Only in a first fragment. */
export function rewritePort(bytes: Uint8Array, ip: number, side: Side, to: number): void {
  const transport = ip + ipv4HeaderLengthOf(bytes, ip)
  const icmp = ipv4ProtocolOf(bytes, ip) === IPPROTO_ICMP
  const at = transport + (icmp ? 4 : side === 'source' ? 0 : 2)
  const was = readU16(bytes, at)
  writeU16(bytes, at, to)
  const checksum = icmp ? transport + 2 : transportChecksumPlace(bytes, ip)
  if (checksum >= 0) storeTransport(bytes, ip, checksum, updateChecksum(readU16(bytes, checksum), was, to))
}

/** Any aligned 16-bit word of a TCP header (for MSS clamping, flags); `at` counts from the start of `bytes`. */
export function rewriteTcpWord(bytes: Uint8Array, tcp: number, at: number, to: number): void {
  const was = readU16(bytes, at)
  writeU16(bytes, at, to)
  // a word at an odd distance straddles two words of the sum: its bytes count swapped
  const odd = (at - tcp) % 2 === 1
  const checksum = readU16(bytes, tcp + 16)
  writeU16(
    bytes,
    tcp + 16,
    odd ? updateChecksum(checksum, swap(was), swap(to)) : updateChecksum(checksum, was, to),
  )
}

function swap(word: number): number {
  return ((word & 0xff) << 8) | (word >>> 8)
}

/** Where the checksum with a pseudo header is; -1 where there is none: later fragments, other protocols, UDP sent without. */
function transportChecksumPlace(bytes: Uint8Array, ip: number): number {
  if (fragmentOffsetOf(bytes, ip) > 0) return -1
  const transport = ip + ipv4HeaderLengthOf(bytes, ip)
  const protocol = ipv4ProtocolOf(bytes, ip)
  const at = protocol === IPPROTO_TCP ? transport + 16 : protocol === IPPROTO_UDP ? transport + 6 : -1
  if (at < 0 || at + 2 > bytes.length) return -1
  return protocol === IPPROTO_UDP && readU16(bytes, at) === 0 ? -1 : at
}

/** In UDP, 0 means "no checksum": a computed 0 is sent as 0xffff (RFC 768). */
function storeTransport(bytes: Uint8Array, ip: number, at: number, checksum: number): void {
  writeU16(bytes, at, checksum === 0 && ipv4ProtocolOf(bytes, ip) === IPPROTO_UDP ? 0xffff : checksum)
}
