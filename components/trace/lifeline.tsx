'use client'

import { stateName } from '@/lib/net/trace/state-name'
import type { Step } from '@/lib/net/trace/tcp-conversation'
import { formatMoment } from './moment'
import { isNear, type SequenceLayout } from './sequence-layout'
import type { StateSpan } from './state-spans'

/** Labels closer than this would cover each other. */
const LABEL_PX = 22

/** One end's lifeline: solid as far as things have happened, with its states, the times of its events and shortened waits. */
export function Lifeline({
  side,
  layout,
  spans,
  steps,
  at,
  front,
  near,
  moving,
}: {
  readonly side: 'a' | 'b'
  readonly layout: SequenceLayout
  readonly spans: readonly StateSpan[]
  readonly steps: readonly Step[]
  /** index of the current step */
  readonly at: number
  /** y down to which this lifeline is done */
  readonly front: number
  /** range of the steps that are drawn */
  readonly near: readonly [number, number]
  /** the current step is shown travelling: what its arrival changes comes after it */
  readonly moving: boolean
}) {
  const end = side === 'a' ? 0 : 1
  const now = currentSpan(spans, front, at)
  const labels = spreadLabels(spans, now)
  return (
    <div className={`sts ${side}`}>
      <i className="ll" style={{ height: front }} />
      <i className="ll todo" style={{ top: front, height: layout.axis.height - front }} />
      {now.step >= 0 && (
        <i className="sb" style={{ top: now.fromY, height: Math.max(3, front - now.fromY) }} />
      )}
      {layout.waits
        .filter((wait) => isNear(wait, layout, near))
        .map(({ fromY, toY }) => (
          <i key={fromY} className="hatch" style={{ top: fromY + 6, height: toY - fromY - 12 }} />
        ))}
      {labels.map(({ span, y }) => (
        <span
          key={span.step}
          className={`stt ${span === now ? 'cur' : span.fromY > front || span.step > at ? 'nxt' : 'past'}${moving && span.step === at ? (steps[at].from === end ? ' new' : ' new late') : ''}`}
          style={{ top: y }}
        >
          {stateName(span.state)}
        </span>
      ))}
      {ticks(steps, layout, end, at, near).map(({ y, text, current }) => (
        <span key={y} className={`tick${current ? ' cur' : ''}`} style={{ top: y }}>
          {text}
        </span>
      ))}
    </div>
  )
}

/** The state in which an end is once everything down to `front` has happened. */
export function currentSpan(spans: readonly StateSpan[], front: number, at: number): StateSpan {
  return spans.findLast(({ fromY, step }) => fromY <= front && step <= at) ?? spans[0]
}

/** A label further than this from where its state begins would be read as another state's. */
const ASTRAY_PX = 3 * LABEL_PX

/** The current state's label stands where it begins; the others make room for it and for each other, in their order. */
function spreadLabels(
  spans: readonly StateSpan[],
  now: StateSpan,
): readonly { readonly span: StateSpan; readonly y: number }[] {
  const current = spans.indexOf(now)
  const ys: number[] = []
  for (const [index, { fromY }] of spans.entries()) {
    ys.push(index === 0 || index === current ? fromY : Math.max(fromY, ys[index - 1] + LABEL_PX))
  }
  for (let index = current - 1; index >= 0; index--) ys[index] = Math.min(ys[index], ys[index + 1] - LABEL_PX)
  return spans
    .map((span, index) => ({ span, y: ys[index] }))
    .filter(({ span, y }) => y >= 0 && Math.abs(y - span.fromY) <= ASTRAY_PX)
}

/** Moments beside the lifeline: those of the current step always, others where there is room. */
function ticks(
  steps: readonly Step[],
  { segments, startUs, totalUs }: SequenceLayout,
  end: 0 | 1,
  at: number,
  near: readonly [number, number],
): readonly { readonly y: number; readonly text: string; readonly current: boolean }[] {
  const own = steps.slice(...near).flatMap((step, offset) => {
    const index = near[0] + offset
    const sent = step.from === end
    const us = sent ? step.sentUs : step.arrivedUs
    if (us === null) return []
    const y = sent ? segments[index].sentY : segments[index].endY
    const estimated = sent ? step.estimated.sent : step.estimated.arrived
    return [{ y, text: formatMoment(us - startUs, totalUs - startUs, estimated), current: index === at }]
  })
  const placed: typeof own = []
  for (const tick of [...own.filter(({ current }) => current), ...own])
    if (placed.every(({ y }) => Math.abs(y - tick.y) >= LABEL_PX)) placed.push(tick)
  return placed
}
