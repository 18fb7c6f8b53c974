'use client'

import { formatDuration } from '@/lib/net/explain/quantity'
import type { Step } from '@/lib/net/trace/tcp-conversation'
import { isNear, type SequenceLayout } from './sequence-layout'

/** Half a label, and a little air. */
const WAIT_LABEL_PX = 14

/** The lines across, drawn in px downwards and per cent sideways, so that they fit any width. */
export function SegmentLines({
  layout,
  steps,
  at,
  near,
  moving,
}: {
  readonly layout: SequenceLayout
  readonly steps: readonly Step[]
  readonly at: number
  /** range of segments that are drawn */
  readonly near: readonly [number, number]
  readonly moving: boolean
}) {
  const { segments, axis } = layout
  const drawn = Array.from({ length: near[1] - near[0] }, (_, index) => near[0] + index).filter(
    (index) => steps[index].kind !== 'moment',
  )
  const line = (index: number) => {
    const { sentY, endY, reach } = segments[index]
    const fromLeft = steps[index].from === 0
    return (
      <line
        key={index}
        className={lineClass(steps[index], index, at)}
        x1={fromLeft ? '0%' : '100%'}
        y1={sentY}
        x2={`${(fromLeft ? reach : 1 - reach) * 100}%`}
        y2={endY}
      />
    )
  }
  const grows = moving && drawn.includes(at) && steps[at].outcome === 'arrived'
  return (
    <>
      <svg width="100%" height={axis.height} role="presentation">
        {drawn.filter((index) => !(grows && index === at)).map(line)}
      </svg>
      {grows && (
        // a drawing of its own grows from the sender: what is in it need not be drawn again in every frame
        <svg
          key={at}
          className="go"
          width="100%"
          height={axis.height}
          role="presentation"
          style={{ transformOrigin: `${steps[at].from === 0 ? 0 : 100}% ${segments[at].sentY}px` }}
        >
          {line(at)}
        </svg>
      )}
      {drawn.map((index) => {
        const { sentY, endY, reach } = segments[index]
        const fromLeft = steps[index].from === 0
        const place = { left: `${(fromLeft ? reach : 1 - reach) * 100}%`, top: endY }
        if (index > at) return null
        if (steps[index].outcome === 'no-answer')
          return <i key={index} className={index === at && moving ? 'gone go' : 'gone'} style={place} />
        if (reach < 1) return null
        return (
          <i
            key={index}
            className={`tip ${fromLeft ? 'r' : 'l'}${endY - sentY > 20 ? ' steep' : ''}${index === at && moving ? ' go' : ''}`}
            style={place}
          />
        )
      })}
      {layout.waits
        .filter((wait) => isNear(wait, layout, near))
        .map(({ fromY, toY, us }) => (
          // at its end: the chip of what was sent before the wait hangs into it
          <span key={fromY} className="wait" style={{ top: toY - WAIT_LABEL_PX }}>
            {formatDuration(us)} pass, not to scale
          </span>
        ))}
    </>
  )
}

function lineClass(step: Step, index: number, at: number): string {
  if (index > at) return 'later'
  return step.outcome === 'no-answer' ? 'lost' : step.outcome === 'open' ? 'ahead' : 'done'
}
