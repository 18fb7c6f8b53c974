import { readU16, readU24, readU32 } from '../bytes/integers'
import { type Dissection, type Layer, NOT_MINE, type StreamMemory } from './dissect'
import {
  bitField,
  decimal,
  Field,
  type FieldKind,
  field,
  formatDecimal,
  formatFlag,
  formatHex8,
  hex2,
  octets,
  pushLayout,
  storedField,
  text,
  utf8Text,
} from './field'
import {
  HTTP2_ALTSVC,
  HTTP2_CONTINUATION,
  HTTP2_DATA,
  HTTP2_END_STREAM,
  HTTP2_GOAWAY,
  HTTP2_HAS_PRIORITY,
  HTTP2_HEADER,
  HTTP2_HEADERS,
  HTTP2_ORIGIN,
  HTTP2_PADDED,
  HTTP2_PING,
  HTTP2_PREFACE,
  HTTP2_PRIORITY,
  HTTP2_PRIORITY_UPDATE,
  HTTP2_PUSH_PROMISE,
  HTTP2_RST_STREAM,
  HTTP2_SETTINGS,
  HTTP2_WINDOW_UPDATE,
} from './http2'
import { finishBody, pushData } from './http2-body-dissect'
import { pushFlags } from './http2-flags-dissect'
import { dissectHeaderBlock } from './http2-headers-dissect'
import { halfOf, http2EndOf } from './http2-memory'

const MAGIC = field('http2.magic', text)
const HEADER = [
  field('http2.length', decimal, 0, 3),
  field('http2.type', decimal, 3, 1),
  field('http2.flags', hex2, 4, 1),
]
const STREAM = [
  bitField('http2.r', formatHex8, 5, 4, 0, 1),
  bitField('http2.streamid', formatDecimal, 5, 4, 1, 31),
]
const PADDING = field('http2.padding', hex2)
const PAD_LENGTH = storedField('http2.pad_length', formatDecimal)
const DEPENDENCY = [
  bitField('http2.exclusive', formatFlag, 0, 4, 0, 1),
  bitField('http2.stream_dependency', formatDecimal, 0, 4, 1, 31),
  field('http2.headers.weight', decimal, 4, 1),
]
const WEIGHT_REAL = storedField('http2.headers.weight_real', formatDecimal)
const HEADERS = field('http2.headers', octets)
const HEADERS_PADDING = field('http2.headers.padding', octets)
const CONTINUATION_HEADER = field('http2.continuation.header', utf8Text)
const CONTINUATION_PADDING = field('http2.continuation.padding', octets)
const PROMISE = [
  bitField('http2.push_promise.r', formatHex8, 0, 4, 0, 1),
  bitField('http2.push_promise.promised_stream_id', formatDecimal, 0, 4, 1, 31),
]
const PROMISE_HEADER = field('http2.push_promise.header', octets)
const PROMISE_PADDING = field('http2.push_promise.padding', octets)
const DATA_PADDING = field('http2.data.padding', octets)
const RST_ERROR = field('http2.rst_stream.error', decimal)
const SETTING_ID = field('http2.settings.id', decimal)
const SETTINGS: readonly (FieldKind | null)[] = [
  null,
  field('http2.settings.header_table_size', decimal),
  field('http2.settings.enable_push', decimal),
  field('http2.settings.max_concurrent_streams', decimal),
  field('http2.settings.initial_window_size', decimal),
  field('http2.settings.max_frame_size', decimal),
  field('http2.settings.max_header_list_size', decimal),
  null,
  field('http2.settings.extended_connect', decimal),
]
const SETTING_UNKNOWN = field('http2.settings.unknown', decimal)
const PING = field('http2.ping', octets)
const PONG = field('http2.pong', octets)
const GOAWAY = [
  bitField('http2.goway.r', formatHex8, 0, 4, 0, 1),
  bitField('http2.goaway.last_stream_id', formatDecimal, 0, 4, 1, 31),
  field('http2.goaway.error', decimal, 4, 4),
]
const GOAWAY_DATA = field('http2.goaway.addata', octets)
const WINDOW_UPDATE = [
  bitField('http2.window_update.r', formatHex8, 0, 4, 0, 1),
  bitField('http2.window_update.window_size_increment', formatDecimal, 0, 4, 1, 31),
]
const ALTSVC_ORIGIN_LENGTH = field('http2.altsvc.origin.len', decimal)
const ALTSVC_ORIGIN = field('http2.altsvc.origin', utf8Text)
const ALTSVC_VALUE = field('http2.altsvc.field_value', utf8Text)
const ORIGIN_LENGTH = field('http2.origin.origin_len', decimal)
const ORIGIN = field('http2.origin.origin', utf8Text)
const UPDATED_STREAM = field('http2.priority_update_stream_id', decimal)
const UPDATED_PRIORITY = field('http2.priority_update_field_value', utf8Text)
const UNKNOWN = field('http2.unknown', octets)

/** Whether the client's first words of HTTP/2 begin here (RFC 9113 section 3.4). */
export function isHttp2Preface(bytes: Uint8Array, offset: number, end: number): boolean {
  if (end - offset < HTTP2_PREFACE.length) return false
  for (let i = 0; i < HTTP2_PREFACE.length; i++)
    if (bytes[offset + i] !== HTTP2_PREFACE.charCodeAt(i)) return false
  return true
}

/** RFC 9113: one frame at a time, on a connection that HTTP switched over or that began with the preface. */
export function dissectHttp2(
  into: Dissection,
  bytes: Uint8Array,
  offset: number,
  end: number,
  memory: StreamMemory,
): number {
  if (isHttp2Preface(bytes, offset, end)) {
    into.list('http')
    const layer = into.beginMessage('http2', bytes, offset, HTTP2_PREFACE.length)
    layer.fields.push(new Field(MAGIC, offset, HTTP2_PREFACE.length, bytes))
    return HTTP2_PREFACE.length
  }
  if (end - offset < HTTP2_HEADER) return memory.closed ? NOT_MINE : -HTTP2_HEADER
  const total = HTTP2_HEADER + readU24(bytes, offset)
  if (offset + total > end && !memory.closed) return -total
  const stop = Math.min(end, offset + total)
  into.list('http')
  const layer = into.beginMessage('http2', bytes, offset, stop - offset)
  pushLayout(layer.fields, HEADER, bytes, offset)
  pushFlags(layer.fields, bytes, offset + 3)
  pushLayout(layer.fields, STREAM, bytes, offset)
  if (offset + total > end)
    into.malformed(
      layer,
      `expected an HTTP/2 frame of ${total} bytes at byte ${offset}, found ${end - offset}`,
      offset + HTTP2_HEADER,
      end,
    )
  else dissectPayload(into, layer, bytes, offset, stop, memory)
  return stop - offset
}

/** The fewest bytes of payload, by type. */
const LEAST: Readonly<Record<number, number>> = {
  [HTTP2_PRIORITY]: 5,
  [HTTP2_RST_STREAM]: 4,
  [HTTP2_PUSH_PROMISE]: 4,
  [HTTP2_PING]: 8,
  [HTTP2_GOAWAY]: 8,
  [HTTP2_WINDOW_UPDATE]: 4,
  [HTTP2_ALTSVC]: 2,
  [HTTP2_PRIORITY_UPDATE]: 4,
}
const PADDABLE: readonly number[] = [HTTP2_DATA, HTTP2_HEADERS, HTTP2_PUSH_PROMISE, HTTP2_CONTINUATION]

function dissectPayload(
  into: Dissection,
  layer: Layer,
  bytes: Uint8Array,
  frame: number,
  end: number,
  memory: StreamMemory,
): void {
  const type = bytes[frame + 3]
  const flags = bytes[frame + 4]
  const { fields } = layer
  let at = frame + HTTP2_HEADER
  const padded = PADDABLE.includes(type) && type !== HTTP2_CONTINUATION && (flags & HTTP2_PADDED) !== 0
  const priority = type === HTTP2_HEADERS && flags & HTTP2_HAS_PRIORITY ? 5 : 0
  const least = (LEAST[type] ?? 0) + (padded ? 1 : 0) + priority
  const padding = padded && at < end ? bytes[at] : 0
  if (end - at < least + padding) {
    into.malformed(layer, `expected ${least + padding} bytes at byte ${at}, found ${end - at}`, at, end)
    return
  }
  const stop = end - padding
  const ended = (flags & HTTP2_END_STREAM) !== 0
  const from = http2EndOf(memory)
  const streamId = readU32(bytes, frame + 5) % 2 ** 31
  // the body ended with the DATA before these trailers: Wireshark shows it first
  if (type === HTTP2_HEADERS && ended) finishBody(into, layer, from.streams.get(streamId))
  if (PADDABLE.includes(type)) {
    if (padded) fields.push(new Field(PADDING, at, 1, bytes))
    fields.push(new Field(PAD_LENGTH, at, padded ? 1 : 0, padding))
    if (padded) at++
  }
  if (type === HTTP2_DATA) {
    pushData(into, layer, halfOf(from, streamId), ended, bytes, at, stop)
    if (padding > 0) fields.push(new Field(DATA_PADDING, stop, padding, bytes))
  } else if (type === HTTP2_HEADERS) {
    if (priority > 0) at = pushDependency(fields, bytes, at)
    fields.push(new Field(HEADERS, at, stop - at, bytes))
    dissectHeaderBlock(into, layer, from, halfOf(from, streamId), bytes, at, stop)
    if (padding > 0) fields.push(new Field(HEADERS_PADDING, stop, padding, bytes))
  } else if (type === HTTP2_CONTINUATION) {
    fields.push(new Field(CONTINUATION_HEADER, at, stop - at, bytes))
    dissectHeaderBlock(into, layer, from, halfOf(from, streamId), bytes, at, stop)
    if (padding > 0) fields.push(new Field(CONTINUATION_PADDING, stop, padding, bytes))
  } else if (type === HTTP2_PUSH_PROMISE) {
    pushLayout(fields, PROMISE, bytes, at)
    fields.push(new Field(PROMISE_HEADER, at + 4, stop - at - 4, bytes))
    dissectHeaderBlock(into, layer, from, null, bytes, at + 4, stop)
    if (padding > 0) fields.push(new Field(PROMISE_PADDING, stop, padding, bytes))
  } else pushControl(into, layer, type, flags, bytes, at, end)
  if (ended && (type === HTTP2_DATA || type === HTTP2_HEADERS)) from.streams.delete(streamId)
}

function pushDependency(fields: Field[], bytes: Uint8Array, offset: number): number {
  pushLayout(fields, DEPENDENCY, bytes, offset)
  fields.push(new Field(WEIGHT_REAL, offset + 4, 1, bytes[offset + 4] + 1))
  return offset + 5
}

/** Frames that carry neither headers nor content. */
function pushControl(
  into: Dissection,
  layer: Layer,
  type: number,
  flags: number,
  bytes: Uint8Array,
  at: number,
  end: number,
): void {
  const { fields } = layer
  switch (type) {
    case HTTP2_PRIORITY:
      pushDependency(fields, bytes, at)
      break
    case HTTP2_RST_STREAM:
      fields.push(new Field(RST_ERROR, at, 4, bytes))
      break
    case HTTP2_SETTINGS:
      pushSettings(into, layer, bytes, at, end)
      break
    case HTTP2_PING:
      fields.push(new Field(flags & 1 ? PONG : PING, at, 8, bytes))
      break
    case HTTP2_GOAWAY:
      pushLayout(fields, GOAWAY, bytes, at)
      if (end > at + 8) fields.push(new Field(GOAWAY_DATA, at + 8, end - at - 8, bytes))
      break
    case HTTP2_WINDOW_UPDATE:
      pushLayout(fields, WINDOW_UPDATE, bytes, at)
      break
    case HTTP2_ALTSVC:
      pushAlternative(into, layer, bytes, at, end)
      break
    case HTTP2_ORIGIN:
      for (let next = at; next + 2 <= end; ) {
        const length = Math.min(readU16(bytes, next), end - next - 2)
        fields.push(new Field(ORIGIN_LENGTH, next, 2, bytes), new Field(ORIGIN, next + 2, length, bytes))
        next += 2 + length
      }
      break
    case HTTP2_PRIORITY_UPDATE:
      fields.push(
        new Field(UPDATED_STREAM, at, 4, bytes),
        new Field(UPDATED_PRIORITY, at + 4, end - at - 4, bytes),
      )
      break
    default:
      if (end > at) fields.push(new Field(UNKNOWN, at, end - at, bytes))
  }
}

/** Also the value of the HTTP2-Settings field of an upgrade (RFC 7540 section 3.2.1). */
function pushSettings(into: Dissection, layer: Layer, bytes: Uint8Array, offset: number, end: number): void {
  for (let at = offset; at < end; at += 6) {
    if (at + 6 > end) {
      into.malformed(layer, `expected a setting of 6 bytes at byte ${at}, found ${end - at}`, at, end)
      return
    }
    layer.fields.push(
      new Field(SETTING_ID, at, 2, bytes),
      new Field(SETTINGS[readU16(bytes, at)] ?? SETTING_UNKNOWN, at + 2, 4, bytes),
    )
  }
}

function pushAlternative(into: Dissection, layer: Layer, bytes: Uint8Array, at: number, end: number): void {
  const length = readU16(bytes, at)
  layer.fields.push(new Field(ALTSVC_ORIGIN_LENGTH, at, 2, bytes))
  const value = at + 2 + length
  if (value > end) {
    into.malformed(
      layer,
      `expected an origin of ${length} bytes at byte ${at + 2}, found ${end - at - 2}`,
      at + 2,
      end,
    )
    return
  }
  if (length > 0) layer.fields.push(new Field(ALTSVC_ORIGIN, at + 2, length, bytes))
  if (end > value) layer.fields.push(new Field(ALTSVC_VALUE, value, end - value, bytes))
}
