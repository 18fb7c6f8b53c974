/** RFC 7541 section 6: the representations that a header block is made of. What an index means, `hpack-table.ts` knows. */
import { Writer } from '../bytes/writer'
import { type Decoded, decoded, malformed } from './decoded'
import { decodeHuffman, encodeHuffman } from './hpack-huffman'

/** Section 5.2. `bytes` are the characters themselves, whichever way they travel. */
export type HpackString = { readonly huffman: boolean; readonly bytes: Uint8Array }

export type HpackItem =
  | { readonly kind: 'indexed'; readonly index: number }
  | {
      readonly kind: 'literal'
      readonly indexing: HpackIndexing
      /** The index of an entry with the same name, or the name */
      readonly name: number | HpackString
      readonly value: HpackString
    }
  | { readonly kind: 'table-size'; readonly size: number }

export type HpackIndexing = 'incremental' | 'without' | 'never'

const LARGEST_INTEGER = 0x0fff_ffff
const PATTERNS = {
  incremental: { first: 0x40, bits: 6 },
  without: { first: 0, bits: 4 },
  never: { first: 0x10, bits: 4 },
}

export function encodeHpack(items: readonly HpackItem[]): Uint8Array {
  const out = new Writer()
  for (const item of items) {
    if (item.kind === 'indexed') writeInteger(out, 0x80, 7, item.index)
    else if (item.kind === 'table-size') writeInteger(out, 0x20, 5, item.size)
    else {
      const { first, bits } = PATTERNS[item.indexing]
      writeInteger(out, first, bits, typeof item.name === 'number' ? item.name : 0)
      if (typeof item.name !== 'number') writeString(out, item.name)
      writeString(out, item.value)
    }
  }
  return out.finish()
}

/** A whole header block. */
export function decodeHpack(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<HpackItem[]> {
  const items: HpackItem[] = []
  for (let at = offset; at < end; ) {
    const item = decodeHpackItem(bytes, at, end)
    if (item === 'more') return malformed(`a header field at byte ${at} ends before its length says`, at)
    if (!item.ok) return item
    items.push(item.header)
    at = item.payloadOffset
  }
  return decoded(items, end, end)
}

/** One representation; `payloadOffset` is where the next begins. 'more': it goes on in the next CONTINUATION frame. */
export function decodeHpackItem(bytes: Uint8Array, offset: number, end: number): Decoded<HpackItem> | 'more' {
  const first = bytes[offset]
  if (first & 0x80) {
    const index = readInteger(bytes, offset, end, 7)
    if (index === null) return 'more'
    if (index.value === 0) return malformed(`expected an index above 0 at byte ${offset}`, offset)
    return decoded({ kind: 'indexed', index: index.value }, index.next, index.next)
  }
  if ((first & 0xe0) === 0x20) {
    const size = readInteger(bytes, offset, end, 5)
    return size === null ? 'more' : decoded({ kind: 'table-size', size: size.value }, size.next, size.next)
  }
  return decodeLiteral(bytes, offset, end)
}

function decodeLiteral(bytes: Uint8Array, offset: number, end: number): Decoded<HpackItem> | 'more' {
  const first = bytes[offset]
  const indexing: HpackIndexing = first & 0x40 ? 'incremental' : first & 0x10 ? 'never' : 'without'
  const index = readInteger(bytes, offset, end, PATTERNS[indexing].bits)
  if (index === null) return 'more'
  let at = index.next
  let name: number | HpackString = index.value
  if (name === 0) {
    const text = readString(bytes, at, end)
    if (text === 'more' || !text.ok) return text
    name = text.header
    at = text.payloadOffset
  }
  const value = readString(bytes, at, end)
  if (value === 'more' || !value.ok) return value
  return decoded(
    { kind: 'literal', indexing, name, value: value.header },
    value.payloadOffset,
    value.payloadOffset,
  )
}

/** Section 5.1. */
function writeInteger(out: Writer, first: number, bits: number, value: number): void {
  const full = 2 ** bits - 1
  if (value < full) {
    out.u8(first | value)
    return
  }
  out.u8(first | full)
  let rest = value - full
  for (; rest >= 128; rest = Math.floor(rest / 128)) out.u8((rest % 128) | 128)
  out.u8(rest)
}

/** Null when the bytes end inside; a number beyond any sense is cut to the largest that is kept. */
function readInteger(
  bytes: Uint8Array,
  offset: number,
  end: number,
  bits: number,
): { value: number; next: number } | null {
  if (offset >= end) return null
  const full = 2 ** bits - 1
  let value = bytes[offset] & full
  if (value < full) return { value, next: offset + 1 }
  for (let at = offset + 1, scale = 1; at < end; at++, scale *= 128) {
    value = Math.min(LARGEST_INTEGER, value + (bytes[at] & 127) * scale)
    if (bytes[at] < 128) return { value, next: at + 1 }
  }
  return null
}

function writeString(out: Writer, { huffman, bytes }: HpackString): void {
  const sent = huffman ? encodeHuffman(bytes) : bytes
  writeInteger(out, huffman ? 0x80 : 0, 7, sent.length)
  out.bytes(sent)
}

function readString(bytes: Uint8Array, offset: number, end: number): Decoded<HpackString> | 'more' {
  const length = readInteger(bytes, offset, end, 7)
  if (length === null) return 'more'
  const stop = length.next + length.value
  if (stop > end) return 'more'
  if (!(bytes[offset] & 0x80))
    return decoded({ huffman: false, bytes: bytes.slice(length.next, stop) }, stop, stop)
  const text = decodeHuffman(bytes, length.next, stop)
  return text === null
    ? malformed(`expected ${length.value} bytes of Huffman code at byte ${length.next}`, length.next)
    : decoded({ huffman: true, bytes: text }, stop, stop)
}
