import { readU16 } from '../bytes/integers'
import type { Dissection, Layer, Registration } from './dissect'
import {
  asciiText,
  bitField,
  decimal,
  Field,
  field,
  formatDecimal,
  formatFlag,
  formatHex4,
  formatSeconds,
  hex4,
  octets,
  pushLayout,
  storedField,
} from './field'
import { endKey4, endKey6 } from './flow'
import { IPPROTO_TCP } from './ip-protocol'
import { without } from './ipv4-dissect'
import { dissectStream } from './stream'
import {
  TCP_ACK,
  TCP_FIN,
  TCP_HEADER,
  TCP_RST,
  TCP_SYN,
  tcpAcknowledgmentOf,
  tcpFlagsOf,
  tcpHeaderLengthOf,
  tcpSequenceOf,
  tcpWindowOf,
} from './tcp'
import { analyse } from './tcp-analysis'
import {
  isReopening,
  learnBases,
  learnCompleteness,
  learnScale,
  makeTcpFlow,
  SCALE_UNKNOWN,
  type TcpEnd,
  type TcpFlow,
} from './tcp-flow'
import { dissectTcpOptions, sackedBytesIn, windowScaleIn } from './tcp-options-dissect'
import { checksumLeft } from './udp-dissect'

const PORTS = [
  field('tcp.srcport', decimal, 0, 2),
  field('tcp.dstport', decimal, 2, 2),
  field('tcp.port', decimal, 0, 2),
  field('tcp.port', decimal, 2, 2),
]
const STREAM = storedField('tcp.stream', formatDecimal)
const COMPLETENESS = storedField('tcp.completeness', formatDecimal)
const LENGTH = storedField('tcp.len', formatDecimal)
const SEQUENCE = storedField('tcp.seq', formatDecimal)
const SEQUENCE_ABSOLUTE = field('tcp.seq', decimal, 4, 4)
const SEQUENCE_RAW = field('tcp.seq_raw', decimal, 4, 4)
const NEXT_SEQUENCE = storedField('tcp.nxtseq', formatDecimal)
const ACKNOWLEDGMENT = storedField('tcp.ack', formatDecimal)
const ACKNOWLEDGMENT_ABSOLUTE = field('tcp.ack', decimal, 8, 4)
const ACKNOWLEDGMENT_RAW = field('tcp.ack_raw', decimal, 8, 4)
const FLAGS_AND_WINDOW = [
  bitField('tcp.hdr_len', formatWords, 12, 1, 0, 4),
  bitField('tcp.flags', formatHex4, 12, 2, 4, 12),
  bitField('tcp.flags.res', formatFlag, 12, 1, 4, 3),
  bitField('tcp.flags.ae', formatFlag, 12, 1, 7, 1),
  bitField('tcp.flags.cwr', formatFlag, 13, 1, 0, 1),
  bitField('tcp.flags.ece', formatFlag, 13, 1, 1, 1),
  bitField('tcp.flags.urg', formatFlag, 13, 1, 2, 1),
  bitField('tcp.flags.ack', formatFlag, 13, 1, 3, 1),
  bitField('tcp.flags.push', formatFlag, 13, 1, 4, 1),
  bitField('tcp.flags.reset', formatFlag, 13, 1, 5, 1),
  bitField('tcp.flags.syn', formatFlag, 13, 1, 6, 1),
  bitField('tcp.flags.fin', formatFlag, 13, 1, 7, 1),
  field('tcp.flags.str', { read: decimal.read, format: formatFlagLetters }, 12, 2),
  field('tcp.window_size_value', decimal, 14, 2),
]
const WINDOW = storedField('tcp.window_size', formatDecimal)
const SCALE_FACTOR = storedField('tcp.window_size_scalefactor', formatDecimal)
const CHECKSUM = field('tcp.checksum', hex4, 16, 2)
const CHECKSUM_STATUS = storedField('tcp.checksum.status', formatDecimal)
const CHECKSUM_CALCULATED = storedField('tcp.checksum_calculated', formatHex4)
const URGENT_POINTER = field('tcp.urgent_pointer', decimal, 18, 2)
const TIME_RELATIVE = storedField('tcp.time_relative', formatSeconds)
const TIME_DELTA = storedField('tcp.time_delta', formatSeconds)
const PAYLOAD = field('tcp.payload', octets)
const RESET_CAUSE = field('tcp.reset_cause', asciiText)

const LETTERS = 'RRRACEUAPRSF'

function formatWords(raw: number): string {
  return String(raw * 4)
}
function formatFlagLetters(raw: number): string {
  let letters = ''
  for (let i = 0; i < 12; i++) letters += raw & (0x800 >>> i) ? LETTERS[i] : '·'
  return letters
}

export const tcp: Registration = { dissect: dissectTcp, ipProtocol: [IPPROTO_TCP] }

/** RFC 9293 section 3.1. */
export function dissectTcp(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end - offset < TCP_HEADER) {
    dissectShort(into, bytes, offset, end)
    return
  }
  const headerLength = tcpHeaderLengthOf(bytes, offset)
  const payload = offset + headerLength
  const layer = into.begin('tcp', bytes, offset, Math.min(headerLength, end - offset))
  const { fields } = layer
  pushLayout(fields, PORTS, bytes, offset)
  if (headerLength < TCP_HEADER || payload > end) {
    const problem =
      headerLength < TCP_HEADER
        ? `TCP data offset of at least 5 expected at byte ${offset + 12}, found ${headerLength / 4}`
        : `expected a TCP header of ${headerLength} bytes at byte ${offset}, found ${end - offset}`
    into.malformed(layer, problem, offset + 12, end)
    return
  }
  const flow = findFlow(into, bytes, offset)
  const direction = flow && flow.key === sourceKey(into, bytes, offset) ? 0 : 1
  pushNumbers(into, layer, flow, direction, bytes, offset, payload, end)
  pushLayout(fields, FLAGS_AND_WINDOW, bytes, offset)
  pushWindow(into, layer, flow, direction, bytes, offset, payload)
  pushChecksum(into, layer, bytes, offset, end)
  fields.push(new Field(URGENT_POINTER, offset + 18, 2, bytes))
  const base = flow && !into.quoted ? flow.ends[1 - direction].base : -1
  if (headerLength > TCP_HEADER) dissectTcpOptions(into, layer, bytes, offset + TCP_HEADER, payload, base)
  if (flow) pushTimes(into, layer, flow)
  if (flow && !into.quoted) {
    const [from, to] = [flow.ends[direction].sent, flow.ends[1 - direction].sent]
    to.sacked = headerLength > TCP_HEADER ? sackedBytesIn(bytes, offset + TCP_HEADER, payload) : 0
    const [sequence, acknowledgment] = [tcpSequenceOf(bytes, offset), tcpAcknowledgmentOf(bytes, offset)]
    analyse(
      into,
      layer,
      from,
      to,
      flow.handshake,
      tcpFlagsOf(bytes, offset),
      sequence,
      acknowledgment,
      end - payload,
    )
  }
  if (flow && !into.quoted)
    learnCompleteness(flow, tcpFlagsOf(bytes, offset), end - payload, into.isFirstOfFlow)
  if (payload < end && tcpFlagsOf(bytes, offset) & TCP_RST) {
    // RFC 9293 section 3.5.3 (SHLD-2): a reset may say why
    fields.push(new Field(RESET_CAUSE, payload, end - payload, bytes))
    return
  }
  if (payload < end) fields.push(new Field(PAYLOAD, payload, end - payload, bytes))
  if (flow && !into.quoted) noteAcknowledged(flow.ends[1 - direction], bytes, offset)
  const waiting = flow?.ends[direction].assembler?.pendingLength ?? 0
  if (payload < end || (waiting > 0 && tcpFlagsOf(bytes, offset) & TCP_FIN))
    dissectStream(into, layer, flow, direction, bytes, offset, payload, end)
}

function noteAcknowledged(sender: TcpEnd, bytes: Uint8Array, offset: number): void {
  const { assembler } = sender
  if (assembler && tcpFlagsOf(bytes, offset) & TCP_ACK)
    assembler.acknowledged = tcpAcknowledgmentOf(bytes, offset)
}

/** Less than a header, as an ICMP error may quote: the ports and the sequence number are still told. */
function dissectShort(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  const layer = into.begin('tcp', bytes, offset, end - offset)
  if (end - offset >= 4) pushLayout(layer.fields, PORTS, bytes, offset)
  if (into.quoted && end - offset >= 8) {
    layer.fields.push(new Field(SEQUENCE_ABSOLUTE, offset + 4, 4, bytes))
    return
  }
  into.malformed(
    layer,
    `expected a TCP header of 20 bytes at byte ${offset}, found ${end - offset}`,
    offset,
    end,
  )
}

function sourceKey(into: Dissection, bytes: Uint8Array, offset: number): number | string {
  const { ipHeader, ip, ipVersion } = into
  const port = readU16(bytes, offset)
  return ipVersion === 4 ? endKey4(ipHeader, ip + 12, port) : endKey6(ipHeader, ip + 8, port)
}

function findFlow(into: Dissection, bytes: Uint8Array, offset: number): TcpFlow | null {
  const { context, ipHeader, ip, ipVersion } = into
  into.isFirstOfFlow = false
  if (!context || ip < 0) return null
  const source = sourceKey(into, bytes, offset)
  const port = readU16(bytes, offset + 2)
  const destination = ipVersion === 4 ? endKey4(ipHeader, ip + 16, port) : endKey6(ipHeader, ip + 24, port)
  const found = context.tcp.find(source, destination)
  if (found) {
    const from = found.ends[found.key === source ? 0 : 1]
    if (into.quoted || !isReopening(from, tcpFlagsOf(bytes, offset), tcpSequenceOf(bytes, offset)))
      return found
  }
  into.isFirstOfFlow = true
  const flow = makeTcpFlow(context.tcp.count, source, into.moment)
  if (found) flow.completeness = 1 // Wireshark has the SYN counted already when it opens the connection anew
  return context.tcp.add(source, destination, flow)
}

function pushNumbers(
  into: Dissection,
  layer: Layer,
  flow: TcpFlow | null,
  direction: 0 | 1,
  bytes: Uint8Array,
  offset: number,
  payload: number,
  end: number,
): void {
  const { fields } = layer
  if (into.quoted || !flow) {
    fields.push(new Field(SEQUENCE_ABSOLUTE, offset + 4, 4, bytes))
    if (flow)
      fields.push(
        new Field(STREAM, offset, 0, flow.stream),
        new Field(COMPLETENESS, offset, 0, flow.completeness),
      )
    fields.push(new Field(ACKNOWLEDGMENT_ABSOLUTE, offset + 8, 4, bytes))
    fields.push(new Field(ACKNOWLEDGMENT_RAW, offset + 8, 4, bytes))
    return
  }
  const flags = tcpFlagsOf(bytes, offset)
  const sequence = tcpSequenceOf(bytes, offset)
  const acknowledgment = tcpAcknowledgmentOf(bytes, offset)
  const from = flow.ends[direction]
  const to = flow.ends[1 - direction]
  learnBases(from, to, flags, sequence, acknowledgment)
  const length = end - payload
  const relative = (sequence - from.base) >>> 0
  const next = (relative + length + (flags & (TCP_SYN | TCP_FIN) ? 1 : 0)) >>> 0
  const acknowledged = flags & TCP_ACK && to.base >= 0 ? (acknowledgment - to.base) >>> 0 : acknowledgment
  fields.push(
    new Field(STREAM, offset, 0, flow.stream),
    new Field(COMPLETENESS, offset, 0, flow.completeness),
    new Field(LENGTH, offset + 12, 0, length),
    new Field(SEQUENCE, offset + 4, 4, relative),
    new Field(SEQUENCE_RAW, offset + 4, 4, bytes),
    new Field(NEXT_SEQUENCE, offset, 0, next),
    new Field(ACKNOWLEDGMENT, offset + 8, 4, acknowledged),
    new Field(ACKNOWLEDGMENT_RAW, offset + 8, 4, bytes),
  )
}

/** The window as scaled by the shift of the sender's SYN; the SYN itself is never scaled (RFC 7323 section 2.2). */
function pushWindow(
  into: Dissection,
  layer: Layer,
  flow: TcpFlow | null,
  direction: 0 | 1,
  bytes: Uint8Array,
  offset: number,
  payload: number,
): void {
  const window = tcpWindowOf(bytes, offset)
  const at = offset + 14
  const syn = (tcpFlagsOf(bytes, offset) & TCP_SYN) !== 0
  if (flow && syn && !into.quoted)
    learnScale(flow.ends[direction], windowScaleIn(bytes, offset + TCP_HEADER, payload))
  if (!flow || syn) {
    layer.fields.push(new Field(WINDOW, at, 2, window))
    return
  }
  const { scale } = flow.ends[direction]
  const factor = scale >= 0 ? 2 ** scale : scale
  const shown = into.quoted || scale < 0 ? window : window * factor
  layer.fields.push(
    new Field(WINDOW, at, 2, shown),
    new Field(SCALE_FACTOR, at, 2, scale === SCALE_UNKNOWN ? -1 : factor),
  )
}

function pushChecksum(into: Dissection, layer: Layer, bytes: Uint8Array, offset: number, end: number): void {
  const at = offset + 16
  layer.fields.push(new Field(CHECKSUM, at, 2, bytes))
  if (into.ip < 0) {
    layer.fields.push(new Field(CHECKSUM_STATUS, at, 0, 2))
    return
  }
  const left = checksumLeft(into, IPPROTO_TCP, bytes, offset, end)
  const found = readU16(bytes, at)
  layer.fields.push(
    new Field(CHECKSUM_STATUS, at, 0, left === 0 ? 1 : 0),
    new Field(CHECKSUM_CALCULATED, at, 2, left === 0 ? found : without(found, left)),
  )
}

function pushTimes(into: Dissection, layer: Layer, flow: TcpFlow): void {
  const { seconds, nanoseconds } = into.moment
  const relative = (seconds - flow.startSeconds) * 1e9 + nanoseconds - flow.startNanoseconds
  const delta = (seconds - flow.lastSeconds) * 1e9 + nanoseconds - flow.lastNanoseconds
  layer.fields.push(
    new Field(TIME_RELATIVE, layer.offset, 0, relative),
    new Field(TIME_DELTA, layer.offset, 0, delta),
  )
  flow.lastSeconds = seconds
  flow.lastNanoseconds = nanoseconds
}
