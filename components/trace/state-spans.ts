import type { ObservedState } from '@/lib/net/trace/observed-end'
import type { Conversation } from '@/lib/net/trace/tcp-conversation'
import type { SequenceLayout } from './sequence-layout'

/** For how long one end is in one state. `step` is the index of the step that brings it about, -1 before the first. */
export type StateSpan = {
  readonly state: ObservedState
  readonly step: number
  readonly fromY: number
  /** where the next state begins; the foot of the drawing for the last */
  readonly toY: number
}

/** The states of one end down its lifeline, in the order in which that end goes through them. */
export function stateSpans(
  { steps, initial }: Conversation,
  { segments, axis }: SequenceLayout,
  end: 0 | 1,
): readonly StateSpan[] {
  const changes = steps
    .map((step, index) => ({
      step: index,
      ...step.states[end],
      y: step.from === end ? segments[index].sentY : segments[index].endY,
    }))
    .filter(({ before, after }) => before !== after)
    .sort((a, b) => a.y - b.y || a.step - b.step)
  const starts = [{ step: -1, after: initial[end], y: 0 }, ...changes]
  return starts.map(({ step, after, y }, index) => ({
    state: after,
    step,
    fromY: y,
    toY: starts[index + 1]?.y ?? axis.height,
  }))
}
