import { ACK } from '../node/tcp-port'
import { type CapturedSegment, segmentEnd, segmentLength } from './captured-segment'
import type { Fate } from './fate'
import { sequenceDistance } from './sequence'
import type { Vantage } from './vantage'

/** When a segment left one end and reached the other, in µs since the first frame of the capture. */
export type Transit = {
  readonly sentUs: number
  /** null: it is not known to have arrived */
  readonly arrivedUs: number | null
  /** which of the two times were not measured at that end but worked out from half of the round trip */
  readonly estimated: { readonly sent: boolean; readonly arrived: boolean }
}

/**
 * Sets each segment's capture time off by the delay to the end in question, then bends those estimates where they would break
 * what is certain: nobody acknowledges what has not arrived, and a path keeps its order.
 */
export function findTransits(
  segments: readonly CapturedSegment[],
  fates: readonly Fate[],
  delayUs: Vantage['delayUs'],
): readonly Transit[] {
  const [toClient, toServer] = delayUs ?? [0, 0]
  const arrived = segments.map((segment, index) => {
    const delay = segment.from === 0 ? toServer : toClient
    const answer = fates[index].acknowledgedBy
    const room = answer === null ? delay : (segments[answer].timeUs - segment.timeUs) / 2
    return segment.timeUs + Math.min(delay, room)
  })
  for (const end of [0, 1] as const) {
    let next = Number.POSITIVE_INFINITY
    for (let index = segments.length - 1; index >= 0; index--) {
      if (segments[index].from !== end || fates[index].outcome !== 'arrived') continue
      next = arrived[index] = Math.min(arrived[index], next)
    }
  }

  const sent = segments.map(({ timeUs, from }) => timeUs - (from === 0 ? toClient : toServer))
  const newestCovered = newestCoveredBy(segments)
  const latest: [number, number] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  segments.forEach((segment, index) => {
    const cause = newestCovered[index]
    const notBefore = cause === null ? sent[index] : Math.min(segment.timeUs, arrived[cause])
    sent[index] = latest[segment.from] = Math.max(sent[index], notBefore, latest[segment.from])
  })

  return segments.map(({ from }, index) => ({
    sentUs: sent[index],
    arrivedUs: fates[index].outcome === 'arrived' ? arrived[index] : null,
    estimated: {
      sent: (from === 0 ? toClient : toServer) > 0,
      arrived: (from === 0 ? toServer : toClient) > 0,
    },
  }))
}

/** For each segment, the last one of the other end that it acknowledges. */
function newestCoveredBy(segments: readonly CapturedSegment[]): (number | null)[] {
  const waiting: [number[], number[]] = [[], []]
  const newest: [number | null, number | null] = [null, null]
  return segments.map((segment, index) => {
    const other = segment.from === 0 ? 1 : 0
    if (segmentLength(segment) > 0) waiting[segment.from].push(index)
    if (!(segment.flags & ACK)) return null
    waiting[other] = waiting[other].filter((earlier) => {
      const covered = sequenceDistance(segmentEnd(segments[earlier]), segment.acknowledgment) >= 0
      if (covered) newest[other] = Math.max(newest[other] ?? 0, earlier)
      return !covered
    })
    return newest[other]
  })
}
