const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** RFC 4648 section 4, with padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    text += DIGITS[group >>> 18] + DIGITS[(group >>> 12) & 63]
    text += i + 1 < bytes.length ? DIGITS[(group >>> 6) & 63] : '='
    text += i + 2 < bytes.length ? DIGITS[group & 63] : '='
  }
  return text
}

/** Bits that belong to the next byte, after 1, 2, 3 and 4 digits of a group. */
const SPARE_BITS = [6, 4, 2, 0]

/** The bytes of text that `toBase64` wrote. */
export function fromBase64(text: string): Uint8Array {
  const digits = text.replace(/=+$/, '')
  const bytes = new Uint8Array((digits.length * 3) >>> 2)
  let bits = 0
  for (let index = 0, at = 0; index < digits.length; index++) {
    bits = ((bits << 6) | DIGITS.indexOf(digits[index])) & 0xff_ffff
    if (index % 4 > 0) bytes[at++] = (bits >>> SPARE_BITS[index % 4]) & 255
  }
  return bytes
}
