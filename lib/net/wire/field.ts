import { formatIpv4 } from '../addr/ipv4'
import { formatIpv6Bytes } from '../addr/ipv6'
import { formatMac } from '../addr/mac'
import { hexNumber, toHex } from '../bytes/hex'
import { readU16, readU24, readU32, readU48, readU64 } from '../bytes/integers'

export type RawValue = number | bigint | string | boolean | Uint8Array

/** Gets the value out of the bytes that a field covers; called only when somebody looks. */
type Read = (bytes: Uint8Array, offset: number, length: number, kind: FieldKind) => RawValue
type Format = (raw: never) => string

/**
 * What all fields of one name share. `read` null means that the value is not simply what the bytes say (a relative sequence
 * number, a stream index, text decoded across labels) and is stored in the field itself.
 */
export class FieldKind {
  constructor(
    /** Wireshark's display-filter name, or `hop.…` where Wireshark has none. */
    readonly name: string,
    readonly read: Read | null,
    readonly format: Format,
    /** Bytes from the start of the structure, for kinds used in a layout; else 0. */
    readonly at: number,
    readonly length: number,
    /** First bit counted from the first bit of the field's first byte; -1 when the field is whole bytes. */
    readonly bit: number,
    readonly bits: number,
  ) {}
}

/**
 * One named byte range of a frame. Making one reads nothing and formats nothing; `raw` and `value` do, each time they are asked.
 * `offset` and `length` are in bytes from the start of the buffer that the layer belongs to (the frame, unless the
 * layer says otherwise); a length of 0 marks a value that is worked out and stands nowhere on the wire.
 */
export class Field {
  constructor(
    readonly kind: FieldKind,
    readonly offset: number,
    readonly length: number,
    private readonly stored: RawValue,
  ) {}

  get name(): string {
    return this.kind.name
  }

  get raw(): RawValue {
    const { read } = this.kind
    return read ? read(this.stored as Uint8Array, this.offset, this.length, this.kind) : this.stored
  }

  /** The text that `tshark -T json` prints. */
  get value(): string {
    return this.kind.format(this.raw as never)
  }

  get bit(): number | null {
    return this.kind.bit < 0 ? null : this.kind.bit
  }

  get bits(): number | null {
    return this.kind.bit < 0 ? null : this.kind.bits
  }
}

export type FieldType = {
  readonly read: Read
  readonly format: Format
}

/** A field of whole bytes at `at` from the start of its structure. */
export function field(name: string, type: FieldType, at = 0, length = 0): FieldKind {
  return new FieldKind(name, type.read, type.format, at, length, -1, 0)
}

/** A field of `bits` bits, beginning `bit` bits after the first bit of byte `at`; `length` bytes are shown as its place. */
export function bitField(
  name: string,
  format: Format,
  at: number,
  length: number,
  bit: number,
  bits: number,
): FieldKind {
  return new FieldKind(name, readBits, format, at, length, bit, bits)
}

/** A field whose value is stored in it, not read from the bytes. */
export function storedField(name: string, format: Format): FieldKind {
  return new FieldKind(name, null, format, 0, 0, -1, 0)
}

/** Appends the fields of a fixed header that begins at `base`. */
export function pushLayout(
  fields: Field[],
  layout: readonly FieldKind[],
  bytes: Uint8Array,
  base: number,
): void {
  for (let i = 0; i < layout.length; i++) {
    const kind = layout[i]
    fields.push(new Field(kind, base + kind.at, kind.length, bytes))
  }
}

function readBits(bytes: Uint8Array, offset: number, length: number, kind: FieldKind): number {
  const last = kind.bit + kind.bits
  const span = Math.max(length, (last + 7) >>> 3)
  let value = 0
  for (let i = 0; i < span; i++) value = value * 256 + bytes[offset + i]
  return Math.floor(value / 2 ** (span * 8 - last)) % 2 ** kind.bits
}

function readUnsigned(bytes: Uint8Array, offset: number, length: number): number | bigint {
  switch (length) {
    case 0:
      return 0
    case 1:
      return bytes[offset]
    case 2:
      return readU16(bytes, offset)
    case 3:
      return readU24(bytes, offset)
    case 4:
      return readU32(bytes, offset)
    case 6:
      return readU48(bytes, offset)
    case 8:
      return readU64(bytes, offset)
    default: {
      let value = 0n
      for (let i = 0; i < length; i++) value = (value << 8n) | BigInt(bytes[offset + i])
      return value
    }
  }
}

function readSpan(bytes: Uint8Array, offset: number, length: number): Uint8Array {
  return bytes.subarray(offset, offset + length)
}

function readLatin1(bytes: Uint8Array, offset: number, length: number): string {
  let text = ''
  for (let i = offset; i < offset + length; i++) text += String.fromCharCode(bytes[i])
  return text
}

/** Bytes that are not ASCII show as U+FFFD, each by itself. */
function readAscii(bytes: Uint8Array, offset: number, length: number): string {
  let text = ''
  for (let i = offset; i < offset + length; i++)
    text += bytes[i] < 128 ? String.fromCharCode(bytes[i]) : '\ufffd'
  return text
}

const utf8 = new TextDecoder()

function readUtf8(bytes: Uint8Array, offset: number, length: number): string {
  return utf8.decode(bytes.subarray(offset, offset + length))
}

export function formatDecimal(raw: number | bigint): string {
  return raw.toString()
}
export function formatText(raw: string): string {
  return raw
}
export function formatFlag(raw: number): string {
  return raw ? '1' : '0'
}
function formatSigned32(raw: number): string {
  return (raw | 0).toString()
}
export function formatHex2(raw: number): string {
  return hexNumber(raw, 2)
}
export function formatHex4(raw: number): string {
  return hexNumber(raw, 4)
}
export function formatHex6(raw: number): string {
  return hexNumber(raw, 6)
}
export function formatHex8(raw: number): string {
  return hexNumber(raw, 8)
}
export function formatHex16(raw: bigint): string {
  return hexNumber(raw, 16)
}
export function formatBytes(raw: Uint8Array): string {
  return toHex(raw, ':')
}
function formatIpv6Field(raw: Uint8Array): string {
  return formatIpv6Bytes(raw, 0)
}
/** Nanoseconds as seconds with nine decimals. */
export function formatSeconds(raw: number): string {
  const sign = raw < 0 ? '-' : ''
  const ns = Math.abs(raw)
  const whole = Math.floor(ns / 1e9)
  return `${sign}${whole}.${(ns - whole * 1e9).toString().padStart(9, '0')}`
}

/** Unsigned, of any length, in decimal. */
export const decimal: FieldType = { read: readUnsigned, format: formatDecimal }
export const signed32: FieldType = { read: readUnsigned, format: formatSigned32 }
export const hex2: FieldType = { read: readUnsigned, format: formatHex2 }
export const hex4: FieldType = { read: readUnsigned, format: formatHex4 }
export const hex6: FieldType = { read: readUnsigned, format: formatHex6 }
export const hex8: FieldType = { read: readUnsigned, format: formatHex8 }
export const hex16: FieldType = { read: readUnsigned, format: formatHex16 }
/** As pairs of hexadecimal digits with colons. */
export const octets: FieldType = { read: readSpan, format: formatBytes }
/** One character a byte. */
export const text: FieldType = { read: readLatin1, format: formatText }
export const asciiText: FieldType = { read: readAscii, format: formatText }
export const utf8Text: FieldType = { read: readUtf8, format: formatText }
export const macAddress: FieldType = { read: readUnsigned, format: formatMac }
export const ipv4Address: FieldType = { read: readUnsigned, format: formatIpv4 }
export const ipv6Address: FieldType = { read: readSpan, format: formatIpv6Field }
