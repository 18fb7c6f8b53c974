/** QUIC from outside: RFC 8999 (what never changes) and the long headers of RFC 9000 section 17.2. Nothing is decrypted. */
import { readU32 } from '../bytes/integers'
import { readVarint } from '../quic/varint'
import { dissectData } from './data'
import type { Dissection, Layer, Registration } from './dissect'
import {
  bitField,
  decimal,
  Field,
  field,
  formatDecimal,
  formatFlag,
  hex8,
  octets,
  storedField,
} from './field'

const PACKET_LENGTH = storedField('quic.packet_length', formatDecimal)
const HEADER_FORM = bitField('quic.header_form', formatFlag, 0, 1, 0, 1)
const FIXED_BIT = bitField('quic.fixed_bit', formatFlag, 0, 1, 1, 1)
const LONG_TYPE = bitField('quic.long.packet_type', formatDecimal, 0, 1, 2, 2)
const SPIN_BIT = bitField('quic.spin_bit', formatFlag, 0, 1, 2, 1)
const VERSION = field('quic.version', hex8)
const DESTINATION_LENGTH = field('quic.dcil', decimal)
const DESTINATION = field('quic.dcid', octets)
const SOURCE_LENGTH = field('quic.scil', decimal)
const SOURCE = field('quic.scid', octets)
const TOKEN_LENGTH = storedField('quic.token_length', formatDecimal)
const TOKEN = field('quic.token', octets)
const LENGTH = storedField('quic.length', formatDecimal)
const REMAINING = field('quic.remaining_payload', octets)
const SUPPORTED_VERSION = field('quic.supported_version', hex8)
/** An Initial's keys follow from the connection id (RFC 9001 section 5.2), but are not worked out here. */
const PROTECTED = field('hop.quic.protected', octets)

const INITIAL = 0
const RETRY = 3

export const quic: Registration = { dissect: dissectQuic, udpPort: [443], udpGuess: isLongHeader }

function isLongHeader(bytes: Uint8Array, offset: number, end: number): boolean {
  return end - offset >= 1200 && (bytes[offset] & 0xc0) === 0xc0 && readU32(bytes, offset + 1) === 1
}

/** The lengths of the connection ids seen in long headers tell how long they are in short ones. */
type QuicMemory = { readonly ids: Map<string, number> }

function dissectQuic(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  const memory = memoryOf(into)
  if (!(bytes[offset] & 0x80) && !memory) {
    dissectData(into, bytes, offset, end)
    return
  }
  into.streamStart = into.protocols.length
  for (let at = offset; at < end; ) {
    const long = (bytes[at] & 0x80) !== 0
    const next = long ? dissectLong(into, memory, bytes, at, end) : dissectShort(into, memory, bytes, at, end)
    if (next <= at) return
    at = next
  }
}

function memoryOf(into: Dissection): QuicMemory | null {
  if (!into.flowState) return null
  let memory = into.flowState.get('quic') as QuicMemory | undefined
  if (!memory) {
    memory = { ids: new Map() }
    into.flowState.set('quic', memory)
  }
  return memory
}

function dissectLong(
  into: Dissection,
  memory: QuicMemory | null,
  bytes: Uint8Array,
  offset: number,
  end: number,
): number {
  const layer = into.beginMessage('quic', bytes, offset, end - offset)
  const { fields } = layer
  const source = offset + 6 <= end ? offset + 6 + bytes[offset + 5] : end
  const rest = source < end ? source + 1 + bytes[source] : end + 1
  if (rest > end) {
    into.malformed(
      layer,
      `a QUIC long header at byte ${offset} is longer than the ${end - offset} bytes that are there`,
      offset,
      end,
    )
    return end
  }
  const type = (bytes[offset] >>> 4) & 3
  const version = readU32(bytes, offset + 1)
  fields.push(new Field(HEADER_FORM, offset, 1, bytes), new Field(FIXED_BIT, offset, 1, bytes))
  if (version !== 0) fields.push(new Field(LONG_TYPE, offset, 1, bytes))
  fields.push(new Field(VERSION, offset + 1, 4, bytes), new Field(DESTINATION_LENGTH, offset + 5, 1, bytes))
  if (source > offset + 6) fields.push(new Field(DESTINATION, offset + 6, source - offset - 6, bytes))
  fields.push(new Field(SOURCE_LENGTH, source, 1, bytes))
  if (rest > source + 1) fields.push(new Field(SOURCE, source + 1, rest - source - 1, bytes))
  if (memory && memory.ids.size < 64) memory.ids.set(idText(bytes, source + 1, rest), rest - source - 1)
  if (version === 0) {
    for (let at = rest; at + 4 <= end; at += 4) fields.push(new Field(SUPPORTED_VERSION, at, 4, bytes))
    return end
  }
  return type === RETRY ? end : dissectLongRest(into, layer, type, bytes, offset, rest, end)
}

/** Token (Initial only), length, then what is protected. Where the next packet of the datagram begins. */
function dissectLongRest(
  into: Dissection,
  layer: Layer,
  type: number,
  bytes: Uint8Array,
  offset: number,
  rest: number,
  end: number,
): number {
  const { fields } = layer
  let at = rest
  if (type === INITIAL) {
    const token = readVarint(bytes, at, end)
    if (!token || token.next + token.value > end) return cut(into, layer, at, end)
    fields.push(new Field(TOKEN_LENGTH, at, token.next - at, token.value))
    if (token.value > 0) fields.push(new Field(TOKEN, token.next, token.value, bytes))
    at = token.next + token.value
  }
  const length = readVarint(bytes, at, end)
  if (!length || length.next + length.value > end) return cut(into, layer, at, end)
  const stop = length.next + length.value
  fields.push(
    new Field(LENGTH, at, length.next - at, length.value),
    new Field(PACKET_LENGTH, offset, 0, stop - offset),
  )
  layer.length = stop - offset
  fields.push(new Field(type === INITIAL ? PROTECTED : REMAINING, length.next, length.value, bytes))
  return stop
}

function cut(into: Dissection, layer: Layer, at: number, end: number): number {
  into.malformed(layer, `a QUIC length at byte ${at} does not fit into the datagram`, at, end)
  return end
}

function dissectShort(
  into: Dissection,
  memory: QuicMemory | null,
  bytes: Uint8Array,
  offset: number,
  end: number,
): number {
  const layer = into.beginMessage('quic', bytes, offset, end - offset)
  const { fields } = layer
  fields.push(
    new Field(PACKET_LENGTH, offset, 0, end - offset),
    new Field(HEADER_FORM, offset, 1, bytes),
    new Field(FIXED_BIT, offset, 1, bytes),
    new Field(SPIN_BIT, offset, 1, bytes),
  )
  let length = 0
  for (const [id, size] of memory?.ids ?? [])
    if (size > length && offset + 1 + size <= end && idText(bytes, offset + 1, offset + 1 + size) === id)
      length = size
  if (length > 0) fields.push(new Field(DESTINATION, offset + 1, length, bytes))
  const payload = offset + 1 + length
  if (end > payload) fields.push(new Field(REMAINING, payload, end - payload, bytes))
  return end
}

function idText(bytes: Uint8Array, offset: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(offset, end))
}
