import { ACK, RST, SYN } from '../node/tcp-port'
import { type CapturedSegment, segmentEnd } from './captured-segment'
import { sequenceDistance } from './sequence'

/** Where a capture was taken, as its handshake tells: which half of the round trip lies on which side. */
export type Vantage = {
  readonly at: 'client' | 'server' | 'between' | 'unknown'
  /** the handshake's round trip between the two ends in µs; null when it was not seen whole */
  readonly roundTripUs: number | null
  /**
   * From the capture point to each end and one way, in µs: half of the measured round trip, which is an estimate, since a
   * capture at one place cannot tell the way there from the way back. 0 at the end where the capture was taken.
   */
  readonly delayUs: readonly [number, number] | null
}

/** At most this part of the round trip on one side means that the capture was taken there. */
const NEAR = 0.1

/** Reads the vantage from the first SYN that was answered; `segments` in capture order, end 0 is the client. */
export function findVantage(segments: readonly CapturedSegment[]): Vantage {
  const unknown: Vantage = { at: 'unknown', roundTripUs: null, delayUs: null }
  const answerAt = segments.findIndex(({ from, flags }) => from === 1 && flags & (SYN | RST) && flags & ACK)
  const answer = segments[answerAt]
  if (!answer) return unknown
  // Karn's rule read backwards: with several SYNs the answer belongs, most likely, to the last one before it.
  const syn = segments.slice(0, answerAt).findLast(({ from, flags }) => from === 0 && isSynOnly(flags))
  const doneAt = segments.findIndex((segment, index) => index > answerAt && isReplyTo(answer, segment))
  const lastAnswer = segments
    .slice(answerAt, Math.max(doneAt, 0))
    .findLast(({ from, flags }) => from === 1 && flags & SYN)
  const toServer = syn ? answer.timeUs - syn.timeUs : null
  const toClient = lastAnswer ? segments[doneAt].timeUs - lastAnswer.timeUs : null
  if (toServer === null || toClient === null) {
    if (toServer !== null) return { ...unknown, delayUs: [0, toServer / 2] }
    return toClient === null ? unknown : { ...unknown, delayUs: [toClient / 2, 0] }
  }
  const roundTripUs = toServer + toClient
  if (toClient <= roundTripUs * NEAR) return { at: 'client', roundTripUs, delayUs: [0, toServer / 2] }
  if (toServer <= roundTripUs * NEAR) return { at: 'server', roundTripUs, delayUs: [toClient / 2, 0] }
  return { at: 'between', roundTripUs, delayUs: [toClient / 2, toServer / 2] }
}

/** The client's acknowledgment of a SYN-ACK, or its RST. */
function isReplyTo(answer: CapturedSegment, segment: CapturedSegment): boolean {
  if (segment.from !== 0 || !(answer.flags & SYN)) return false
  if (segment.flags & ACK) return sequenceDistance(segmentEnd(answer), segment.acknowledgment) >= 0
  return (segment.flags & RST) !== 0 && segment.sequence === answer.acknowledgment
}

function isSynOnly(flags: number): boolean {
  return (flags & (SYN | ACK)) === SYN
}
