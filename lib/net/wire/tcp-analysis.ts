/** What can be told by comparing a segment with earlier ones: which frame an ACK answers, round trips, bytes in flight. */
import type { Dissection, Layer } from './dissect'
import { Field, formatDecimal, formatSeconds, storedField } from './field'
import { TCP_ACK, TCP_FIN, TCP_PSH, TCP_SYN } from './tcp'

const ACKS_FRAME = storedField('tcp.analysis.acks_frame', formatDecimal)
const ACK_RTT = storedField('tcp.analysis.ack_rtt', formatSeconds)
const INITIAL_RTT = storedField('tcp.analysis.initial_rtt', formatSeconds)
const BYTES_IN_FLIGHT = storedField('tcp.analysis.bytes_in_flight', formatDecimal)
const PUSH_BYTES_SENT = storedField('tcp.analysis.push_bytes_sent', formatDecimal)

type Unacknowledged = {
  readonly frame: number
  sequence: number
  readonly next: number
  readonly seconds: number
  readonly nanoseconds: number
}

/** Segments of one end that wait for their ACK; of more, only the newest are known and nothing is said of bytes in flight. */
const MOST_WAITING = 256

/** One end's side of the comparison. */
export type SendMemory = {
  waiting: Unacknowledged[]
  overflowed: boolean
  /** Bytes that the peer's latest segment said it has beyond a hole (RFC 2018). */
  sacked: number
  pushBytes: number
  pushedLast: boolean
}

export type HandshakeMemory = { synSeconds: number; synNanoseconds: number; initialRttNs: number }

export function makeSendMemory(): SendMemory {
  return { waiting: [], overflowed: false, sacked: 0, pushBytes: 0, pushedLast: false }
}

export function makeHandshakeMemory(): HandshakeMemory {
  return { synSeconds: -1, synNanoseconds: 0, initialRttNs: 0 }
}

export function analyse(
  into: Dissection,
  layer: Layer,
  from: SendMemory,
  to: SendMemory,
  handshake: HandshakeMemory,
  flags: number,
  sequence: number,
  acknowledgment: number,
  length: number,
): void {
  const { number, seconds, nanoseconds } = into.moment
  noteHandshake(handshake, flags, seconds, nanoseconds)
  const size = length + (flags & (TCP_SYN | TCP_FIN) ? 1 : 0)
  if (size > 0)
    noteSent(from, { frame: number, sequence, next: (sequence + size) >>> 0, seconds, nanoseconds })
  const answered = takeAcknowledged(to, acknowledgment)
  // a FIN takes a sequence number but is no byte
  const bytes = length > 0 && acknowledgment !== 0 ? bytesInFlight(from) : 0
  const inFlight = bytes > 0 && flags & TCP_FIN ? bytes - 1 : bytes
  if (!answered && inFlight === 0) return
  const { fields, offset } = layer
  if (answered) {
    const elapsed = (seconds - answered.seconds) * 1e9 + nanoseconds - answered.nanoseconds
    fields.push(new Field(ACKS_FRAME, offset, 0, answered.frame), new Field(ACK_RTT, offset, 0, elapsed))
  }
  if (handshake.initialRttNs > 0) fields.push(new Field(INITIAL_RTT, offset, 0, handshake.initialRttNs))
  if (inFlight > 0) {
    notePush(from, (flags & TCP_PSH) !== 0, length)
    fields.push(
      new Field(BYTES_IN_FLIGHT, offset, 0, inFlight),
      new Field(PUSH_BYTES_SENT, offset, 0, from.pushBytes),
    )
  }
}

/** From the last SYN to the first segment after the SYN-ACK. */
function noteHandshake(
  handshake: HandshakeMemory,
  flags: number,
  seconds: number,
  nanoseconds: number,
): void {
  if ((flags & (TCP_SYN | TCP_ACK)) === TCP_SYN) {
    handshake.synSeconds = seconds
    handshake.synNanoseconds = nanoseconds
  } else if (
    flags & TCP_ACK &&
    !(flags & TCP_SYN) &&
    handshake.initialRttNs === 0 &&
    handshake.synSeconds >= 0
  )
    handshake.initialRttNs = (seconds - handshake.synSeconds) * 1e9 + nanoseconds - handshake.synNanoseconds
}

function noteSent(from: SendMemory, segment: Unacknowledged): void {
  from.waiting.push(segment)
  if (from.waiting.length > MOST_WAITING) {
    from.waiting.shift()
    from.overflowed = true
  }
}

/** Takes what is acknowledged off the list. Gives the segment that the number matches exactly: the first copy of it. */
function takeAcknowledged(to: SendMemory, acknowledgment: number): Unacknowledged | null {
  if (to.waiting.length === 0) return null
  let answered: Unacknowledged | null = null
  const left: Unacknowledged[] = []
  for (const segment of to.waiting) {
    const beyond = (segment.next - acknowledgment) | 0
    if (beyond === 0) answered ??= segment
    else if (beyond > 0) {
      if (((acknowledgment - segment.sequence) | 0) > 0) segment.sequence = acknowledgment
      left.push(segment)
    }
  }
  if (left.length < to.waiting.length) to.waiting = left
  if (left.length === 0) to.overflowed = false
  return answered
}

/** From the first byte without an ACK to the last that was sent, less what was selectively acknowledged; 0 when that cannot be told. */
function bytesInFlight({ waiting, overflowed, sacked }: SendMemory): number {
  if (overflowed || waiting.length === 0) return 0
  const origin = waiting[0].sequence
  let first = 0
  let last = 0
  for (const { sequence, next } of waiting) {
    first = Math.min(first, (sequence - origin) | 0)
    last = Math.max(last, (next - origin) | 0)
  }
  return Math.max(0, last - first - sacked)
}

/** Bytes since the last PSH. */
function notePush(from: SendMemory, push: boolean, length: number): void {
  from.pushBytes = from.pushedLast ? length : from.pushBytes + length
  from.pushedLast = push
}
