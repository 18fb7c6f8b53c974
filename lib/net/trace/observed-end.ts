import { ACK, FIN, RST, SYN, type TcpState } from '../node/tcp-port'
import { type CapturedSegment, segmentEnd } from './captured-segment'
import { addToSequence, sequenceDistance } from './sequence'

/** `unknown`: the capture began later than the connection, and nothing seen so far proves a state. */
export type ObservedState = TcpState | 'unknown'

/** What an onlooker knows of one end of a connection from the segments that it sent and received. Plain data. */
export type ObservedEnd = {
  readonly state: ObservedState
  /** ISS, once its SYN was seen */
  readonly initialSequence: number | null
  /** the sequence number after its FIN, once it has sent one */
  readonly finEnd: number | null
  /** RCV.NXT: the next sequence number that it expects */
  readonly receiveNext: number | null
  /** what arrived beyond a hole, as [from, to) pairs */
  readonly held: readonly (readonly [number, number])[]
  /** the sequence number after the peer's FIN, once that has arrived, in order or not */
  readonly peerFinEnd: number | null
  /** it was a listener: a RST in SYN-RECEIVED takes it back to LISTEN */
  readonly passive: boolean
  /** it has sent data, so it had not sent a FIN before the capture began */
  readonly sentData: boolean
  /** it has received data, so its peer had not sent a FIN before */
  readonly receivedData: boolean
  readonly receivedSynAck: boolean
}

export function observedEnd(state: ObservedState): ObservedEnd {
  return {
    state,
    initialSequence: null,
    finEnd: null,
    receiveNext: null,
    held: [],
    peerFinEnd: null,
    passive: state === 'listen',
    sentData: false,
    receivedData: false,
    receivedSynAck: false,
  }
}

/** What the sending of `segment` says about its sender: the transitions that a user call or an answer makes (RFC 9293 section 3.3.2). */
export function observeSent(end: ObservedEnd, segment: CapturedSegment): ObservedEnd {
  const { flags, sequence } = segment
  if (flags & RST) return end.state === 'listen' ? end : { ...end, state: 'closed' }
  if (flags & SYN) return { ...end, ...sentSyn(end, flags), initialSequence: sequence }

  let next = flags & ACK ? acknowledged(end, segment.acknowledgment) : end
  if (next.state === 'unknown' && next.receivedSynAck) next = { ...next, state: 'established' }
  if (segment.payloadLength > 0) next = settle({ ...next, sentData: true })
  if (flags & FIN) next = { ...next, state: afterSendingFin(next), finEnd: segmentEnd(segment) }
  return next
}

function sentSyn(end: ObservedEnd, flags: number): Partial<ObservedEnd> {
  const opening = end.state === 'closed' || end.state === 'listen' || end.state === 'unknown'
  if (!(flags & ACK)) return opening ? { state: 'syn-sent', passive: false } : {}
  if (opening) return { state: 'syn-received', passive: true }
  return end.state === 'syn-sent' ? { state: 'syn-received' } : {} // both ends called connect(): RFC 9293 figure 7
}

function afterSendingFin(end: ObservedEnd): ObservedState {
  switch (end.state) {
    case 'established':
    case 'syn-received':
      return 'fin-wait-1'
    case 'close-wait':
      return 'last-ack'
    case 'unknown':
      if (hasReachedFin(end)) return 'last-ack'
      return end.receivedData ? 'fin-wait-1' : 'unknown'
    default:
      return end.state // a copy of a FIN that is on its way already
  }
}

/** What the arrival of `segment` does to its receiver (RFC 9293 section 3.10.7). */
export function observeReceived(end: ObservedEnd, segment: CapturedSegment): ObservedEnd {
  const { flags } = segment
  if (flags & RST) return { ...end, state: afterReset(end, segment) }
  if (flags & SYN) return receivedSyn(end, segment)
  let next = end
  if (flags & ACK) next = { ...next, state: afterAcknowledgment(next, segment.acknowledgment) }
  if (segment.payloadLength > 0) next = settle({ ...next, receivedData: true })
  if (flags & FIN) next = { ...next, peerFinEnd: segmentEnd(segment) }
  return passFin(next, receive(next, segment))
}

function afterReset(end: ObservedEnd, segment: CapturedSegment): ObservedState {
  switch (end.state) {
    case 'listen':
    case 'closed':
      return end.state
    case 'syn-sent': // only the answer to this very SYN counts
      return segment.flags & ACK && acknowledges(segment.acknowledgment, end.initialSequence, 1)
        ? 'closed'
        : 'syn-sent'
    case 'syn-received':
      return end.passive ? 'listen' : 'closed'
    default:
      return 'closed'
  }
}

function receivedSyn(end: ObservedEnd, segment: CapturedSegment): ObservedEnd {
  const next = { ...end, receiveNext: addToSequence(segment.sequence, 1) }
  if (segment.flags & ACK) {
    const answersOurs = acknowledges(segment.acknowledgment, end.initialSequence, 1)
    if ((end.state === 'syn-sent' || end.state === 'syn-received') && answersOurs)
      return { ...next, state: 'established' }
    return end.state === 'unknown' ? { ...next, receivedSynAck: true } : end
  }
  if (end.state === 'listen') return { ...next, state: 'syn-received', passive: true }
  if (end.state === 'syn-sent') return { ...next, state: 'syn-received' }
  return end.state === 'unknown' ? next : end
}

function afterAcknowledgment(end: ObservedEnd, acknowledgment: number): ObservedState {
  const finAcknowledged = acknowledges(acknowledgment, end.finEnd, 0)
  switch (end.state) {
    case 'syn-received':
      return acknowledges(acknowledgment, end.initialSequence, 1) ? 'established' : end.state
    case 'fin-wait-1':
      return finAcknowledged ? 'fin-wait-2' : end.state
    case 'closing':
      return finAcknowledged ? 'time-wait' : end.state
    case 'last-ack':
      return finAcknowledged ? 'closed' : end.state
    default:
      return end.state
  }
}

/** Is `acknowledgment` at or after `base + count`? */
function acknowledges(acknowledgment: number, base: number | null, count: number): boolean {
  return base !== null && sequenceDistance(addToSequence(base, count), acknowledgment) >= 0
}

/** A receiver with more holes than this is a capture with holes: what lies farthest ahead is forgotten. */
const MOST_HELD = 64

/** RCV.NXT and what is held beyond a hole, after the segment's bytes came in. */
function receive(end: ObservedEnd, segment: CapturedSegment): ObservedEnd {
  const to = segmentEnd(segment)
  if (to === segment.sequence) return end
  let receiveNext = end.receiveNext ?? segment.sequence
  const held: (readonly [number, number])[] = []
  const ranges = [...end.held, [segment.sequence, to] as const].sort((a, b) => sequenceDistance(b[0], a[0]))
  for (const range of ranges) {
    const last = held.at(-1)
    if (sequenceDistance(receiveNext, range[0]) <= 0) receiveNext = later(receiveNext, range[1])
    else if (last && sequenceDistance(last[1], range[0]) <= 0)
      held[held.length - 1] = [last[0], later(last[1], range[1])]
    else held.push(range)
  }
  return { ...end, receiveNext, held: held.slice(0, MOST_HELD) }
}

function later(a: number, b: number): number {
  return sequenceDistance(a, b) > 0 ? b : a
}

/** An acknowledgment that an end sends proves what it has received, even if the capture missed that. */
function acknowledged(end: ObservedEnd, acknowledgment: number): ObservedEnd {
  const known = end.receiveNext
  if (known !== null && sequenceDistance(known, acknowledgment) <= 0) return end
  return passFin(end, {
    ...end,
    receiveNext: acknowledgment,
    held: end.held.filter(([, to]) => sequenceDistance(acknowledgment, to) > 0),
  })
}

function hasReachedFin(end: ObservedEnd): boolean {
  return (
    end.peerFinEnd !== null &&
    end.receiveNext !== null &&
    sequenceDistance(end.peerFinEnd, end.receiveNext) >= 0
  )
}

/** The peer's FIN counts once everything before it is there. */
function passFin(before: ObservedEnd, after: ObservedEnd): ObservedEnd {
  if (hasReachedFin(before) || !hasReachedFin(after)) return after
  switch (after.state) {
    case 'syn-received':
    case 'established':
      return { ...after, state: 'close-wait' }
    case 'fin-wait-1':
      return { ...after, state: 'closing' }
    case 'fin-wait-2':
      return { ...after, state: 'time-wait' }
    case 'unknown':
      if (after.finEnd !== null) return { ...after, state: 'closing' }
      return after.sentData ? { ...after, state: 'close-wait' } : after
    default:
      return after
  }
}

/** Data in both directions and no FIN in either: whatever came before the capture, this end is ESTABLISHED. */
function settle(end: ObservedEnd): ObservedEnd {
  const open = end.sentData && end.receivedData && end.finEnd === null && end.peerFinEnd === null
  return open && end.state === 'unknown' ? { ...end, state: 'established' } : end
}
