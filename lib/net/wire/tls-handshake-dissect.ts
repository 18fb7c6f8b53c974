/** Handshake messages: RFC 8446 section 4, RFC 5246 section 7.4, RFC 8422 (elliptic curves). Certificates stay DER. */
import { readU16, readU24 } from '../bytes/integers'
import type { Dissection, Layer } from './dissect'
import { decimal, Field, field, formatText, hex2, hex4, octets } from './field'
import { formatDate } from './moment'
import { pushExtensions, pushSignatureAlgorithm, selectedVersion } from './tls-extension-dissect'

/** What is remembered of one TLS connection. */
export type TlsMemory = {
  /** That the server chose; 0 before its hello */
  version: number
  /** By direction: whether ChangeCipherSpec has come */
  readonly encrypted: [boolean, boolean]
}

const TYPE = field('tls.handshake.type', decimal)
const LENGTH = field('tls.handshake.length', decimal)
const VERSION = field('tls.handshake.version', hex4)
const RANDOM = field('tls.handshake.random', octets)
const RANDOM_TIME = field('tls.handshake.random_time', { read: readTime, format: formatText })
const RANDOM_BYTES = field('tls.handshake.random_bytes', octets)
const SESSION_ID_LENGTH = field('tls.handshake.session_id_length', decimal)
const SESSION_ID = field('tls.handshake.session_id', octets)
const SUITES_LENGTH = field('tls.handshake.cipher_suites_length', decimal)
const SUITE = field('tls.handshake.ciphersuite', hex4)
const METHODS_LENGTH = field('tls.handshake.comp_methods_length', decimal)
const METHOD = field('tls.handshake.comp_method', decimal)
const CERTIFICATES_LENGTH = field('tls.handshake.certificates_length', decimal)
const CERTIFICATE_LENGTH = field('tls.handshake.certificate_length', decimal)
const CERTIFICATE = field('tls.handshake.certificate', octets)
const CURVE_TYPE = field('tls.handshake.server_curve_type', hex2)
const NAMED_CURVE = field('tls.handshake.server_named_curve', hex4)
const SERVER_POINT_LENGTH = field('tls.handshake.server_point_len', decimal)
const SERVER_POINT = field('tls.handshake.server_point', octets)
const SIGNATURE_LENGTH = field('tls.handshake.sig_len', decimal)
const SIGNATURE = field('tls.handshake.sig', octets)
const CLIENT_POINT_LENGTH = field('tls.handshake.client_point_len', decimal)
const CLIENT_POINT = field('tls.handshake.client_point', octets)
const SECRET_LENGTH = field('tls.handshake.epms_len', decimal)
const SECRET = field('tls.handshake.epms', octets)
const CERTIFICATE_TYPES = field('tls.handshake.cert_types_count', decimal)
const CERTIFICATE_TYPE = field('tls.handshake.cert_type', decimal)
const ALGORITHMS_LENGTH = field('tls.handshake.sig_hash_alg_len', decimal)
const NAMES_LENGTH = field('tls.handshake.dnames_len', decimal)
const NAME_LENGTH = field('tls.handshake.dname_len', decimal)
const VERIFY_LENGTH = field('tls.handshake.client_cert_vrfy.sig_len', decimal)
const VERIFY = field('tls.handshake.client_cert_vrfy.sig', octets)
const TICKET_LIFETIME = field('tls.handshake.session_ticket_lifetime_hint', decimal)
const TICKET_LENGTH = field('tls.handshake.session_ticket_length', decimal)
const TICKET = field('tls.handshake.session_ticket', octets)

const NAMED_CURVE_TYPE = 3

function readTime(bytes: Uint8Array, offset: number): string {
  return formatDate(readU16(bytes, offset) * 65536 + readU16(bytes, offset + 2), 0)
}

/** One or more whole messages in bytes[offset, end). */
export function dissectHandshake(
  into: Dissection,
  layer: Layer,
  session: TlsMemory,
  bytes: Uint8Array,
  offset: number,
  end: number,
): void {
  for (let at = offset; at < end; ) {
    const stop = at + 4 + readU24(bytes, at + 1)
    layer.fields.push(new Field(TYPE, at, 1, bytes), new Field(LENGTH, at + 1, 3, bytes))
    if (!pushBody(layer.fields, bytes[at], session, bytes, at + 4, stop))
      into.malformed(
        layer,
        `a TLS handshake message of type ${bytes[at]} at byte ${at} does not fill its length`,
        at,
        stop,
      )
    at = stop
  }
}

function pushBody(
  fields: Field[],
  type: number,
  session: TlsMemory,
  bytes: Uint8Array,
  offset: number,
  end: number,
): boolean {
  switch (type) {
    case 1:
      return pushClientHello(fields, session, bytes, offset, end)
    case 2:
      return pushServerHello(fields, session, bytes, offset, end)
    case 4:
      return pushSessionTicket(fields, bytes, offset, end)
    case 11:
      return pushCertificates(fields, bytes, offset, end)
    case 12:
      return pushServerKeyExchange(fields, bytes, offset, end)
    case 13:
      return pushCertificateRequest(fields, bytes, offset, end)
    case 15:
      if (end - offset < 4 || offset + 4 + readU16(bytes, offset + 2) !== end) return true // before TLS 1.2
      pushSignatureAlgorithm(fields, bytes, offset)
      fields.push(
        new Field(VERIFY_LENGTH, offset + 2, 2, bytes),
        new Field(VERIFY, offset + 4, end - offset - 4, bytes),
      )
      return true
    case 16:
      pushClientKeyExchange(fields, bytes, offset, end)
      return true
    default:
      return true
  }
}

/** Version, random and session id; where the rest begins, -1 when it is cut short. */
function pushHelloStart(
  fields: Field[],
  bytes: Uint8Array,
  offset: number,
  end: number,
  withTime: boolean,
): number {
  const session = offset + 34
  if (session >= end || session + 1 + bytes[session] > end) return -1
  fields.push(new Field(VERSION, offset, 2, bytes), new Field(RANDOM, offset + 2, 32, bytes))
  if (withTime)
    fields.push(new Field(RANDOM_TIME, offset + 2, 4, bytes), new Field(RANDOM_BYTES, offset + 6, 28, bytes))
  fields.push(new Field(SESSION_ID_LENGTH, session, 1, bytes))
  if (bytes[session] > 0) fields.push(new Field(SESSION_ID, session + 1, bytes[session], bytes))
  return session + 1 + bytes[session]
}

function pushClientHello(
  fields: Field[],
  session: TlsMemory,
  bytes: Uint8Array,
  offset: number,
  end: number,
): boolean {
  const suites = pushHelloStart(fields, bytes, offset, end, session.version !== TLS_1_3)
  if (suites < 0 || suites + 2 > end) return false
  const methods = suites + 2 + readU16(bytes, suites)
  if (methods >= end || methods + 1 + bytes[methods] > end) return false
  fields.push(new Field(SUITES_LENGTH, suites, 2, bytes))
  for (let at = suites + 2; at + 2 <= methods; at += 2) fields.push(new Field(SUITE, at, 2, bytes))
  fields.push(new Field(METHODS_LENGTH, methods, 1, bytes))
  const extensions = methods + 1 + bytes[methods]
  for (let at = methods + 1; at < extensions; at++) fields.push(new Field(METHOD, at, 1, bytes))
  return pushExtensions(fields, bytes, extensions, end, 'client')
}

const TLS_1_3 = 0x0304

function pushServerHello(
  fields: Field[],
  session: TlsMemory,
  bytes: Uint8Array,
  offset: number,
  end: number,
): boolean {
  const choice = offset + 35 + (bytes[offset + 34] ?? 0)
  const version = choice + 3 <= end ? selectedVersion(bytes, choice + 3, end) : 0
  session.version = version || readU16(bytes, offset)
  const suite = pushHelloStart(fields, bytes, offset, end, session.version !== TLS_1_3)
  if (suite < 0 || suite + 3 > end) return false
  fields.push(new Field(SUITE, suite, 2, bytes), new Field(METHOD, suite + 2, 1, bytes))
  return pushExtensions(fields, bytes, suite + 3, end, 'server')
}

function pushCertificates(fields: Field[], bytes: Uint8Array, offset: number, end: number): boolean {
  if (end - offset < 3 || offset + 3 + readU24(bytes, offset) !== end) return false
  fields.push(new Field(CERTIFICATES_LENGTH, offset, 3, bytes))
  for (let at = offset + 3; at < end; ) {
    const next = at + 3 <= end ? at + 3 + readU24(bytes, at) : end + 1
    if (next > end) return false
    fields.push(
      new Field(CERTIFICATE_LENGTH, at, 3, bytes),
      new Field(CERTIFICATE, at + 3, next - at - 3, bytes),
    )
    at = next
  }
  return true
}

/** ECDHE with a named curve; other key exchanges are not taken apart. */
function pushServerKeyExchange(fields: Field[], bytes: Uint8Array, offset: number, end: number): boolean {
  if (end - offset < 4 || bytes[offset] !== NAMED_CURVE_TYPE) return true
  const signature = offset + 4 + bytes[offset + 3]
  if (signature + 4 > end || signature + 4 + readU16(bytes, signature + 2) > end) return false
  fields.push(
    new Field(CURVE_TYPE, offset, 1, bytes),
    new Field(NAMED_CURVE, offset + 1, 2, bytes),
    new Field(SERVER_POINT_LENGTH, offset + 3, 1, bytes),
    new Field(SERVER_POINT, offset + 4, bytes[offset + 3], bytes),
  )
  pushSignatureAlgorithm(fields, bytes, signature)
  fields.push(new Field(SIGNATURE_LENGTH, signature + 2, 2, bytes))
  fields.push(new Field(SIGNATURE, signature + 4, readU16(bytes, signature + 2), bytes))
  return true
}

/** RFC 5077 section 3.3. */
function pushSessionTicket(fields: Field[], bytes: Uint8Array, offset: number, end: number): boolean {
  if (end - offset < 6 || offset + 6 + readU16(bytes, offset + 4) > end) return false
  fields.push(new Field(TICKET_LIFETIME, offset, 4, bytes), new Field(TICKET_LENGTH, offset + 4, 2, bytes))
  fields.push(new Field(TICKET, offset + 6, end - offset - 6, bytes))
  return true
}

/** An elliptic-curve point with a length of one byte, or an encrypted secret (RSA) with one of two. */
function pushClientKeyExchange(fields: Field[], bytes: Uint8Array, offset: number, end: number): void {
  const length = end - offset
  if (length > 1 && bytes[offset] === length - 1)
    fields.push(
      new Field(CLIENT_POINT_LENGTH, offset, 1, bytes),
      new Field(CLIENT_POINT, offset + 1, length - 1, bytes),
    )
  else if (length > 2 && readU16(bytes, offset) === length - 2)
    fields.push(new Field(SECRET_LENGTH, offset, 2, bytes), new Field(SECRET, offset + 2, length - 2, bytes))
}

/** RFC 5246 section 7.4.4. */
function pushCertificateRequest(fields: Field[], bytes: Uint8Array, offset: number, end: number): boolean {
  const algorithms = offset < end ? offset + 1 + bytes[offset] : end
  const names = algorithms + 2 <= end ? algorithms + 2 + readU16(bytes, algorithms) : end
  if (names + 2 > end || names + 2 + readU16(bytes, names) !== end) return true // before TLS 1.2
  fields.push(new Field(CERTIFICATE_TYPES, offset, 1, bytes))
  for (let at = offset + 1; at < algorithms; at++) fields.push(new Field(CERTIFICATE_TYPE, at, 1, bytes))
  fields.push(new Field(ALGORITHMS_LENGTH, algorithms, 2, bytes))
  for (let at = algorithms + 2; at + 2 <= names; at += 2) pushSignatureAlgorithm(fields, bytes, at)
  fields.push(new Field(NAMES_LENGTH, names, 2, bytes))
  for (let at = names + 2; at + 2 <= end; at += 2 + readU16(bytes, at))
    fields.push(new Field(NAME_LENGTH, at, 2, bytes))
  return true
}
