import { dissectData } from './data'
import { type Dissection, type Layer, NEED_MORE, type Registration, type StreamMemory } from './dissect'
import {
  Field,
  field,
  formatDecimal,
  formatFlag,
  formatSeconds,
  formatText,
  octets,
  storedField,
  text,
  utf8Text,
} from './field'
import {
  bodyFraming,
  type ChunkedBody,
  findEmptyLine,
  findLineEnd,
  type HttpHead,
  httpField,
  joinChunks,
  readChunked,
  readHttpHead,
} from './http1'
import { pushFieldLine } from './http1-field-lines'
import { answerRequest, type HttpMemory, httpMemoryOf, noteRequest } from './http1-memory'
import { STATUS_TEXT } from './http1-status'
import { dissectHttp2, isHttp2Preface } from './http2-dissect'
import { dissectMedia } from './media'

const METHOD = field('http.request.method', text)
const URI = field('http.request.uri', utf8Text)
const URI_PATH = field('http.request.uri.path', utf8Text)
const URI_QUERY = field('http.request.uri.query', utf8Text)
const URI_PARAMETER = field('http.request.uri.query.parameter', utf8Text)
const REQUEST_VERSION = field('http.request.version', text)
const RESPONSE_VERSION = field('http.response.version', text)
const STATUS = field('http.response.code', text)
const STATUS_MEANING = storedField('http.response.code.desc', formatText)
const PHRASE = field('http.response.phrase', utf8Text)
const FULL_URI = storedField('http.request.full_uri', formatText)
const IS_REQUEST = storedField('http.request', formatFlag)
const IS_RESPONSE = storedField('http.response', formatFlag)
const REQUEST_NUMBER = storedField('http.request_number', formatDecimal)
const RESPONSE_NUMBER = storedField('http.response_number', formatDecimal)
const PREVIOUS_REQUEST = storedField('http.prev_request_in', formatDecimal)
const PREVIOUS_RESPONSE = storedField('http.prev_response_in', formatDecimal)
const TIME = storedField('http.time', formatSeconds)
const REQUEST_IN = storedField('http.request_in', formatDecimal)
const RESPONSE_FOR = storedField('http.response_for.uri', formatText)
const CHUNK_SIZE = storedField('http.chunk_size', formatDecimal)
const CHUNK_DATA = field('http.chunk_data', octets)
const CHUNK_BOUNDARY = field('http.chunk_boundary', octets)
const TRAILER = field('http.chunked_trailer_part', text)
const PACKED_DATA = field('hop.http.encoded_content', octets)
const FILE_DATA = field('http.file_data', utf8Text)

export const http1: Registration = {
  stream: dissectHttp,
  tcpPort: [80, 591, 2710, 3128, 5985, 8080, 8088, 11371],
  tcpGuess: isHttpStartLine,
}

/** A first line that begins or ends with HTTP/1. */
function isHttpStartLine(bytes: Uint8Array, offset: number, end: number): boolean {
  const head = readHttpHead(bytes, offset, end)
  return head !== null && head !== 'more' && end - offset >= 8
}

/** RFC 9112: one message, with its body, at a time. */
export function dissectHttp(
  into: Dissection,
  bytes: Uint8Array,
  offset: number,
  end: number,
  memory: StreamMemory,
): number {
  const http = httpMemoryOf(memory)
  // after 101 Switching Protocols or CONNECT the bytes are another protocol's
  if (http.nextProtocol) return http.nextProtocol(into, bytes, offset, end, memory)
  if (isHttp2Preface(bytes, offset, end)) {
    http.nextProtocol = dissectHttp2
    return dissectHttp2(into, bytes, offset, end, memory)
  }
  const head = readHttpHead(bytes, offset, end, memory.searched)
  if (head === null) return dissectOther(into, bytes, offset, end, memory)
  if (head === 'more') {
    memory.searched = end - offset
    return memory.closed ? dissectOther(into, bytes, offset, end, memory) : NEED_MORE
  }
  memory.searched = head.end - offset - 3
  const exchange = head.start.kind === 'response' ? http.pending : null
  const framing = bodyFraming(head, exchange?.method ?? null)
  let stop = head.end
  let chunked: ChunkedBody | null = null
  if (framing.kind === 'length') {
    stop = head.end + framing.length
    if (stop > end && !memory.closed) return offset - stop
    stop = Math.min(stop, end)
  } else if (framing.kind === 'until-close') {
    if (!memory.closed) return NEED_MORE
    stop = end
  } else if (framing.kind === 'chunked') {
    const body = readChunked(bytes, head.end, end)
    if (body === 'more' && !memory.closed) return NEED_MORE
    if (body !== null && body !== 'more') chunked = body
    stop = chunked ? chunked.end : end
  }
  dissectMessage(into, http, head, bytes, offset, stop, chunked)
  return stop - offset
}

/** Longest stretch without an empty line that is waited for. */
const LONGEST_OTHER = 65536

/**
 * No start line: the middle of a message whose beginning was not captured, or another protocol on HTTP's port. As
 * Wireshark does, waits for an empty line, and has nothing to say when none comes.
 */
function dissectOther(
  into: Dissection,
  bytes: Uint8Array,
  offset: number,
  end: number,
  memory: StreamMemory,
): number {
  if (!memory.alone) {
    const stop = findEmptyLine(bytes, offset + Math.max(0, memory.searched - 3), end)
    if (memory.closed) return end - offset
    memory.searched = end - offset
    if (stop < 0 && end - offset < LONGEST_OTHER) return NEED_MORE
  }
  const layer = into.beginMessage('http', bytes, offset, end - offset)
  layer.fields.push(new Field(FILE_DATA, offset, end - offset, bytes))
  dissectData(into, bytes, offset, end)
  return end - offset
}

function dissectMessage(
  into: Dissection,
  http: HttpMemory,
  head: HttpHead,
  bytes: Uint8Array,
  offset: number,
  stop: number,
  chunked: ChunkedBody | null,
): void {
  const layer = into.beginMessage('http', bytes, offset, head.end - offset)
  const isRequest = head.start.kind === 'request'
  const first = findLineEnd(bytes, offset, head.end)
  pushStartLine(layer, head, bytes, offset, first)
  for (let at = first + 2; at < head.end - 2; ) {
    const next = findLineEnd(bytes, at, head.end) + 2
    pushFieldLine(layer.fields, bytes, at, next, isRequest)
    at = next
  }
  if (isRequest) pushRequest(into, layer, http, head)
  else pushResponse(into, layer, http, head)
  if (chunked) pushChunks(layer, bytes, chunked)
  if (stop > head.end) {
    const body = chunked ? joinChunks(bytes, chunked) : bytes
    const from = chunked ? 0 : head.end
    const to = chunked ? body.length : stop
    if (to > from) {
      // Wireshark unpacks compressed content; here it stays as it travelled
      const packed = (httpField(head.fields, 'content-encoding') ?? 'identity') !== 'identity'
      layer.fields.push(new Field(packed ? PACKED_DATA : FILE_DATA, from, to - from, body))
      dissectMedia(into, httpField(head.fields, 'content-type'), body, from, to)
    }
  }
  if (!isRequest) http.upgrade(head)
}

function pushStartLine(
  layer: Layer,
  { start }: HttpHead,
  bytes: Uint8Array,
  offset: number,
  end: number,
): void {
  const { fields } = layer
  if (start.kind === 'response') {
    const code = offset + start.version.length + 1
    fields.push(
      new Field(RESPONSE_VERSION, offset, start.version.length, bytes),
      new Field(STATUS, code, 3, bytes),
      new Field(STATUS_MEANING, code, 3, STATUS_TEXT.get(start.status) ?? 'Unknown'),
    )
    if (code + 4 < end) fields.push(new Field(PHRASE, code + 4, end - code - 4, bytes))
    return
  }
  const target = offset + start.method.length + 1
  const { length } = start.target
  fields.push(new Field(METHOD, offset, start.method.length, bytes), new Field(URI, target, length, bytes))
  const question = start.target.indexOf('?')
  if (question >= 0) {
    fields.push(new Field(URI_PATH, target, question, bytes))
    fields.push(new Field(URI_QUERY, target + question + 1, length - question - 1, bytes))
    let at = target + question + 1
    for (const parameter of start.target.slice(question + 1).split('&')) {
      fields.push(new Field(URI_PARAMETER, at, parameter.length, bytes))
      at += parameter.length + 1
    }
  }
  fields.push(new Field(REQUEST_VERSION, target + length + 1, start.version.length, bytes))
}

function pushRequest(into: Dissection, layer: Layer, http: HttpMemory, head: HttpHead): void {
  if (head.start.kind !== 'request') return
  const host = httpField(head.fields, 'host')
  const { target, method } = head.start
  const absolute = /^[a-z]+:\/\//i.test(target)
  const uri = absolute
    ? target
    : host !== null
      ? method === 'CONNECT'
        ? host
        : `http://${host}${target}`
      : null
  const { number, previousRequest } = noteRequest(http, {
    method,
    uri: uri ?? target,
    ...into.moment,
    frame: into.moment.number,
  })
  const { fields, offset } = layer
  if (uri !== null) fields.push(new Field(FULL_URI, offset, 0, uri))
  fields.push(new Field(IS_REQUEST, offset, 0, 1))
  if (into.quoted) return
  fields.push(new Field(REQUEST_NUMBER, offset, 0, number))
  if (previousRequest) fields.push(new Field(PREVIOUS_REQUEST, offset, 0, previousRequest))
}

function pushResponse(into: Dissection, layer: Layer, http: HttpMemory, head: HttpHead): void {
  if (head.start.kind !== 'response') return
  const { fields, offset } = layer
  const { number, request, previousRequest, previousResponse } = answerRequest(
    http,
    head.start.status,
    into.moment.number,
  )
  fields.push(new Field(IS_RESPONSE, offset, 0, 1))
  fields.push(new Field(RESPONSE_NUMBER, offset, 0, number))
  if (!request) return
  const { seconds, nanoseconds } = into.moment
  fields.push(
    new Field(TIME, offset, 0, (seconds - request.seconds) * 1e9 + nanoseconds - request.nanoseconds),
  )
  if (previousRequest) fields.push(new Field(PREVIOUS_REQUEST, offset, 0, previousRequest))
  if (previousResponse) fields.push(new Field(PREVIOUS_RESPONSE, offset, 0, previousResponse))
  fields.push(new Field(REQUEST_IN, offset, 0, request.frame))
  fields.push(new Field(RESPONSE_FOR, offset, 0, request.uri))
}

function pushChunks(layer: Layer, bytes: Uint8Array, { chunks, trailerOffset, end }: ChunkedBody): void {
  const { fields } = layer
  for (const { offset, dataOffset, dataEnd } of chunks) {
    const size = dataEnd - dataOffset
    fields.push(new Field(CHUNK_SIZE, offset, dataOffset - offset, size))
    if (size === 0) break
    fields.push(new Field(CHUNK_DATA, dataOffset, size, bytes), new Field(CHUNK_BOUNDARY, dataEnd, 2, bytes))
  }
  if (end - 2 > trailerOffset) fields.push(new Field(TRAILER, trailerOffset, end - 2 - trailerOffset, bytes))
}
