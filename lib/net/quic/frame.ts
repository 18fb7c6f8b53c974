/** The frames of QUIC that carry streams and confirm packets: RFC 9000 sections 19.1 to 19.3 and 19.8. */
import { Writer } from '../bytes/writer'
import { readVarint, writeVarint } from './varint'

/** Packet numbers from `low` to `high`, both included. */
export type PacketRange = { readonly low: number; readonly high: number }

export type QuicFrame =
  | { readonly type: 'ping' }
  /** ranges from the highest down; the delay in µs, known to 8 µs */
  | { readonly type: 'ack'; readonly ranges: readonly PacketRange[]; readonly delayUs: number }
  | {
      readonly type: 'stream'
      readonly streamId: number
      readonly offset: number
      readonly data: Uint8Array
      readonly fin: boolean
    }

const PADDING = 0x00
const PING = 0x01
const ACK = 0x02
const STREAM = 0x08
const HAS_OFFSET = 0x04
const HAS_LENGTH = 0x02
const HAS_FIN = 0x01
/** ack_delay_exponent as it is unless an endpoint says otherwise: units of 8 µs (section 18.2) */
const DELAY_UNIT_US = 8

export function encodeFrame(frame: QuicFrame): Uint8Array {
  const out = new Writer(64)
  if (frame.type === 'ping') return out.u8(PING).finish()
  if (frame.type === 'ack') return encodeAck(out, frame)
  const { streamId, offset, data, fin } = frame
  out.u8(STREAM | HAS_LENGTH | (offset > 0 ? HAS_OFFSET : 0) | (fin ? HAS_FIN : 0))
  writeVarint(out, streamId)
  if (offset > 0) writeVarint(out, offset)
  writeVarint(out, data.length)
  return out.bytes(data).finish()
}

/** Section 19.3.1: after the first range, each one as the gap before it and its length, both less one. */
function encodeAck(out: Writer, { ranges, delayUs }: Extract<QuicFrame, { type: 'ack' }>): Uint8Array {
  const [first, ...rest] = ranges
  if (!first) throw new Error('an ACK frame confirms something')
  writeVarint(out.u8(ACK), first.high)
  writeVarint(out, Math.floor(delayUs / DELAY_UNIT_US))
  writeVarint(out, rest.length)
  writeVarint(out, first.high - first.low)
  let below = first.low
  for (const { low, high } of rest) {
    writeVarint(out, below - high - 2)
    writeVarint(out, high - low)
    below = low
  }
  return out.finish()
}

/** Every frame of a packet's payload; null when something in it cannot be read. Stream data are views of `bytes`. */
export function decodeFrames(bytes: Uint8Array, offset = 0): readonly QuicFrame[] | null {
  const frames: QuicFrame[] = []
  let at = offset
  while (at < bytes.length) {
    const type = bytes[at]
    if (type === PADDING || type === PING) {
      if (type === PING) frames.push({ type: 'ping' })
      at++
      continue
    }
    const read = type === ACK ? decodeAck(bytes, at + 1) : decodeStream(bytes, at)
    if (!read) return null
    frames.push(read.frame)
    at = read.next
  }
  return frames
}

type Read = { readonly frame: QuicFrame; readonly next: number } | null

function decodeAck(bytes: Uint8Array, offset: number): Read {
  const numbers = readVarints(bytes, offset, 4)
  if (!numbers) return null
  const [largest, delay, count, length] = numbers.values as [number, number, number, number]
  const ranges: PacketRange[] = [{ low: largest - length, high: largest }]
  let at = numbers.next
  for (let index = 0; index < count; index++) {
    const pair = readVarints(bytes, at, 2)
    const above = ranges.at(-1)
    if (!pair || !above) return null
    const [gap, more] = pair.values as [number, number]
    const high = above.low - gap - 2
    ranges.push({ low: high - more, high })
    at = pair.next
  }
  if (ranges.some(({ low }) => low < 0)) return null
  return { frame: { type: 'ack', ranges, delayUs: delay * DELAY_UNIT_US }, next: at }
}

function readVarints(bytes: Uint8Array, offset: number, count: number) {
  const values: number[] = []
  let at = offset
  for (let index = 0; index < count; index++) {
    const read = readVarint(bytes, at)
    if (!read) return null
    values.push(read.value)
    at = read.next
  }
  return { values, next: at }
}

function decodeStream(bytes: Uint8Array, at: number): Read {
  const type = bytes[at]
  if ((type & 0xf8) !== STREAM) return null
  const id = readVarint(bytes, at + 1)
  if (!id) return null
  const start = type & HAS_OFFSET ? readVarint(bytes, id.next) : { value: 0, next: id.next }
  if (!start) return null
  const length =
    type & HAS_LENGTH ? readVarint(bytes, start.next) : { value: bytes.length - start.next, next: start.next }
  if (!length || length.next + length.value > bytes.length) return null
  const next = length.next + length.value
  const data = bytes.subarray(length.next, next)
  return {
    frame: { type: 'stream', streamId: id.value, offset: start.value, data, fin: (type & HAS_FIN) !== 0 },
    next,
  }
}
