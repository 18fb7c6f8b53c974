import { ACK, FIN, RST, SYN } from '../node/tcp-port'
import { type CapturedSegment, segmentEnd, segmentLength } from './captured-segment'
import type { Fate } from './fate'
import type { ObservedState } from './observed-end'
import { addToSequence, sequenceDistance } from './sequence'

/** What a segment is for, in the course of its connection; `lib/net/explain` has a sentence for each. */
export type SegmentReason =
  | 'syn'
  | 'syn.again'
  | 'syn.crossing'
  | 'syn-ack'
  | 'syn-ack.again'
  | 'ack.handshake'
  | 'data'
  | 'data.again'
  | 'data.again-fast'
  | 'data.after-gap'
  | 'data.fills-gap'
  | 'ack'
  | 'ack.duplicate'
  | 'ack.fin'
  | 'ack.repeat'
  | 'ack.window-update'
  | 'ack.zero-window'
  | 'keep-alive'
  | 'window-probe'
  | 'fin'
  | 'fin.crossing'
  | 'fin.second'
  | 'fin.again'
  | 'rst.refused'
  | 'rst.no-connection'
  | 'rst.abort'
  | 'icmp'
  | 'moment'

/** What one direction has done so far. Mutable, private to one pass over a conversation. */
export type Direction = {
  /** the sequence number after the highest one sent; null before the first segment */
  highest: number | null
  acknowledgment: number | null
  /** as the last segment said it; null before there is one that counts in the same unit (RFC 7323, section 2.2: not a SYN) */
  window: number | null
  duplicates: number
  /** it has acknowledged its peer's FIN */
  finAcknowledged: boolean
  finEnd: number | null
}

export function newDirection(): Direction {
  return {
    highest: null,
    acknowledgment: null,
    window: null,
    duplicates: 0,
    finAcknowledged: false,
    finEnd: null,
  }
}

/**
 * Names the segment, then writes it down in `own`, the direction that it belongs to. `sender` and `receiver` are the states
 * of the two ends just before they send and receive it.
 */
export function reasonFor(
  segment: CapturedSegment,
  fate: Fate,
  own: Direction,
  peer: Direction,
  sender: ObservedState,
  receiver: ObservedState,
): SegmentReason {
  const reason = classify(segment, fate, own, peer, sender, receiver)
  const end = segmentEnd(segment)
  own.duplicates =
    reason === 'ack.duplicate' ? own.duplicates + 1 : segmentLength(segment) ? own.duplicates : 0
  if (!(segment.flags & RST)) {
    if (own.highest === null || sequenceDistance(own.highest, end) > 0) own.highest = end
    if (segment.flags & FIN) own.finEnd = end
    own.window = segment.flags & SYN ? null : segment.window
  }
  if (segment.flags & ACK) {
    own.acknowledgment = segment.acknowledgment
    own.finAcknowledged ||= coversFin(segment, peer)
  }
  return reason
}

function classify(
  segment: CapturedSegment,
  fate: Fate,
  own: Direction,
  peer: Direction,
  sender: ObservedState,
  receiver: ObservedState,
): SegmentReason {
  const { flags } = segment
  if (flags & RST) {
    if (receiver === 'syn-sent') return 'rst.refused'
    return own.highest === null || sender === 'closed' ? 'rst.no-connection' : 'rst.abort'
  }
  if (flags & SYN && flags & ACK) return fate.repeats === null ? 'syn-ack' : 'syn-ack.again'
  if (flags & SYN) {
    if (fate.repeats !== null) return 'syn.again'
    return receiver === 'syn-sent' ? 'syn.crossing' : 'syn'
  }
  if (flags & FIN) {
    if (fate.repeats !== null) return 'fin.again'
    if (sender === 'close-wait') return 'fin.second'
    return peer.finEnd !== null && !coversFin(segment, peer) ? 'fin.crossing' : 'fin'
  }
  return segment.payloadLength > 0
    ? classifyData(segment, fate, own, peer)
    : classifyAck(segment, own, peer, sender)
}

function classifyData(segment: CapturedSegment, fate: Fate, own: Direction, peer: Direction): SegmentReason {
  if (segment.payloadLength === 1 && peer.window === 0) return 'window-probe'
  if (fate.repeats !== null) return again(peer)
  if (own.highest === null) return 'data'
  const gap = sequenceDistance(own.highest, segment.sequence)
  if (gap > 0) return 'data.after-gap'
  return gap < 0 ? 'data.fills-gap' : 'data'
}

/** Three duplicate acknowledgments call for the copy at once; without them the timer did (RFC 5681 section 3.2, RFC 6298). */
function again(peer: Direction): SegmentReason {
  return peer.duplicates >= 3 ? 'data.again-fast' : 'data.again'
}

function classifyAck(
  segment: CapturedSegment,
  own: Direction,
  peer: Direction,
  sender: ObservedState,
): SegmentReason {
  const beforeNext = own.highest !== null && addToSequence(segment.sequence, 1) === own.highest
  if (beforeNext && sender !== 'syn-received') return peer.window === 0 ? 'window-probe' : 'keep-alive'
  if (own.acknowledgment === null && peer.acknowledgment !== null) return 'ack.handshake'
  if (segment.window === 0) return 'ack.zero-window'
  if (!own.finAcknowledged && coversFin(segment, peer)) return 'ack.fin'
  if (own.acknowledgment !== segment.acknowledgment) return 'ack'
  if (own.window !== null && own.window !== segment.window && !segment.options.sack?.length)
    return 'ack.window-update'
  const awaiting = peer.highest !== null && sequenceDistance(segment.acknowledgment, peer.highest) > 0
  return awaiting ? 'ack.duplicate' : 'ack.repeat'
}

function coversFin(segment: CapturedSegment, peer: Direction): boolean {
  return (
    peer.finEnd !== null &&
    (segment.flags & ACK) !== 0 &&
    sequenceDistance(peer.finEnd, segment.acknowledgment) >= 0
  )
}
