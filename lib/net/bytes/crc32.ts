/**
 * The 32-bit cyclic redundancy check of Ethernet's frame check sequence (IEEE 802.3 clause 3.2.9), also of gzip and PNG:
 * polynomial 0x04C11DB7, bits least significant first, all ones at the start, inverted at the end.
 */

const POLYNOMIAL_REVERSED = 0xedb88320

/** The check of bytes[offset, end), unsigned. */
export function crc32(bytes: Uint8Array, offset = 0, end = bytes.length): number {
  let rest = 0xffffffff
  for (let i = offset; i < end; i++) {
    rest ^= bytes[i]
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ POLYNOMIAL_REVERSED : rest >>> 1
  }
  return ~rest >>> 0
}
