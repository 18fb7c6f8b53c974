import type { CapturedSegment } from './captured-segment'
import { type ObservedEnd, observeReceived, observeSent } from './observed-end'
import type { StateChange } from './tcp-conversation'
import type { Transit } from './transit'
import type { Vantage } from './vantage'

type Event = { readonly index: number; readonly sent: boolean; readonly atUs: number }

/**
 * Runs each end through what it sent and received, in its own order, which is not the order of the capture: a segment that
 * leaves the client later may reach the server after an answer has left there.
 */
export function replay(
  segments: readonly CapturedSegment[],
  transits: readonly Transit[],
  delayUs: Vantage['delayUs'],
  ends: readonly [ObservedEnd, ObservedEnd],
): readonly (readonly [StateChange, StateChange])[] {
  const changes = ends.map((start, which) => {
    const events = eventsAt(which as 0 | 1, segments, transits, delayUs !== null && delayUs[which] > 0)
    const at = new Map<number, StateChange>()
    let end = start
    for (const { index, sent } of events) {
      const before = end.state
      end = sent ? observeSent(end, segments[index]) : observeReceived(end, segments[index])
      at.set(index, { before, after: end.state })
    }
    return at
  })
  const latest = ends.map((end) => end.state)
  return segments.map((_, index) => {
    const both = changes.map((at, which) => {
      const change = at.get(index) ?? { before: latest[which], after: latest[which] }
      latest[which] = change.after
      return change
    })
    return [both[0], both[1]]
  })
}

function eventsAt(
  end: 0 | 1,
  segments: readonly CapturedSegment[],
  transits: readonly Transit[],
  estimated: boolean,
): Event[] {
  const events = segments.flatMap((segment, index): Event[] => {
    const { sentUs, arrivedUs } = transits[index]
    if (segment.from === end) return [{ index, sent: true, atUs: sentUs }]
    return arrivedUs === null ? [] : [{ index, sent: false, atUs: arrivedUs }]
  })
  if (!estimated) return events // the capture's own order is the truth here
  return events.sort((a, b) => a.atUs - b.atUs || Number(a.sent) - Number(b.sent) || a.index - b.index)
}
