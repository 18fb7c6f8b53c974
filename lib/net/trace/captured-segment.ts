import type { TcpOptions } from '../node/tcp-port'
import { FIN, SYN } from '../node/tcp-port'
import { addToSequence } from './sequence'

/** One TCP segment as a capture shows it. Numbers are raw (unsigned 32-bit) and `window` is as on the wire, unscaled. */
export type CapturedSegment = {
  /** position in the capture, from 1, as Wireshark counts */
  readonly frame: number
  /** microseconds since the first frame of the capture; a nanosecond capture gives a fraction */
  readonly timeUs: number
  /** which of the two ends of the flow sent it */
  readonly from: 0 | 1
  /** flag bits, see node/tcp-port */
  readonly flags: number
  readonly sequence: number
  readonly acknowledgment: number
  readonly window: number
  readonly options: TcpOptions
  /** bytes of the stream that it carries, by the IP header's length, whether or not the capture kept them all */
  readonly payloadLength: number
}

/** The sequence numbers that a segment takes: its payload, plus one for SYN and one for FIN (SEG.LEN, RFC 9293 section 3.4). */
export function segmentLength(segment: CapturedSegment): number {
  return segment.payloadLength + (segment.flags & SYN ? 1 : 0) + (segment.flags & FIN ? 1 : 0)
}

/** The sequence number after the last one that the segment takes. */
export function segmentEnd(segment: CapturedSegment): number {
  return addToSequence(segment.sequence, segmentLength(segment))
}
