import { internetChecksum } from '../bytes/checksum'
import { readU16 } from '../bytes/integers'
import { dissectData } from './data'
import type { Dissection, Layer, Registration } from './dissect'
import {
  decimal,
  Field,
  field,
  formatDecimal,
  formatSeconds,
  formatText,
  hex4,
  ipv4Address,
  octets,
  pushLayout,
  storedField,
} from './field'
import {
  FRAGMENTATION_NEEDED,
  ICMP_ECHO_REPLY,
  ICMP_ECHO_REQUEST,
  ICMP_HEADER,
  ICMP_PARAMETER_PROBLEM,
  ICMP_REDIRECT,
  ICMP_UNREACHABLE,
  isIcmpError,
} from './icmp'
import { answeredPing, rememberPing } from './icmp-memory'
import { formatDate } from './moment'

const HEADER = [
  field('icmp.type', decimal, 0, 1),
  field('icmp.code', decimal, 1, 1),
  field('icmp.checksum', hex4, 2, 2),
]
const CHECKSUM_STATUS = storedField('icmp.checksum.status', formatDecimal)
const ECHO = [
  field('icmp.ident', decimal, 4, 2),
  field('icmp.ident_le', { read: readLittle, format: formatDecimal }, 4, 2),
  field('icmp.seq', decimal, 6, 2),
  field('icmp.seq_le', { read: readLittle, format: formatDecimal }, 6, 2),
]
const UNUSED = field('icmp.unused', octets, 4, 4)
const UNUSED_BEFORE_MTU = field('icmp.unused', octets, 4, 2)
const MTU = field('icmp.mtu', decimal, 6, 2)
const POINTER = field('icmp.pointer', decimal, 4, 1)
const UNUSED_AFTER_POINTER = field('icmp.unused', octets, 5, 3)
const TIMES = [
  field('icmp.originate_timestamp', decimal, 8, 4),
  field('icmp.receive_timestamp', decimal, 12, 4),
  field('icmp.transmit_timestamp', decimal, 16, 4),
]
const GATEWAY = field('icmp.redir_gw', ipv4Address, 4, 4)
const RESPONSE_TO = storedField('icmp.resp_to', formatDecimal)
const RESPONSE_TIME = storedField('icmp.resptime', formatMilliseconds)
const DATA_TIME = storedField('icmp.data_time', formatText)
const DATA_TIME_RELATIVE = storedField('icmp.data_time_relative', formatSeconds)

function readLittle(bytes: Uint8Array, offset: number): number {
  return bytes[offset] | (bytes[offset + 1] << 8)
}
function formatMilliseconds(raw: number): string {
  // from nanoseconds; a double, so no zeros at the end
  return String(raw / 1e6)
}

export const icmp: Registration = { dissect: dissectIcmp, ipProtocol: [1] }

/** Deprecated by RFC 6633. */
const SOURCE_QUENCH = 4
const TIMESTAMP = 13
const TIMESTAMP_REPLY = 14

/** RFC 792. */
export function dissectIcmp(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end - offset < 4) {
    into.tooShort('icmp', 'an ICMP header', 4, bytes, offset, end)
    return
  }
  const layer = into.begin('icmp', bytes, offset, end - offset)
  const { fields } = layer
  pushLayout(fields, HEADER, bytes, offset)
  const status = into.quoted ? 2 : internetChecksum(bytes, offset, end) === 0 ? 1 : 0
  fields.push(new Field(CHECKSUM_STATUS, offset + 2, 0, status))
  const type = bytes[offset]
  const code = bytes[offset + 1]
  if (end - offset < ICMP_HEADER) {
    into.malformed(
      layer,
      `expected an ICMP header of 8 bytes at byte ${offset}, found ${end - offset}`,
      offset + 4,
      end,
    )
    return
  }
  if (type === ICMP_ECHO_REQUEST || type === ICMP_ECHO_REPLY) {
    pushLayout(fields, ECHO, bytes, offset)
    dissectEcho(into, layer, type, bytes, offset, end)
  } else if (isIcmpError(type)) {
    if (type === ICMP_REDIRECT) pushLayout(fields, [GATEWAY], bytes, offset)
    else if (type === ICMP_UNREACHABLE && code === FRAGMENTATION_NEEDED)
      pushLayout(fields, [UNUSED_BEFORE_MTU, MTU], bytes, offset)
    else if (type === ICMP_PARAMETER_PROBLEM)
      pushLayout(fields, [POINTER, UNUSED_AFTER_POINTER], bytes, offset)
    else if (type !== SOURCE_QUENCH) pushLayout(fields, [UNUSED], bytes, offset)
    dissectQuote(into, 0x0800, bytes, offset + ICMP_HEADER, end)
  } else if (type === TIMESTAMP || type === TIMESTAMP_REPLY) {
    pushLayout(fields, ECHO, bytes, offset)
    if (end - offset >= 20) pushLayout(fields, TIMES, bytes, offset)
  }
}

/** The packet that an ICMP or ICMPv6 error is about, as far as it was quoted. */
export function dissectQuote(
  into: Dissection,
  etherType: number,
  bytes: Uint8Array,
  offset: number,
  end: number,
): void {
  if (end <= offset) return
  const dissector = into.table.ethertype.get(etherType)
  if (!dissector || into.tooDeep()) {
    dissectData(into, bytes, offset, end)
    return
  }
  const { quoted, claimed } = into
  into.quoted = true
  dissector(into, bytes, offset, end)
  into.quoted = quoted
  into.claimed = claimed
}

function dissectEcho(
  into: Dissection,
  layer: Layer,
  type: number,
  bytes: Uint8Array,
  offset: number,
  end: number,
): void {
  if (type === ICMP_ECHO_REQUEST) noteEcho(into, bytes, offset)
  else {
    const request = matchEcho(into, bytes, offset)
    if (request)
      layer.fields.push(
        new Field(RESPONSE_TO, offset, 0, request.frame),
        new Field(RESPONSE_TIME, offset, 0, request.elapsedNs),
      )
  }
  let data = offset + ICMP_HEADER
  if (end - data >= 8 && pushDataTime(into, layer, bytes, data)) data += 8
  dissectData(into, bytes, data, end)
}

/** Keeps the moment of an echo request (ICMP or ICMPv6), for its reply. */
export function noteEcho(into: Dissection, bytes: Uint8Array, offset: number): void {
  if (!into.context || into.quoted) return
  const { number, seconds, nanoseconds } = into.moment
  rememberPing(into.context.pings, pingKey(into, bytes, offset, false), {
    frame: number,
    seconds,
    nanoseconds,
  })
}

/** The request that the echo reply at `offset` answers, null if none was seen. */
export function matchEcho(
  into: Dissection,
  bytes: Uint8Array,
  offset: number,
): { readonly frame: number; readonly elapsedNs: number } | null {
  if (!into.context || into.quoted) return null
  const request = answeredPing(into.context.pings, pingKey(into, bytes, offset, true))
  if (!request) return null
  const { seconds, nanoseconds } = into.moment
  return {
    frame: request.frame,
    elapsedNs: (seconds - request.seconds) * 1e9 + nanoseconds - request.nanoseconds,
  }
}

/** Requester, responder, identifier and sequence; a reply has the addresses the other way round. */
function pingKey(into: Dissection, bytes: Uint8Array, offset: number, reply: boolean): string {
  const { ipHeader, ip, ipVersion } = into
  const width = ipVersion === 4 ? 2 : 8
  const source = ip + (ipVersion === 4 ? 12 : 8)
  const words: string[] = []
  const from = reply ? source + 2 * width : source
  const to = reply ? source : source + 2 * width
  for (let i = 0; i < width; i++) words.push(String.fromCharCode(readU16(ipHeader, from + 2 * i)))
  for (let i = 0; i < width; i++) words.push(String.fromCharCode(readU16(ipHeader, to + 2 * i)))
  words.push(String.fromCharCode(readU16(bytes, offset + 4), readU16(bytes, offset + 6)))
  return words.join('')
}

/** Most pings begin their data with a timeval in the sender's byte order: taken as one when it is within a day of the frame's time. */
function pushDataTime(into: Dissection, layer: Layer, bytes: Uint8Array, at: number): boolean {
  const big = readTimeval(bytes, at, false)
  const little = readTimeval(bytes, at, true)
  const { seconds, nanoseconds } = into.moment
  let best: { seconds: number; microseconds: number } | null = null
  let bestNs = 86400e9
  for (const time of [big, little]) {
    const distance = Math.abs((seconds - time.seconds) * 1e9 + nanoseconds - time.microseconds * 1000)
    if (time.microseconds < 1e6 && distance < bestNs) {
      best = time
      bestNs = distance
    }
  }
  if (!best) return false
  const relative = (seconds - best.seconds) * 1e9 + nanoseconds - best.microseconds * 1000
  layer.fields.push(
    new Field(DATA_TIME, at, 8, formatDate(best.seconds, best.microseconds * 1000)),
    new Field(DATA_TIME_RELATIVE, at, 8, relative),
  )
  return true
}

function readTimeval(
  bytes: Uint8Array,
  at: number,
  little: boolean,
): { seconds: number; microseconds: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 8)
  return { seconds: view.getUint32(0, little), microseconds: view.getUint32(4, little) }
}
