import type { Conversation, Step } from '@/lib/net/trace/tcp-conversation'
import { type OffScale, type TimeAxis, timeAxis } from './time-axis'

/** Where one segment is drawn: y in px at the sender's and at the receiver's lifeline. */
export type DrawnSegment = {
  readonly sentY: number
  /** at the receiver, or as far as it got */
  readonly endY: number
  /** how far across it is drawn, 0 to 1: 1 unless it is not known to have arrived */
  readonly reach: number
}

export type SequenceLayout = {
  readonly axis: TimeAxis
  /** the stretches of the axis that are drawn shorter than their time */
  readonly waits: readonly OffScale[]
  readonly hasWidened: boolean
  readonly segments: readonly DrawnSegment[]
  /** moment of the first event, which is shown as 0 */
  readonly startUs: number
  readonly totalUs: number
}

/** One way across is this many px of slope; one row of chips fits between level lines. */
const WAY_PX = 66
const LEVEL_PX = 34
const REACH_OF_THE_LOST = 0.64

/** Lays a conversation out on one time axis for both lifelines. */
export function layOutSequence({ steps, vantage }: Conversation): SequenceLayout {
  const way = vantage.delayUs ? vantage.delayUs[0] + vantage.delayUs[1] : 0
  const events = steps.flatMap(({ sentUs, arrivedUs }) =>
    arrivedUs === null ? [sentUs] : [sentUs, arrivedUs],
  )
  const axis = timeAxis(
    events,
    way > 0
      ? { unitUs: way, unitPx: WAY_PX, leastPx: 9, mostPx: 84, padPx: 26 }
      : { unitUs: typicalGap(events), unitPx: LEVEL_PX, leastPx: 28, mostPx: 84, padPx: 38 },
  )
  return {
    axis,
    waits: axis.offScale.filter(({ kind }) => kind === 'shortened'),
    hasWidened: axis.offScale.some(({ kind }) => kind === 'widened'),
    segments: steps.map((step) => drawSegment(step, axis, way > 0 ? WAY_PX : 0)),
    startUs: Math.min(...events.slice(0, 2), 0),
    totalUs: Math.max(0, ...events.slice(-4)),
  }
}

function drawSegment(step: Step, axis: TimeAxis, slopePx: number): DrawnSegment {
  const sentY = axis.yOf(step.sentUs)
  if (step.arrivedUs !== null) return { sentY, endY: axis.yOf(step.arrivedUs), reach: 1 }
  return { sentY, endY: sentY + slopePx * REACH_OF_THE_LOST, reach: REACH_OF_THE_LOST }
}

/** The middle one of the gaps between events, in µs; 1 when there is none. */
function typicalGap(events: readonly number[]): number {
  const times = [...new Set(events)].sort((a, b) => a - b)
  const gaps = times.slice(1).map((time, index) => time - times[index])
  return gaps.sort((a, b) => a - b)[gaps.length >> 1] || 1
}

/** Does a stretch of the axis touch the drawn range of segments? */
export function isNear(
  { fromY, toY }: OffScale,
  { segments }: SequenceLayout,
  near: readonly [number, number],
): boolean {
  const first = segments[near[0]]
  const last = segments[near[1] - 1]
  return first !== undefined && last !== undefined && toY >= first.sentY - 200 && fromY <= last.endY + 200
}
