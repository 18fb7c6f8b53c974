/** Domain names on the wire: RFC 1035 sections 3.1 and 4.1.4 (compression), presentation form of RFC 4343 section 2.1. */
import type { Writer } from '../bytes/writer'
import { type Malformed, malformed } from './decoded'

/** RFC 1035 section 2.3.4. */
const LONGEST_LABEL = 63
const LONGEST_NAME = 255

export type DecodedName = {
  readonly ok: true
  /** Without a dot at the end; the root is `.`. A dot or backslash inside a label is `\.` or `\\`, other odd bytes `\DDD`. */
  readonly name: string
  /** Just after the name where it stands (after a compression pointer, if there is one). */
  readonly next: number
  readonly labels: number
}

/**
 * The name at `offset` of a message that begins at `start`. Each compression pointer must point before the place it was
 * followed from, so that no loop is possible.
 */
export function decodeName(
  bytes: Uint8Array,
  start: number,
  offset: number,
  end: number,
): DecodedName | Malformed {
  let name = ''
  let labels = 0
  let length = 1
  let next = -1
  let at = offset
  let limit = offset
  for (;;) {
    if (at >= end) return malformed(`expected a domain name label at byte ${at}, found the end`, at)
    const size = bytes[at]
    if (size === 0) break
    if (size >= 0xc0) {
      if (at + 2 > end)
        return malformed(`expected a compression pointer of 2 bytes at byte ${at}, found 1`, at)
      if (next < 0) next = at + 2
      const target = start + ((size & 0x3f) << 8) + bytes[at + 1]
      if (target >= limit)
        return malformed(`a compression pointer at byte ${at} does not point backwards`, at)
      limit = target
      at = target
      continue
    }
    if (size > LONGEST_LABEL) return malformed(`a label type that is not defined at byte ${at}`, at)
    if (at + 1 + size > end)
      return malformed(`expected a label of ${size} bytes at byte ${at + 1}, found ${end - at - 1}`, at)
    length += size + 1
    if (length > LONGEST_NAME)
      return malformed(`a domain name longer than 255 bytes at byte ${offset}`, offset)
    if (labels > 0) name += '.'
    for (let i = at + 1; i <= at + size; i++) name += presentation(bytes[i])
    labels++
    at += size + 1
  }
  return { ok: true, name: labels === 0 ? '.' : name, next: next < 0 ? at + 1 : next, labels }
}

function presentation(byte: number): string {
  if (byte === 0x2e || byte === 0x5c) return `\\${String.fromCharCode(byte)}`
  if (byte > 32 && byte < 127) return String.fromCharCode(byte)
  return `\\${byte.toString().padStart(3, '0')}`
}

/**
 * The labels of a name in presentation form; a dot at the end is allowed. Null when a label is empty or longer than 63 bytes,
 * an escape is unfinished, or the name is longer than 255 bytes.
 */
export function labelsOf(name: string): Uint8Array[] | null {
  if (name === '.') return []
  const labels: Uint8Array[] = []
  let label: number[] = []
  let total = 1
  const close = (): boolean => {
    if (label.length === 0 || label.length > LONGEST_LABEL) return false
    labels.push(Uint8Array.from(label))
    total += label.length + 1
    label = []
    return total <= LONGEST_NAME
  }
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i)
    if (name[i] === '.') {
      if (!close()) return null
    } else if (name[i] === '\\') {
      const digits = name.slice(i + 1, i + 4)
      if (/^\d{3}$/.test(digits)) {
        if (Number(digits) > 255) return null
        label.push(Number(digits))
        i += 3
      } else {
        if (i + 1 >= name.length || name.charCodeAt(i + 1) > 126) return null
        label.push(name.charCodeAt(++i))
      }
    } else {
      if (code > 126) return null
      label.push(code)
    }
  }
  if (label.length === 0) return labels.length > 0 ? labels : null
  return close() ? labels : null
}

/** Where in the message each name that was written begins, for pointers to it. */
export type NameOffsets = Map<string, number>

/** Writes a name; with `offsets`, its longest ending that was written before becomes a pointer (case is kept as it is). */
export function writeName(out: Writer, name: string, offsets: NameOffsets | null): void {
  const labels = labelsOf(name)
  if (!labels) throw new Error(`not a domain name: "${name}"`)
  for (let i = 0; i < labels.length; i++) {
    const rest = labels
      .slice(i)
      .map((label) => String.fromCharCode(label.length, ...label))
      .join('')
    const before = offsets?.get(rest)
    if (before !== undefined) {
      out.u16(0xc000 | before)
      return
    }
    if (offsets && out.length < 0x4000) offsets.set(rest, out.length)
    out.u8(labels[i].length).bytes(labels[i])
  }
  out.u8(0)
}
