/** TLS records and hellos: RFC 8446 (1.3), RFC 5246 (1.2). Nothing is encrypted or decrypted here. */
import { readU16, readU24 } from '../bytes/integers'
import { Writer } from '../bytes/writer'
import { type Decoded, decoded, malformed, tooShort } from './decoded'

export const TLS_CHANGE_CIPHER_SPEC = 20
export const TLS_ALERT = 21
export const TLS_HANDSHAKE = 22
export const TLS_APPLICATION_DATA = 23
export const TLS_RECORD_HEADER = 5

export const CLIENT_HELLO = 1
export const SERVER_HELLO = 2
export const CERTIFICATE = 11

export type TlsRecord = { readonly type: number; readonly version: number; readonly fragment: Uint8Array }

export function encodeTlsRecord({ type, version, fragment }: TlsRecord): Uint8Array {
  return new Writer(5 + fragment.length).u8(type).u16(version).u16(fragment.length).bytes(fragment).finish()
}

/** `payloadEnd` is just after the record. */
export function decodeTlsRecord(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<TlsRecord> {
  if (end - offset < TLS_RECORD_HEADER) return tooShort('a TLS record header', TLS_RECORD_HEADER, offset, end)
  const length = readU16(bytes, offset + 3)
  const begin = offset + TLS_RECORD_HEADER
  if (begin + length > end) return tooShort('a TLS record', TLS_RECORD_HEADER + length, offset, end)
  const record = {
    type: bytes[offset],
    version: readU16(bytes, offset + 1),
    fragment: bytes.slice(begin, begin + length),
  }
  return decoded(record, begin + length, begin + length)
}

export type TlsExtension = { readonly type: number; readonly data: Uint8Array }

export type ClientHello = {
  /** legacy_version: 0x0303 since TLS 1.2 */
  readonly version: number
  /** 32 bytes */
  readonly random: Uint8Array
  readonly sessionId: Uint8Array
  readonly cipherSuites: readonly number[]
  readonly compressionMethods: readonly number[]
  readonly extensions: readonly TlsExtension[]
}

export type ServerHello = {
  readonly version: number
  readonly random: Uint8Array
  readonly sessionId: Uint8Array
  readonly cipherSuite: number
  readonly compressionMethod: number
  readonly extensions: readonly TlsExtension[]
}

/** A handshake message with its header of four bytes. */
export function encodeHandshake(type: number, body: Uint8Array): Uint8Array {
  return new Writer(4 + body.length).u8(type).u24(body.length).bytes(body).finish()
}

export function encodeClientHello(hello: ClientHello): Uint8Array {
  const out = new Writer(256).u16(hello.version).bytes(hello.random)
  out.u8(hello.sessionId.length).bytes(hello.sessionId)
  out.u16(2 * hello.cipherSuites.length)
  for (const suite of hello.cipherSuites) out.u16(suite)
  out.u8(hello.compressionMethods.length)
  for (const method of hello.compressionMethods) out.u8(method)
  writeExtensions(out, hello.extensions)
  return encodeHandshake(CLIENT_HELLO, out.finish())
}

export function encodeServerHello(hello: ServerHello): Uint8Array {
  const out = new Writer(256).u16(hello.version).bytes(hello.random)
  out.u8(hello.sessionId.length).bytes(hello.sessionId)
  out.u16(hello.cipherSuite).u8(hello.compressionMethod)
  writeExtensions(out, hello.extensions)
  return encodeHandshake(SERVER_HELLO, out.finish())
}

/** Before TLS 1.3 a hello without extensions ends before their length. */
function writeExtensions(out: Writer, extensions: readonly TlsExtension[]): void {
  if (extensions.length === 0) return
  out.u16(extensions.reduce((sum, { data }) => sum + 4 + data.length, 0))
  for (const { type, data } of extensions) out.u16(type).u16(data.length).bytes(data)
}

export function decodeClientHello(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<ClientHello> {
  const start = beginHello(bytes, CLIENT_HELLO, offset, end)
  if (!start.ok) return start
  const { header, payloadOffset, payloadEnd } = start
  const suites = payloadOffset
  if (suites + 2 > payloadEnd) return tooShort('cipher suites', 2, suites, payloadEnd)
  const methods = suites + 2 + readU16(bytes, suites)
  if (methods >= payloadEnd) return tooShort('compression methods', 1, methods, payloadEnd)
  const rest = methods + 1 + bytes[methods]
  const extensions = readExtensions(bytes, rest, payloadEnd)
  if (!extensions) return malformed(`TLS extensions at byte ${rest} do not fill the hello`, rest)
  const cipherSuites: number[] = []
  for (let at = suites + 2; at + 2 <= methods; at += 2) cipherSuites.push(readU16(bytes, at))
  const compressionMethods = [...bytes.subarray(methods + 1, rest)]
  return decoded({ ...header, cipherSuites, compressionMethods, extensions }, payloadEnd, payloadEnd)
}

export function decodeServerHello(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<ServerHello> {
  const start = beginHello(bytes, SERVER_HELLO, offset, end)
  if (!start.ok) return start
  const { header, payloadOffset, payloadEnd } = start
  if (payloadOffset + 3 > payloadEnd) return tooShort('a cipher suite', 3, payloadOffset, payloadEnd)
  const extensions = readExtensions(bytes, payloadOffset + 3, payloadEnd)
  if (!extensions)
    return malformed(`TLS extensions at byte ${payloadOffset + 3} do not fill the hello`, payloadOffset + 3)
  const cipherSuite = readU16(bytes, payloadOffset)
  const hello = { ...header, cipherSuite, compressionMethod: bytes[payloadOffset + 2], extensions }
  return decoded(hello, payloadEnd, payloadEnd)
}

type HelloStart = { readonly version: number; readonly random: Uint8Array; readonly sessionId: Uint8Array }

function beginHello(bytes: Uint8Array, type: number, offset: number, end: number): Decoded<HelloStart> {
  if (end - offset < 39) return tooShort('a hello', 39, offset, end)
  if (bytes[offset] !== type)
    return malformed(`handshake type ${type} expected at byte ${offset}, found ${bytes[offset]}`, offset)
  const last = offset + 4 + readU24(bytes, offset + 1)
  if (last > end) return tooShort('a hello', last - offset, offset, end)
  const sessionEnd = offset + 39 + bytes[offset + 38]
  if (sessionEnd > last) return tooShort('a session id', bytes[offset + 38], offset + 39, last)
  const header = {
    version: readU16(bytes, offset + 4),
    random: bytes.slice(offset + 6, offset + 38),
    sessionId: bytes.slice(offset + 39, sessionEnd),
  }
  return decoded(header, sessionEnd, last)
}

/** Null when the lengths do not add up. */
function readExtensions(bytes: Uint8Array, offset: number, end: number): TlsExtension[] | null {
  if (offset === end) return []
  if (offset + 2 > end || offset + 2 + readU16(bytes, offset) !== end) return null
  const extensions: TlsExtension[] = []
  for (let at = offset + 2; at < end; ) {
    const next = at + 4 <= end ? at + 4 + readU16(bytes, at + 2) : end + 1
    if (next > end) return null
    extensions.push({ type: readU16(bytes, at), data: bytes.slice(at + 4, next) })
    at = next
  }
  return extensions
}
