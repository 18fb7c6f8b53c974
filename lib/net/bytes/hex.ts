const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Two lower-case hexadecimal digits. */
export function hexOfByte(byte: number): string {
  return HEX[byte]
}

/** Longer spans than this are written as bytes and decoded at once, which is several times faster than adding strings. */
const SHORT = 24
const DIGITS = [...'0123456789abcdef'].map((digit) => digit.charCodeAt(0))
const latin1 = new TextDecoder('latin1')

/** bytes[offset, end) as pairs of lower-case digits with `separator` (none or one character) between: `02:00:c0`. */
export function toHex(bytes: Uint8Array, separator = '', offset = 0, end = bytes.length): string {
  if (offset >= end) return ''
  if (end - offset > SHORT && separator.length <= 1) return longHex(bytes, separator, offset, end)
  let text = HEX[bytes[offset]]
  for (let i = offset + 1; i < end; i++) text += separator + HEX[bytes[i]]
  return text
}

function longHex(bytes: Uint8Array, separator: string, offset: number, end: number): string {
  const width = 2 + separator.length
  const out = new Uint8Array((end - offset) * width - separator.length).fill(separator.charCodeAt(0) || 0)
  for (let i = offset, at = 0; i < end; i++, at += width) {
    out[at] = DIGITS[bytes[i] >>> 4]
    out[at + 1] = DIGITS[bytes[i] & 15]
  }
  return latin1.decode(out)
}

/** Digits in pairs; blanks, colons, dots and dashes between them are ignored. Null when a digit is odd or not hexadecimal. */
export function fromHex(text: string): Uint8Array | null {
  const digits = text.replace(/[\s:.-]/g, '')
  if (digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits)) return null
  const bytes = new Uint8Array(digits.length / 2)
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16)
  return bytes
}

/** A fixed-width hexadecimal number as tshark prints it: `hexNumber(2048, 4)` is `0x0800`. */
export function hexNumber(value: number | bigint, digits: number): string {
  return `0x${value.toString(16).padStart(digits, '0')}`
}

/** One line per 16 bytes, as tcpdump -XX lays it out: offset, hex in pairs of bytes, printable ASCII (others as a dot). */
export function hexDump(bytes: Uint8Array): string[] {
  const lines: string[] = []
  for (let row = 0; row < bytes.length; row += 16) {
    const end = Math.min(row + 16, bytes.length)
    const pairs: string[] = []
    let ascii = ''
    for (let i = row; i < end; i += 2) pairs.push(toHex(bytes, '', i, Math.min(i + 2, end)))
    for (let i = row; i < end; i++)
      ascii += bytes[i] > 31 && bytes[i] < 127 ? String.fromCharCode(bytes[i]) : '.'
    lines.push(`0x${row.toString(16).padStart(4, '0')}:  ${pairs.join(' ').padEnd(39)}  ${ascii}`)
  }
  return lines
}
