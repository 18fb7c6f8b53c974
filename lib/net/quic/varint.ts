/** Variable-length integers of QUIC, RFC 9000 section 16: the first two bits say whether 1, 2, 4 or 8 bytes follow. */
import type { Writer } from '../bytes/writer'

/** Writes `value`, at most 2^53 - 1, in as few bytes as hold it. */
export function writeVarint(out: Writer, value: number): Writer {
  if (value < 0x40) return out.u8(value)
  if (value < 0x4000) return out.u16(0x4000 | value)
  if (value < 0x4000_0000) return out.u32(0x8000_0000 + value)
  return out.u64(0xc000_0000_0000_0000n | BigInt(value))
}

/** Null when the bytes end too soon, or when the value is beyond 2^53 - 1. */
export function readVarint(
  bytes: Uint8Array,
  offset: number,
  end = bytes.length,
): { readonly value: number; readonly next: number } | null {
  if (offset >= end) return null
  const size = 1 << (bytes[offset] >>> 6)
  if (offset + size > end) return null
  let value = bytes[offset] & 0x3f
  for (let index = 1; index < size; index++) value = value * 256 + bytes[offset + index]
  return Number.isSafeInteger(value) ? { value, next: offset + size } : null
}
