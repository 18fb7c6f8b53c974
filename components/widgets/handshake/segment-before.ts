import type { Step } from '@/lib/net/trace/tcp-conversation'

/** What the byte view says of a field that differs from the segment before, of the same end. */
export const CHANGED_SINCE = 'Changed since the last segment of this end'

/** The last segment of the same end before a step: its place among the steps, null when there is none. */
export function segmentBefore(steps: readonly Step[], at: number): number | null {
  if (!isSegment(steps[at])) return null
  const { from } = steps[at]
  const before = steps.findLastIndex((step, index) => index < at && step.from === from && isSegment(step))
  return before < 0 ? null : before
}

/** A capture shows nothing else, and does not say so. */
function isSegment({ kind = 'segment' }: Step): boolean {
  return kind === 'segment'
}
