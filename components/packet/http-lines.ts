import type { FieldText } from '@/lib/net/explain/field-text'
import type { HeaderCell } from './header-cells'

const CR = 13
const LF = 10

const REQUEST_LINE: FieldText = {
  label: 'Request line',
  says: 'The method, what is asked for, and the version of HTTP that the sender speaks.',
  source: { rfc: 9112, section: '3' },
}
const STATUS_LINE: FieldText = {
  label: 'Status line',
  says: 'The version of HTTP and the result as a number: 200 is success, 404 is not found.',
  source: { rfc: 9112, section: '4' },
}
const FIELD_LINE: FieldText = {
  label: 'Field line',
  says: 'A name, a colon and a value.',
  source: { rfc: 9112, section: '5' },
}
const EMPTY_LINE: FieldText = {
  label: 'Empty line',
  says: 'Ends the header section. Content, if there is any, begins behind it.',
  source: { rfc: 9112, section: '2.1' },
}
const CONTENT: FieldText = {
  label: 'Content',
  says: 'What was asked for, or what is handed in.',
  source: { rfc: 9112, section: '6' },
}

/** What says more than “a name, a colon and a value”. */
const KNOWN_FIELDS: Readonly<Record<string, string>> = {
  host: 'The name that the reader typed. One server with one address may hold many sites, and picks by this.',
  'user-agent': 'The program that asks, in its own words.',
  accept: 'The kinds of content that the program takes. */* is any.',
}

/** The lines of an HTTP/1.1 message in bytes[from, to), each with its end-of-line bytes; what follows them is content. */
export function httpLines(bytes: Uint8Array, from: number, to: number): readonly HeaderCell[] {
  const cells: HeaderCell[] = []
  let at = from
  while (at < to) {
    const text = cells.length === 0 ? firstLine(bytes, at) : null
    const end = endOfLine(bytes, at, to)
    if (end - at === 2) {
      cells.push(cell(bytes, from, at, end, EMPTY_LINE, '(CR LF)'))
      if (end < to) cells.push(cell(bytes, from, end, to, CONTENT, `${to - end} bytes`))
      return cells
    }
    const line = asciiOf(bytes, at, end).trimEnd()
    cells.push(cell(bytes, from, at, end, text ?? fieldText(line), line))
    at = end
  }
  return cells
}

function firstLine(bytes: Uint8Array, at: number): FieldText {
  return asciiOf(bytes, at, at + 5) === 'HTTP/' ? STATUS_LINE : REQUEST_LINE
}

function fieldText(line: string): FieldText {
  const name = line.slice(0, line.indexOf(':'))
  return {
    ...FIELD_LINE,
    label: `Field line: ${name}`,
    says: KNOWN_FIELDS[name.toLowerCase()] ?? FIELD_LINE.says,
  }
}

function endOfLine(bytes: Uint8Array, at: number, to: number): number {
  for (let i = at; i + 1 < to; i++) if (bytes[i] === CR && bytes[i + 1] === LF) return i + 2
  return to
}

function asciiOf(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to))
}

function cell(
  bytes: Uint8Array,
  start: number,
  from: number,
  to: number,
  text: FieldText,
  value: string,
): HeaderCell {
  const hex = Array.from(bytes.subarray(from, to), (byte) => byte.toString(16).padStart(2, '0')).join(' ')
  return {
    name: 'http.line',
    text,
    bit: (from - start) * 8,
    bits: (to - from) * 8,
    offset: from,
    length: to - from,
    hex,
    value,
  }
}
