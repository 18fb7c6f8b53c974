import { ACK, RST } from '../node/tcp-port'
import { type CapturedSegment, segmentEnd, segmentLength } from './captured-segment'
import { sequenceDistance } from './sequence'
import type { Vantage } from './vantage'

/**
 * What became of a segment, by what the capture shows of the answers:
 * `arrived`: it was seen at its receiver, was acknowledged, or takes no sequence number and nothing speaks against it;
 * `no-answer`: it was sent again before any acknowledgment of it was seen (it or its acknowledgment was lost);
 * `open`: the capture ends before an answer.
 */
export type Fate = {
  readonly outcome: 'arrived' | 'no-answer' | 'open'
  /** index of the first segment that acknowledges it */
  readonly acknowledgedBy: number | null
  /** index of the segment that it repeats, whole or in part */
  readonly repeats: number | null
}

/** One fate for each segment, in the same order. A new segment costs a binary search, an acknowledgment what it covers. */
export function findFates(segments: readonly CapturedSegment[], at: Vantage['at']): readonly Fate[] {
  const outcome: Fate['outcome'][] = []
  const acknowledgedBy: (number | null)[] = []
  const repeats: (number | null)[] = []
  /** indexes of what is not acknowledged, by sequence number */
  const inFlight: [number[], number[]] = [[], []]
  const lastWithSequence: [Map<number, number>, Map<number, number>] = [new Map(), new Map()]

  segments.forEach((segment, index) => {
    const { from } = segment
    const seenAtReceiver = at === (from === 0 ? 'server' : 'client')
    const takesSequence = segmentLength(segment) > 0
    acknowledgedBy.push(null)
    repeats.push(null)
    outcome.push(takesSequence && !seenAtReceiver ? 'open' : 'arrived')

    if (segment.flags & (ACK | RST)) {
      const sender = from === 0 ? 1 : 0
      inFlight[sender] = inFlight[sender].filter((earlier) => {
        const covered = covers(segment, segments[earlier])
        if (covered) {
          outcome[earlier] = 'arrived'
          acknowledgedBy[earlier] = index
        }
        return !covered
      })
    }
    if (!takesSequence) return
    const [first, end] = overlapping(inFlight[from], segments, segment)
    const overlapped = inFlight[from].slice(first, end)
    for (const earlier of overlapped) if (outcome[earlier] === 'open') outcome[earlier] = 'no-answer'
    repeats[index] = overlapped.at(-1) ?? lastWithSequence[from].get(segment.sequence) ?? null
    if (first === inFlight[from].length) inFlight[from].push(index)
    else inFlight[from].splice(first, end - first, index)
    lastWithSequence[from].set(segment.sequence, index)
  })
  return segments.map((_, index) => ({
    outcome: outcome[index],
    acknowledgedBy: acknowledgedBy[index],
    repeats: repeats[index],
  }))
}

/** Range of the in-flight segments that share sequence numbers with `segment`; empty at the place where it belongs. */
function overlapping(
  inFlight: readonly number[],
  segments: readonly CapturedSegment[],
  segment: CapturedSegment,
): readonly [number, number] {
  let low = 0
  let high = inFlight.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sequenceDistance(segment.sequence, segmentEnd(segments[inFlight[middle]])) <= 0) low = middle + 1
    else high = middle
  }
  const to = segmentEnd(segment)
  let end = low
  while (end < inFlight.length && sequenceDistance(segments[inFlight[end]].sequence, to) > 0) end++
  return [low, end]
}

/**
 * Cumulative acknowledgment, a SACK block around it (RFC 2018 section 3), or the RST without ACK that answers it and takes its
 * number from it (RFC 9293 section 3.10.7.1).
 */
function covers(acknowledging: CapturedSegment, segment: CapturedSegment): boolean {
  const { flags } = acknowledging
  if (!(flags & ACK)) return (flags & RST) !== 0 && acknowledging.sequence === segment.acknowledgment
  const end = segmentEnd(segment)
  if (sequenceDistance(end, acknowledging.acknowledgment) >= 0) return true
  return (acknowledging.options.sack ?? []).some(
    ([left, right]) => sequenceDistance(left, segment.sequence) >= 0 && sequenceDistance(end, right) >= 0,
  )
}
