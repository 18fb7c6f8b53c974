import type { FrameMoment } from './dissect'
import { TCP_ACK, TCP_FIN, TCP_RST, TCP_SYN } from './tcp'
import { type HandshakeMemory, makeHandshakeMemory, makeSendMemory, type SendMemory } from './tcp-analysis'
import type { TcpStreamAssembler } from './tcp-assembler'

/** No SYN of this end was seen: the scale is not known. */
export const SCALE_UNKNOWN = -1
/** This end's SYN offered no window scale: neither end scales (RFC 7323 section 2.2). */
export const SCALE_UNUSED = -2
/** RFC 7323 section 2.3. */
const LARGEST_SHIFT = 14

/** What was learned of one end from the segments it sent. */
export type TcpEnd = {
  /** Sequence number that counts as relative 0: the SYN's; -1 while unknown. */
  base: number
  scale: number
  assembler: TcpStreamAssembler | null
  readonly sent: SendMemory
}

/** One connection. `ends[0]` sent the first segment seen. Bounded: no list here grows with the connection. */
export type TcpFlow = {
  readonly stream: number
  readonly key: number | string
  readonly ends: readonly [TcpEnd, TcpEnd]
  readonly startSeconds: number
  readonly startNanoseconds: number
  lastSeconds: number
  lastNanoseconds: number
  /** SYN 1, SYN-ACK 2, ACK 4, data 8, FIN 16, RST 32: what was seen before the current segment. */
  completeness: number
  readonly state: Map<string, unknown>
  readonly handshake: HandshakeMemory
}

export function makeTcpFlow(
  stream: number,
  key: number | string,
  { seconds, nanoseconds }: FrameMoment,
): TcpFlow {
  return {
    stream,
    key,
    ends: [makeEnd(), makeEnd()],
    startSeconds: seconds,
    startNanoseconds: nanoseconds,
    lastSeconds: seconds,
    lastNanoseconds: nanoseconds,
    completeness: 0,
    state: new Map(),
    handshake: makeHandshakeMemory(),
  }
}

function makeEnd(): TcpEnd {
  return { base: -1, scale: SCALE_UNKNOWN, assembler: null, sent: makeSendMemory() }
}

/** A SYN with another initial sequence number opens a new connection between old ports. */
export function isReopening(from: TcpEnd, flags: number, sequence: number): boolean {
  return (flags & (TCP_SYN | TCP_ACK)) === TCP_SYN && from.base >= 0 && from.base !== sequence
}

/** Learns where both ends count from. Before the first SYN of an end is known, its first byte seen counts as 1. */
export function learnBases(
  from: TcpEnd,
  to: TcpEnd,
  flags: number,
  sequence: number,
  acknowledgment: number,
): void {
  const syn = (flags & TCP_SYN) !== 0
  if (from.base < 0 || (syn && from.base !== sequence)) from.base = syn ? sequence : (sequence - 1) >>> 0
  if (to.base < 0 && flags & TCP_ACK) to.base = (acknowledgment - 1) >>> 0
}

/** `shift` null: the SYN carried no window scale option. */
export function learnScale(from: TcpEnd, shift: number | null): void {
  if (shift !== null) from.scale = Math.min(shift, LARGEST_SHIFT)
  else if (from.scale === SCALE_UNKNOWN) from.scale = SCALE_UNUSED
}

/** A connection whose beginning was not captured counts from its second segment on. */
export function learnCompleteness(flow: TcpFlow, flags: number, length: number, isFirst: boolean): void {
  const opening = flags & (TCP_SYN | TCP_ACK)
  if (opening === TCP_SYN) flow.completeness |= 1
  if (isFirst) return
  if (opening === (TCP_SYN | TCP_ACK)) flow.completeness |= 2
  if (opening === TCP_ACK && !(flags & (TCP_FIN | TCP_RST))) flow.completeness |= length > 0 ? 8 : 4
  if (flags & TCP_FIN) flow.completeness |= 16
  if (flags & TCP_RST) flow.completeness |= 32
}
