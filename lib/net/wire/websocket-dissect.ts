import { readU32 } from '../bytes/integers'
import { concatBytes } from '../bytes/writer'
import { dissectData } from './data'
import type { Dissection, Layer, StreamMemory } from './dissect'
import {
  bitField,
  decimal,
  Field,
  field,
  formatDecimal,
  formatFlag,
  formatHex2,
  octets,
  pushLayout,
  utf8Text,
} from './field'
import {
  maskBytes,
  WS_BINARY,
  WS_CLOSE,
  WS_CONTINUATION,
  WS_PING,
  WS_PONG,
  WS_TEXT,
  webSocketLengths,
} from './websocket'

const HEADER = [
  bitField('websocket.fin', formatFlag, 0, 1, 0, 1),
  bitField('websocket.rsv', formatHex2, 0, 1, 1, 3),
  bitField('websocket.opcode', formatDecimal, 0, 1, 4, 4),
  bitField('websocket.mask', formatFlag, 1, 1, 0, 1),
  bitField('websocket.payload_length', formatDecimal, 1, 1, 1, 7),
]
const LENGTH_16 = field('websocket.payload_length_ext_16', decimal)
const LENGTH_64 = field('websocket.payload_length_ext_64', decimal)
const MASKING_KEY = field('websocket.masking_key', octets)
const MASKED_PAYLOAD = field('websocket.masked_payload', { read: octets.read, format: formatNothing })
const TEXT = field('websocket.payload.text', utf8Text)
const PING = field('websocket.payload.ping', octets)
const PONG = field('websocket.payload.pong', octets)
const CLOSE_CODE = field('websocket.payload.close.status_code', decimal)
const CLOSE_REASON = field('websocket.payload.close.reason', utf8Text)

/** Wireshark shows the masked bytes without a value. */
function formatNothing(): string {
  return ''
}

/** Longest message that is put together from fragments. */
const LONGEST_MESSAGE = 1 << 20

type Unfinished = { opcode: number; parts: Uint8Array[]; length: number }

/** RFC 6455 section 5: one frame at a time, on a connection that HTTP switched over. */
export function dissectWebSocket(
  into: Dissection,
  bytes: Uint8Array,
  offset: number,
  end: number,
  memory: StreamMemory,
): number {
  const lengths = webSocketLengths(bytes, offset, end)
  if (!lengths) return memory.closed ? showCut(into, bytes, offset, end) : -2 - (end - offset)
  const { lengthBytes, payloadOffset, total } = lengths
  const stop = offset + total
  if (stop > end) return memory.closed ? showCut(into, bytes, offset, end) : -total
  into.list('http')
  const layer = into.beginMessage('websocket', bytes, offset, payloadOffset - offset)
  pushLayout(layer.fields, HEADER, bytes, offset)
  if (lengthBytes > 0)
    layer.fields.push(new Field(lengthBytes === 2 ? LENGTH_16 : LENGTH_64, offset + 2, lengthBytes, bytes))
  const masked = (bytes[offset + 1] & 128) !== 0
  let payload = bytes
  let from = payloadOffset
  if (masked) {
    layer.fields.push(new Field(MASKING_KEY, payloadOffset - 4, 4, bytes))
    if (stop > payloadOffset)
      layer.fields.push(new Field(MASKED_PAYLOAD, payloadOffset, stop - payloadOffset, bytes))
    payload = maskBytes(bytes.subarray(payloadOffset, stop), readU32(bytes, payloadOffset - 4))
    from = 0
  }
  dissectPayload(into, layer, bytes[offset], payload, from, from + stop - payloadOffset, memory)
  return total
}

function showCut(into: Dissection, bytes: Uint8Array, offset: number, end: number): number {
  const layer = into.beginMessage('websocket', bytes, offset, end - offset)
  into.malformed(layer, `a WebSocket frame at byte ${offset} ends before its length says`, offset, end)
  return end - offset
}

function dissectPayload(
  into: Dissection,
  layer: Layer,
  first: number,
  bytes: Uint8Array,
  offset: number,
  end: number,
  memory: StreamMemory,
): void {
  const opcode = first & 15
  const { fields } = layer
  if (opcode === WS_CLOSE) {
    if (end - offset >= 2) fields.push(new Field(CLOSE_CODE, offset, 2, bytes))
    if (end - offset > 2) fields.push(new Field(CLOSE_REASON, offset + 2, end - offset - 2, bytes))
  } else if (opcode === WS_PING || opcode === WS_PONG) {
    if (end > offset) fields.push(new Field(opcode === WS_PING ? PING : PONG, offset, end - offset, bytes))
  } else dissectMessage(into, layer, (first & 128) !== 0, opcode, bytes, offset, end, memory)
}

/** Text or binary, perhaps in fragments: shown whole at the last one. */
function dissectMessage(
  into: Dissection,
  layer: Layer,
  fin: boolean,
  opcode: number,
  bytes: Uint8Array,
  offset: number,
  end: number,
  memory: StreamMemory,
): void {
  const key = `websocket ${memory.direction}`
  const before = memory.state.get(key) as Unfinished | undefined
  if (!fin || (opcode === WS_CONTINUATION && before)) {
    const message = opcode === WS_CONTINUATION && before ? before : { opcode, parts: [], length: 0 }
    if (message.length + (end - offset) <= LONGEST_MESSAGE) {
      message.parts.push(bytes.slice(offset, end))
      message.length += end - offset
    }
    memory.state.set(key, message)
    if (!fin) return
    memory.state.delete(key)
    showMessage(into, layer, message.opcode, concatBytes(...message.parts), 0, message.length)
  } else showMessage(into, layer, opcode, bytes, offset, end)
}

function showMessage(
  into: Dissection,
  layer: Layer,
  opcode: number,
  bytes: Uint8Array,
  offset: number,
  end: number,
): void {
  if (end <= offset) return
  if (opcode === WS_TEXT) {
    layer.fields.push(new Field(TEXT, offset, end - offset, bytes))
    into.begin('data-text-lines', bytes, offset, end - offset)
  } else if (opcode === WS_BINARY) dissectData(into, bytes, offset, end)
}
