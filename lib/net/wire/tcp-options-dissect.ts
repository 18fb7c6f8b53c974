import { readU32 } from '../bytes/integers'
import type { Dissection, Layer } from './dissect'
import { decimal, Field, field, formatDecimal, hex4, octets, storedField } from './field'
import {
  OPTION_END,
  OPTION_MSS,
  OPTION_NOP,
  OPTION_SACK,
  OPTION_SACK_PERMITTED,
  OPTION_TIMESTAMPS,
  OPTION_WINDOW_SCALE,
} from './tcp-options'

const OPTIONS = field('tcp.options', octets)
const KIND = field('tcp.option_kind', decimal)
const LENGTH = field('tcp.option_len', decimal)
const NOP = field('tcp.options.nop', octets)
const END = field('tcp.options.eol', octets)
const MSS = field('tcp.options.mss', octets)
const MSS_VALUE = field('tcp.options.mss_val', decimal)
const SCALE = field('tcp.options.wscale', octets)
const SHIFT = field('tcp.options.wscale.shift', decimal)
const MULTIPLIER = storedField('tcp.options.wscale.multiplier', formatDecimal)
const SACK_PERMITTED = field('tcp.options.sack_perm', octets)
const SACK = field('tcp.options.sack', octets)
const SACK_LEFT = storedField('tcp.options.sack_le', formatDecimal)
const SACK_RIGHT = storedField('tcp.options.sack_re', formatDecimal)
const SACK_COUNT = storedField('tcp.options.sack.count', formatDecimal)
const TIMESTAMP = field('tcp.options.timestamp', octets)
const TSVAL = field('tcp.options.timestamp.tsval', decimal)
const TSECR = field('tcp.options.timestamp.tsecr', decimal)
const FAST_OPEN = field('tcp.options.tfo', octets)
const FAST_OPEN_COOKIE = field('tcp.options.tfo.cookie', octets)
const EXPERIMENTAL = field('tcp.options.experimental', octets)
const EXPERIMENT_ID = field('tcp.options.experimental.exid', hex4)
const MD5 = field('tcp.options.md5', octets)
const MD5_DIGEST = field('tcp.options.md5.digest', octets)
/** Wireshark knows more options than this file: the rest go by our own name. */
const UNKNOWN = field('hop.tcp.option', octets)

/** RFC 7413. */
const OPTION_FAST_OPEN = 34
/** RFC 2385. */
const OPTION_MD5 = 19

/** `base`: what the peer's sequence numbers count from, for the relative edges of SACK blocks; -1 for absolute ones. */
export function dissectTcpOptions(
  into: Dissection,
  layer: Layer,
  bytes: Uint8Array,
  offset: number,
  end: number,
  base: number,
): void {
  const { fields } = layer
  fields.push(new Field(OPTIONS, offset, end - offset, bytes))
  for (let at = offset; at < end; ) {
    const kind = bytes[at]
    if (kind === OPTION_END || kind === OPTION_NOP) {
      fields.push(new Field(kind === OPTION_NOP ? NOP : END, at, 1, bytes), new Field(KIND, at, 1, bytes))
      at++
      continue
    }
    const length = at + 1 < end ? bytes[at + 1] : 0
    if (length < 2 || at + length > end) {
      into.malformed(
        layer,
        `a TCP option of kind ${kind} at byte ${at} says it has ${length} bytes, ${end - at} are left`,
        at,
        end,
      )
      return
    }
    pushOption(fields, bytes, at, kind, length, base)
    at += length
  }
}

function pushOption(
  fields: Field[],
  bytes: Uint8Array,
  at: number,
  kind: number,
  length: number,
  base: number,
): void {
  if (kind === OPTION_TIMESTAMPS && length === 10) {
    begin(fields, TIMESTAMP, bytes, at, length)
    fields.push(new Field(TSVAL, at + 2, 4, bytes), new Field(TSECR, at + 6, 4, bytes))
  } else if (kind === OPTION_MSS && length === 4) {
    begin(fields, MSS, bytes, at, length)
    fields.push(new Field(MSS_VALUE, at + 2, 2, bytes))
  } else if (kind === OPTION_WINDOW_SCALE && length === 3) {
    begin(fields, SCALE, bytes, at, length)
    fields.push(
      new Field(SHIFT, at + 2, 1, bytes),
      new Field(MULTIPLIER, at + 2, 1, 2 ** Math.min(bytes[at + 2], 14)),
    )
  } else if (kind === OPTION_SACK_PERMITTED && length === 2) begin(fields, SACK_PERMITTED, bytes, at, length)
  else if (kind === OPTION_SACK && length % 8 === 2 && length > 2) {
    begin(fields, SACK, bytes, at, length)
    const from = Math.max(base, 0)
    for (let edge = at + 2; edge < at + length; edge += 8)
      fields.push(
        new Field(SACK_LEFT, edge, 4, (readU32(bytes, edge) - from) >>> 0),
        new Field(SACK_RIGHT, edge + 4, 4, (readU32(bytes, edge + 4) - from) >>> 0),
      )
    fields.push(new Field(SACK_COUNT, at, 0, (length - 2) / 8))
  } else if (kind === OPTION_FAST_OPEN) {
    begin(fields, FAST_OPEN, bytes, at, length)
    if (length > 2) fields.push(new Field(FAST_OPEN_COOKIE, at + 2, length - 2, bytes))
  } else if (kind === OPTION_MD5 && length === 18) {
    begin(fields, MD5, bytes, at, length)
    fields.push(new Field(MD5_DIGEST, at + 2, 16, bytes))
  } else if ((kind === 253 || kind === 254) && length >= 4) {
    begin(fields, EXPERIMENTAL, bytes, at, length)
    fields.push(new Field(EXPERIMENT_ID, at + 2, 2, bytes))
  } else {
    begin(fields, UNKNOWN, bytes, at, length)
  }
}

function begin(fields: Field[], kind: typeof MSS, bytes: Uint8Array, at: number, length: number): void {
  fields.push(
    new Field(kind, at, length, bytes),
    new Field(KIND, at, 1, bytes),
    new Field(LENGTH, at + 1, 1, bytes),
  )
}

/** The shift of the window scale option among bytes[offset, end); null when there is none. */
export function windowScaleIn(bytes: Uint8Array, offset: number, end: number): number | null {
  for (let at = offset; at < end; ) {
    const kind = bytes[at]
    if (kind === OPTION_END) return null
    const length = kind === OPTION_NOP ? 1 : at + 1 < end ? bytes[at + 1] : 0
    if (length === 0 || at + length > end) return null
    if (kind === OPTION_WINDOW_SCALE && length === 3) return bytes[at + 2]
    at += length
  }
  return null
}

/** How many bytes the SACK blocks among bytes[offset, end) cover. */
export function sackedBytesIn(bytes: Uint8Array, offset: number, end: number): number {
  for (let at = offset; at < end; ) {
    const kind = bytes[at]
    if (kind === OPTION_END) return 0
    const length = kind === OPTION_NOP ? 1 : at + 1 < end ? bytes[at + 1] : 0
    if (length === 0 || at + length > end) return 0
    if (kind === OPTION_SACK) {
      let sum = 0
      for (let edge = at + 2; edge + 8 <= at + length; edge += 8)
        sum += (readU32(bytes, edge + 4) - readU32(bytes, edge)) >>> 0
      return sum
    }
    at += length
  }
  return 0
}
