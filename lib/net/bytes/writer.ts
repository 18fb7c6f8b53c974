/** Grows as it is written; big-endian. For messages whose length is only known at the end (DNS, DHCP, TLS, BGP). */
export class Writer {
  private buffer: Uint8Array
  length = 0

  constructor(capacity = 64) {
    this.buffer = new Uint8Array(capacity)
  }

  u8(value: number): this {
    this.reserve(1)
    this.buffer[this.length++] = value
    return this
  }

  u16(value: number): this {
    return this.u8(value >>> 8).u8(value)
  }

  u24(value: number): this {
    return this.u8(value >>> 16).u16(value)
  }

  u32(value: number): this {
    return this.u16(value >>> 16).u16(value)
  }

  u64(value: bigint): this {
    return this.u32(Number((value >> 32n) & 0xffff_ffffn)).u32(Number(value & 0xffff_ffffn))
  }

  bytes(value: Uint8Array): this {
    this.reserve(value.length)
    this.buffer.set(value, this.length)
    this.length += value.length
    return this
  }

  /** One byte a character; characters above U+00FF are cut to their low eight bits. */
  ascii(text: string): this {
    this.reserve(text.length)
    for (let i = 0; i < text.length; i++) this.buffer[this.length++] = text.charCodeAt(i)
    return this
  }

  /** Overwrites two bytes written earlier: a length or a checksum that is known only now. */
  patchU16(offset: number, value: number): this {
    this.buffer[offset] = value >>> 8
    this.buffer[offset + 1] = value
    return this
  }

  patchU24(offset: number, value: number): this {
    this.buffer[offset] = value >>> 16
    return this.patchU16(offset + 1, value & 0xffff)
  }

  /** What was written, as a copy of exactly that length. */
  finish(): Uint8Array {
    return this.buffer.slice(0, this.length)
  }

  private reserve(more: number): void {
    if (this.length + more <= this.buffer.length) return
    const grown = new Uint8Array(Math.max(this.buffer.length * 2, this.length + more))
    grown.set(this.buffer)
    this.buffer = grown
  }
}

/** The parts, one after the other, in one new array. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const joined = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false
  return true
}
