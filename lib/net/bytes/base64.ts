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
