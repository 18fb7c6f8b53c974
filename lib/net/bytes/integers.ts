/** Big-endian (network order, RFC 1700) integers in a byte array. The caller has checked that the bytes are there. */
export function readU8(bytes: Uint8Array, offset: number): number {
  return bytes[offset]
}

export function readU16(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] << 8) | bytes[offset + 1]
}

export function readU24(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] << 16) | (bytes[offset + 1] << 8) | bytes[offset + 2]
}

/** Unsigned: 0 to 4294967295. */
export function readU32(bytes: Uint8Array, offset: number): number {
  return (
    ((bytes[offset] << 24) | (bytes[offset + 1] << 16) | (bytes[offset + 2] << 8) | bytes[offset + 3]) >>> 0
  )
}

/** 48 bits, as a MAC address; exact, since a double holds 53. */
export function readU48(bytes: Uint8Array, offset: number): number {
  return readU16(bytes, offset) * 0x1_0000_0000 + readU32(bytes, offset + 2)
}

export function readU64(bytes: Uint8Array, offset: number): bigint {
  return (BigInt(readU32(bytes, offset)) << 32n) | BigInt(readU32(bytes, offset + 4))
}

export function writeU16(bytes: Uint8Array, offset: number, value: number): void {
  bytes[offset] = value >>> 8
  bytes[offset + 1] = value
}

export function writeU24(bytes: Uint8Array, offset: number, value: number): void {
  bytes[offset] = value >>> 16
  bytes[offset + 1] = value >>> 8
  bytes[offset + 2] = value
}

export function writeU32(bytes: Uint8Array, offset: number, value: number): void {
  bytes[offset] = value >>> 24
  bytes[offset + 1] = value >>> 16
  bytes[offset + 2] = value >>> 8
  bytes[offset + 3] = value
}

export function writeU48(bytes: Uint8Array, offset: number, value: number): void {
  writeU16(bytes, offset, Math.floor(value / 0x1_0000_0000))
  writeU32(bytes, offset + 2, value % 0x1_0000_0000)
}

export function writeU64(bytes: Uint8Array, offset: number, value: bigint): void {
  writeU32(bytes, offset, Number((value >> 32n) & 0xffff_ffffn))
  writeU32(bytes, offset + 4, Number(value & 0xffff_ffffn))
}
