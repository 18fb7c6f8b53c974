/**
 * The Internet checksum: RFC 1071 (computing it), RFC 1624 (changing it when one field changes).
 *
 * A *sum* here is not yet folded and may exceed 16 bits, so that several pieces (pseudo header, header, payload) can be
 * added up; `foldChecksum` makes the 16-bit value that goes on the wire.
 */

/** Adds 16-bit words of bytes[offset, end) to `sum`. An odd last byte counts as the high half of a word. */
export function sumWords(bytes: Uint8Array, offset: number, end: number, sum = 0): number {
  let total = sum
  let i = offset
  for (const last = end - 1; i < last; i += 2) total += (bytes[i] << 8) | bytes[i + 1]
  if (i < end) total += bytes[i] << 8
  return total
}

/** Ends a sum: carries come back in at the right (end-around), then all bits are inverted. */
export function foldChecksum(sum: number): number {
  let folded = sum
  while (folded > 0xffff) folded = (folded % 0x10000) + Math.floor(folded / 0x10000)
  return ~folded & 0xffff
}

/** The checksum of bytes[offset, end). Over data that already holds a right checksum the result is 0. */
export function internetChecksum(bytes: Uint8Array, offset = 0, end = bytes.length): number {
  return foldChecksum(sumWords(bytes, offset, end))
}

/** The pseudo header of TCP and UDP over IPv4 (RFC 9293 section 3.1, RFC 768): addresses are read from the IPv4 header at `ip`. */
export function sumPseudoHeader4(bytes: Uint8Array, ip: number, protocol: number, length: number): number {
  return sumWords(bytes, ip + 12, ip + 20) + protocol + length
}

/** The pseudo header over IPv6 (RFC 8200 section 8.1): addresses are read from the IPv6 header at `ip`. */
export function sumPseudoHeader6(bytes: Uint8Array, ip: number, protocol: number, length: number): number {
  return sumWords(bytes, ip + 8, ip + 40) + protocol + (length >>> 16) + (length & 0xffff)
}

/** RFC 1624 equation 3: HC' = ~(~HC + ~m + m'), when one 16-bit word changes from `was` to `is`. */
export function updateChecksum(checksum: number, was: number, is: number): number {
  return foldChecksum((~checksum & 0xffff) + (~was & 0xffff) + is)
}

/** As `updateChecksum`, for an aligned 32-bit value such as an IPv4 address or a sequence number. */
export function updateChecksum32(checksum: number, was: number, is: number): number {
  return updateChecksum(updateChecksum(checksum, was >>> 16, is >>> 16), was & 0xffff, is & 0xffff)
}
