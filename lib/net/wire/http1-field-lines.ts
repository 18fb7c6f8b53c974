import { Field, type FieldKind, field, formatText, storedField, text, utf8Text } from './field'

const REQUEST_LINE = field('http.request.line', text)
const RESPONSE_LINE = field('http.response.line', text)
const CONTENT_LENGTH_NUMBER = storedField('http.content_length', formatText)
const COOKIE_PAIR = field('http.cookie_pair', utf8Text)
const AUTH_BASIC = storedField('http.authbasic', formatText)

/** Field names that Wireshark has a name of its own for: `Last-Modified` is http.last_modified. */
const KNOWN = new Map<string, FieldKind>(
  [
    'Accept',
    'Accept-Encoding',
    'Accept-Language',
    'Authorization',
    'Cache-Control',
    'Connection',
    'Content-Encoding',
    'Content-Type',
    'Cookie',
    'Date',
    'Host',
    'HTTP2-Settings',
    'Last-Modified',
    'Location',
    'Proxy-Authenticate',
    'Proxy-Authorization',
    'Referer',
    'Sec-WebSocket-Accept',
    'Sec-WebSocket-Extensions',
    'Sec-WebSocket-Key',
    'Sec-WebSocket-Protocol',
    'Sec-WebSocket-Version',
    'Server',
    'Set-Cookie',
    'Transfer-Encoding',
    'Upgrade',
    'User-Agent',
    'WWW-Authenticate',
    'X-Forwarded-For',
  ].map((name) => [
    name.toLowerCase(),
    storedField(`http.${name.toLowerCase().replace(/-/g, '_')}`, formatText),
  ]),
)
const CONTENT_LENGTH = storedField('http.content_length_header', formatText)

/** One field line with its CR LF, in bytes[offset, end): the field of its name if it has one, and the line itself. */
export function pushFieldLine(
  fields: Field[],
  bytes: Uint8Array,
  offset: number,
  end: number,
  isRequest: boolean,
): void {
  const line = new Field(isRequest ? REQUEST_LINE : RESPONSE_LINE, offset, end - offset, bytes)
  const whole = line.value
  const colon = whole.indexOf(':')
  if (colon > 0) {
    const name = whole.slice(0, colon).toLowerCase()
    const value = whole.slice(colon + 1, -2).replace(/^[ \t]+|[ \t]+$/g, '')
    if (name === 'content-length') {
      fields.push(new Field(CONTENT_LENGTH, offset, end - offset, value))
      if (/^\d+$/.test(value))
        fields.push(new Field(CONTENT_LENGTH_NUMBER, offset, end - offset, String(BigInt(value))))
    }
    const kind = KNOWN.get(name)
    if (kind) fields.push(new Field(kind, offset, end - offset, value))
    if (name === 'cookie') pushCookies(fields, bytes, offset + whole.indexOf(value, colon), value)
    const basic = /^basic\s+(\S+)$/i.exec(value)
    if (name === 'authorization' && basic) pushBasic(fields, offset, basic[1])
  }
  fields.push(line)
}

function pushCookies(fields: Field[], bytes: Uint8Array, offset: number, value: string): void {
  let at = offset
  for (const part of value.split(';')) {
    const blank = part.length - part.trimStart().length
    fields.push(new Field(COOKIE_PAIR, at + blank, part.trim().length, bytes))
    at += part.length + 1
  }
}

/** RFC 7617: user and password are encoded, not encrypted. */
function pushBasic(fields: Field[], offset: number, encoded: string): void {
  try {
    fields.push(new Field(AUTH_BASIC, offset, 0, atob(encoded)))
  } catch {
    // not base64: shown as it is, without credentials
  }
}
