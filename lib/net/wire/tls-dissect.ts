import { readU16, readU24 } from '../bytes/integers'
import { type Dissection, type Layer, NOT_MINE, type Registration, type StreamMemory } from './dissect'
import { decimal, Field, field, hex4, octets } from './field'
import {
  TLS_ALERT,
  TLS_APPLICATION_DATA,
  TLS_CHANGE_CIPHER_SPEC,
  TLS_HANDSHAKE,
  TLS_RECORD_HEADER,
} from './tls'
import { dissectHandshake, type TlsMemory } from './tls-handshake-dissect'

const CONTENT_TYPE = field('tls.record.content_type', decimal)
/** In TLS 1.3 the type outside is always 23: the real one is encrypted (RFC 8446 section 5.2). */
const OPAQUE_TYPE = field('tls.record.opaque_type', decimal)
const VERSION = field('tls.record.version', hex4)
const LENGTH = field('tls.record.length', decimal)
const HIDDEN = { read: octets.read, format: formatNothing }
const CHANGE_CIPHER_SPEC = field('tls.change_cipher_spec', HIDDEN)
const ENCRYPTED_ALERT = field('tls.alert_message', HIDDEN)
const ENCRYPTED_HANDSHAKE = field('tls.handshake', HIDDEN)
const ALERT_LEVEL = field('tls.alert_message.level', decimal)
const ALERT_DESCRIPTION = field('tls.alert_message.desc', decimal)
const APPLICATION_DATA = field('tls.app_data', octets)

function formatNothing(): string {
  return ''
}

const TLS_1_3 = 0x0304

export const tls: Registration = {
  stream: dissectTls,
  tcpPort: [443, 465, 563, 636, 853, 989, 990, 992, 993, 995, 5061, 8443],
  tcpGuess: isTls,
}

/** A record type of 20 to 23, a version of 3.x and a length within RFC 8446 section 5.1. */
function isTls(bytes: Uint8Array, offset: number, end: number): boolean {
  if (end - offset < TLS_RECORD_HEADER) return false
  const type = bytes[offset]
  return (
    type >= 20 &&
    type <= 23 &&
    bytes[offset + 1] === 3 &&
    bytes[offset + 2] <= 4 &&
    readU16(bytes, offset + 3) <= 16640
  )
}

/** RFC 8446 section 5.1: one record at a time. */
export function dissectTls(
  into: Dissection,
  bytes: Uint8Array,
  offset: number,
  end: number,
  memory: StreamMemory,
): number {
  if (end - offset < TLS_RECORD_HEADER) {
    if (memory.closed || bytes[offset] < 20 || bytes[offset] > 23) return NOT_MINE
    return -TLS_RECORD_HEADER
  }
  if (!isTls(bytes, offset, end)) return NOT_MINE
  const length = readU16(bytes, offset + 3)
  const wanted = TLS_RECORD_HEADER + length
  if (end - offset < wanted && !memory.closed) return -wanted
  const stop = Math.min(end, offset + wanted)
  const layer = into.beginMessage('tls', bytes, offset, stop - offset)
  const session = sessionOf(memory)
  const type = bytes[offset]
  const opaque = type === TLS_APPLICATION_DATA && session.version === TLS_1_3
  layer.fields.push(
    new Field(opaque ? OPAQUE_TYPE : CONTENT_TYPE, offset, 1, bytes),
    new Field(VERSION, offset + 1, 2, bytes),
    new Field(LENGTH, offset + 3, 2, bytes),
  )
  if (stop < offset + wanted)
    into.malformed(
      layer,
      `expected a TLS record of ${wanted} bytes at byte ${offset}, found ${end - offset}`,
      offset + 5,
      end,
    )
  else dissectFragment(into, layer, type, session, memory.direction, bytes, offset + TLS_RECORD_HEADER, stop)
  return stop - offset
}

function sessionOf(memory: StreamMemory): TlsMemory {
  let session = memory.state.get('tls') as TlsMemory | undefined
  if (!session) {
    session = { version: 0, encrypted: [false, false] }
    memory.state.set('tls', session)
  }
  return session
}

function dissectFragment(
  into: Dissection,
  layer: Layer,
  type: number,
  session: TlsMemory,
  direction: 0 | 1,
  bytes: Uint8Array,
  offset: number,
  end: number,
): void {
  const { fields } = layer
  if (type === TLS_CHANGE_CIPHER_SPEC) {
    fields.push(new Field(CHANGE_CIPHER_SPEC, offset, end - offset, bytes))
    // in TLS 1.3 it means nothing (RFC 8446 appendix D.4): after a HelloRetryRequest the next hello is in the clear
    if (session.version !== TLS_1_3) session.encrypted[direction] = true
  } else if (type === TLS_APPLICATION_DATA) {
    if (end > offset) fields.push(new Field(APPLICATION_DATA, offset, end - offset, bytes))
  } else if (type === TLS_ALERT) {
    if (session.encrypted[direction] || end - offset !== 2) {
      fields.push(new Field(ENCRYPTED_ALERT, offset, end - offset, bytes))
    } else
      fields.push(
        new Field(ALERT_LEVEL, offset, 1, bytes),
        new Field(ALERT_DESCRIPTION, offset + 1, 1, bytes),
      )
  } else if (type === TLS_HANDSHAKE) {
    if (session.encrypted[direction] || !isWholeHandshake(bytes, offset, end))
      fields.push(new Field(ENCRYPTED_HANDSHAKE, offset, end - offset, bytes))
    else dissectHandshake(into, layer, session, bytes, offset, end)
  }
}

/** Known message types whose lengths fill the record: else it is encrypted, or a part of a message in several records. */
function isWholeHandshake(bytes: Uint8Array, offset: number, end: number): boolean {
  for (let at = offset; at < end; at += 4 + readU24(bytes, at + 1)) {
    if (at + 4 > end || bytes[at] > 25 || at + 4 + readU24(bytes, at + 1) > end) return false
  }
  return end > offset
}
