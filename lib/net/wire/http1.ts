/** HTTP/1.1 messages: RFC 9112. Text is one character a byte; field lines keep their order and their names' case. */
import { Writer } from '../bytes/writer'
import { type Decoded, decoded, malformed } from './decoded'

export type HttpField = { readonly name: string; readonly value: string }

export type HttpMessage = {
  readonly start:
    | { readonly kind: 'request'; readonly method: string; readonly target: string; readonly version: string }
    | {
        readonly kind: 'response'
        readonly version: string
        readonly status: number
        readonly reason: string
      }
  readonly fields: readonly HttpField[]
  readonly body: Uint8Array
}

/** `Content-Length` is not added: what is framed how is the caller's to say in `fields`. */
export function encodeHttp({ start, fields, body }: HttpMessage): Uint8Array {
  const out = new Writer(256)
  out.ascii(
    start.kind === 'request'
      ? `${start.method} ${start.target} ${start.version}\r\n`
      : `${start.version} ${start.status.toString().padStart(3, '0')} ${start.reason}\r\n`,
  )
  for (const { name, value } of fields) out.ascii(`${name}: ${value}\r\n`)
  return out.ascii('\r\n').bytes(body).finish()
}

export type HttpHead = {
  readonly start: HttpMessage['start']
  readonly fields: readonly HttpField[]
  /** Just after the empty line. */
  readonly end: number
}

/** Longest start line and field lines together; what is longer is not HTTP or an attack. */
const LONGEST_HEAD = 65536

/**
 * Start line and field lines at `offset`. 'more' when the empty line has not come yet; null when this is not HTTP.
 * `searched` bytes from `offset` are known to hold no empty line.
 */
export function readHttpHead(
  bytes: Uint8Array,
  offset: number,
  end: number,
  searched = 0,
): HttpHead | 'more' | null {
  if (!looksLikeHttp(bytes, offset, end)) return null
  const stop = findEmptyLine(bytes, offset + Math.max(0, searched - 3), end)
  if (stop < 0) return end - offset > LONGEST_HEAD ? null : 'more'
  let text = ''
  for (let i = offset; i < stop; i++) text += String.fromCharCode(bytes[i])
  const [first, ...lines] = text.split('\r\n')
  const start = parseStartLine(first)
  if (!start) return null
  const fields: HttpField[] = []
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon <= 0) continue
    fields.push({ name: line.slice(0, colon), value: line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '') })
  }
  return { start, fields, end: stop + 4 }
}

/** The offset of CR LF CR LF, -1 when it is not there. */
export function findEmptyLine(bytes: Uint8Array, offset: number, end: number): number {
  for (let i = bytes.indexOf(13, offset); i >= 0 && i + 3 < end; i = bytes.indexOf(13, i + 1)) {
    if (bytes[i + 1] === 10 && bytes[i + 2] === 13 && bytes[i + 3] === 10) return i
  }
  return -1
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH']

/** Whether the bytes can be the beginning of a message: `HTTP/` or a method and a space, as far as they go. */
export function looksLikeHttp(bytes: Uint8Array, offset: number, end: number): boolean {
  return (
    startsWith('HTTP/', bytes, offset, end) ||
    METHODS.some((method) => startsWith(`${method} `, bytes, offset, end))
  )
}

function startsWith(text: string, bytes: Uint8Array, offset: number, end: number): boolean {
  const length = Math.min(text.length, end - offset)
  for (let i = 0; i < length; i++) if (bytes[offset + i] !== text.charCodeAt(i)) return false
  return length > 0
}

function parseStartLine(line: string): HttpMessage['start'] | null {
  const response = /^(HTTP\/\d\.\d) (\d{3})(?: (.*))?$/.exec(line)
  if (response)
    return { kind: 'response', version: response[1], status: Number(response[2]), reason: response[3] ?? '' }
  const request = /^([A-Z]+) (\S+) (HTTP\/\d\.\d)$/.exec(line)
  return request ? { kind: 'request', method: request[1], target: request[2], version: request[3] } : null
}

/** The value of the first field of that name (in any case), null without one. */
export function httpField(fields: readonly HttpField[], name: string): string | null {
  const wanted = name.toLowerCase()
  return fields.find((field) => field.name.toLowerCase() === wanted)?.value ?? null
}

export type BodyFraming =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'chunked' }
  /** A response that ends with the connection */
  | { readonly kind: 'until-close' }

/** RFC 9112 section 6.3. `requestMethod` is the method that a response answers, if it is known. */
export function bodyFraming({ start, fields }: HttpHead, requestMethod: string | null): BodyFraming {
  if (start.kind === 'response') {
    const { status } = start
    const bodiless =
      requestMethod === 'HEAD' || (requestMethod === 'CONNECT' && status >= 200 && status < 300)
    if (bodiless || status < 200 || status === 204 || status === 304) return { kind: 'none' }
  }
  if (/(^|,)\s*chunked\s*$/i.test(httpField(fields, 'transfer-encoding') ?? '')) return { kind: 'chunked' }
  const length = httpField(fields, 'content-length')
  if (length !== null && /^\d{1,15}$/.test(length)) return { kind: 'length', length: Number(length) }
  return { kind: start.kind === 'request' ? 'none' : 'until-close' }
}

export type Chunk = {
  readonly offset: number
  readonly dataOffset: number
  readonly dataEnd: number
}

export type ChunkedBody = {
  readonly chunks: readonly Chunk[]
  /** Field lines after the last chunk. */
  readonly trailerOffset: number
  readonly end: number
}

/** RFC 9112 section 7.1. 'more' when it is not all there, null when it is not well-formed. */
export function readChunked(bytes: Uint8Array, offset: number, end: number): ChunkedBody | 'more' | null {
  const chunks: Chunk[] = []
  for (let at = offset; ; ) {
    const line = findLineEnd(bytes, at, Math.min(end, at + 256))
    if (line < 0) return end - at >= 256 ? null : 'more'
    const size = parseSize(bytes, at, line)
    if (size < 0) return null
    const dataOffset = line + 2
    chunks.push({ offset: at, dataOffset, dataEnd: dataOffset + size })
    if (size === 0) {
      let trailer = dataOffset
      for (;;) {
        const trailerEnd = findLineEnd(bytes, trailer, end)
        if (trailerEnd < 0) return end - trailer > LONGEST_HEAD ? null : 'more'
        if (trailerEnd === trailer) return { chunks, trailerOffset: dataOffset, end: trailer + 2 }
        trailer = trailerEnd + 2
      }
    }
    at = dataOffset + size + 2
    if (at > end) return 'more'
    if (bytes[at - 2] !== 13 || bytes[at - 1] !== 10) return null
  }
}

/** Hexadecimal digits up to a chunk extension; -1 when there are none. */
function parseSize(bytes: Uint8Array, offset: number, end: number): number {
  let digits = ''
  for (let i = offset; i < end && bytes[i] !== 59 && bytes[i] !== 32; i++)
    digits += String.fromCharCode(bytes[i])
  return /^[0-9a-f]{1,8}$/i.test(digits) ? Number.parseInt(digits, 16) : -1
}

export function findLineEnd(bytes: Uint8Array, offset: number, end: number): number {
  for (let i = bytes.indexOf(13, offset); i >= 0 && i + 1 < end; i = bytes.indexOf(13, i + 1)) {
    if (bytes[i + 1] === 10) return i
  }
  return -1
}

/** One whole message; a response without a length takes everything up to `end`. Chunked bodies are joined. */
export function decodeHttp(
  bytes: Uint8Array,
  offset = 0,
  end = bytes.length,
  requestMethod: string | null = null,
): Decoded<HttpMessage> {
  const head = readHttpHead(bytes, offset, end)
  if (head === null) return malformed(`expected an HTTP start line at byte ${offset}`, offset)
  if (head === 'more')
    return malformed(`expected the empty line after HTTP field lines, found the end at byte ${end}`, end)
  const framing = bodyFraming(head, requestMethod)
  let body: Uint8Array = new Uint8Array(0)
  let stop = head.end
  if (framing.kind === 'until-close') stop = end
  else if (framing.kind === 'length') {
    stop = head.end + framing.length
    if (stop > end)
      return malformed(
        `expected a body of ${framing.length} bytes at byte ${head.end}, found ${end - head.end}`,
        end,
      )
  }
  if (framing.kind === 'chunked') {
    const chunked = readChunked(bytes, head.end, end)
    if (chunked === null || chunked === 'more')
      return malformed(`expected a chunked body at byte ${head.end}`, head.end)
    body = joinChunks(bytes, chunked)
    stop = chunked.end
  } else body = bytes.slice(head.end, stop)
  return decoded({ start: head.start, fields: head.fields, body }, stop, stop)
}

export function joinChunks(bytes: Uint8Array, { chunks }: ChunkedBody): Uint8Array {
  const out = new Writer(256)
  for (const { dataOffset, dataEnd } of chunks) out.bytes(bytes.subarray(dataOffset, dataEnd))
  return out.finish()
}
