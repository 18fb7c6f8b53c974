import { toBase64 } from '../bytes/base64'
import type { Dissection, Registration } from './dissect'
import { decimal, Field, field, formatDecimal, formatHex8, octets, pushLayout, storedField } from './field'
import { WIREGUARD_LENGTHS } from './wireguard'

const INDEX = { read: readIndex, format: formatHex8 }
const HIDDEN = { read: octets.read, format: formatNothing }
const KEY = { read: octets.read, format: toBase64 }
const MACS = (at: number) => [field('wg.mac1', octets, at, 16), field('wg.mac2', octets, at + 16, 16)]
const START = [field('wg.type', decimal, 0, 1), field('wg.reserved', octets, 1, 3)]
const INITIATION = [
  field('wg.sender', INDEX, 4, 4),
  field('wg.ephemeral', KEY, 8, 32),
  field('wg.encrypted_static', HIDDEN, 40, 48),
  field('wg.encrypted_timestamp', HIDDEN, 88, 28),
  ...MACS(116),
]
const RESPONSE = [
  field('wg.sender', INDEX, 4, 4),
  field('wg.receiver', INDEX, 8, 4),
  field('wg.ephemeral', KEY, 12, 32),
  field('wg.encrypted_empty', HIDDEN, 44, 16),
  ...MACS(60),
]
const COOKIE_REPLY = [
  field('wg.receiver', INDEX, 4, 4),
  field('wg.nonce', octets, 8, 24),
  field('wg.encrypted_cookie', octets, 32, 32),
]
const TRANSPORT = [
  field('wg.receiver', INDEX, 4, 4),
  field('wg.counter', { read: readCounter, format: formatDecimal }, 8, 8),
]
const KEEPALIVE = field('wg.keepalive', HIDDEN)
const PACKET = field('wg.encrypted_packet', HIDDEN)
const STREAM = storedField('wg.stream', formatDecimal)
const RESPONSE_TO = storedField('wg.response_to', formatDecimal)

function readIndex(bytes: Uint8Array, offset: number): number {
  return (
    (bytes[offset] | (bytes[offset + 1] << 8) | (bytes[offset + 2] << 16) | (bytes[offset + 3] << 24)) >>> 0
  )
}
function readCounter(bytes: Uint8Array, offset: number): bigint {
  return BigInt(readIndex(bytes, offset)) | (BigInt(readIndex(bytes, offset + 4)) << 32n)
}
function formatNothing(): string {
  return ''
}

export const wireguard: Registration = { dissect: dissectWireGuard, udpPort: [51820], udpGuess: isWireGuard }

/** A type of 1 to 4, three zero bytes, and the length of that type. */
function isWireGuard(bytes: Uint8Array, offset: number, end: number): boolean {
  const length = end - offset
  if (length < 32 || bytes[offset + 1] !== 0 || bytes[offset + 2] !== 0 || bytes[offset + 3] !== 0)
    return false
  const type = bytes[offset]
  return type === 4 ? length % 16 === 0 : type >= 1 && type <= 3 && length === WIREGUARD_LENGTHS[type]
}

/** One session between two peers as the capture shows it: who began, with which index. */
type Sessions = { next: number; readonly bySender: Map<number, { stream: number; initiation: number }> }

function dissectWireGuard(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  const type = bytes[offset]
  const needed = end - offset < 4 ? 4 : (WIREGUARD_LENGTHS[type] ?? 0)
  if (end - offset < needed || needed === 0) {
    into.tooShort('wg', 'a WireGuard message', needed || 32, bytes, offset, end)
    return
  }
  const layer = into.begin('wg', bytes, offset, end - offset)
  const { fields } = layer
  pushLayout(fields, START, bytes, offset)
  if (type === 1) pushLayout(fields, INITIATION, bytes, offset)
  else if (type === 2) pushLayout(fields, RESPONSE, bytes, offset)
  else if (type === 3) pushLayout(fields, COOKIE_REPLY, bytes, offset)
  else {
    pushLayout(fields, TRANSPORT, bytes, offset)
    fields.push(new Field(end - offset === 32 ? KEEPALIVE : PACKET, offset + 16, end - offset - 16, bytes))
  }
  pushSession(into, fields, type, bytes, offset)
}

/** Sessions that are remembered. */
const MOST_SESSIONS = 1024

function pushSession(
  into: Dissection,
  fields: Field[],
  type: number,
  bytes: Uint8Array,
  offset: number,
): void {
  const shared = into.context?.shared
  if (!shared || into.quoted) return
  let sessions = shared.get('wg') as Sessions | undefined
  if (!sessions) {
    sessions = { next: 0, bySender: new Map() }
    shared.set('wg', sessions)
  }
  const { bySender } = sessions
  if (bySender.size > MOST_SESSIONS) bySender.clear()
  const index = readIndex(bytes, offset + 4)
  if (type === 1) {
    bySender.set(index, { stream: sessions.next++, initiation: into.moment.number })
    fields.push(new Field(STREAM, offset, 0, sessions.next - 1))
    return
  }
  const session = bySender.get(type === 2 ? readIndex(bytes, offset + 8) : index)
  if (!session) return
  if (type === 2) bySender.set(index, session)
  fields.push(new Field(STREAM, offset, 0, session.stream))
  if (type === 2) fields.push(new Field(RESPONSE_TO, offset, 0, session.initiation))
}
