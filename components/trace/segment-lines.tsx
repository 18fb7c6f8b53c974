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
  return (
    <>
      <svg width="100%" height={axis.height} role="presentation">
        {drawn.map((index) => {
          const { sentY, endY, reach } = segments[index]
          const fromLeft = steps[index].from === 0
          return (
            <line
              key={index === at ? `now-${index}` : index}
              className={lineClass(steps[index], index, at, moving)}
              pathLength={isDrawn(steps[index], index, at, moving) ? 1 : undefined}
              x1={fromLeft ? '0%' : '100%'}
              y1={sentY}
              x2={`${(fromLeft ? reach : 1 - reach) * 100}%`}
              y2={endY}
            />
          )
        })}
      </svg>
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

function lineClass(step: Step, index: number, at: number, moving: boolean): string {
  if (index > at) return 'later'
  const kind = step.outcome === 'no-answer' ? 'lost' : step.outcome === 'open' ? 'ahead' : 'done'
  return isDrawn(step, index, at, moving) ? 'done go' : kind
}

/** A line that is drawn while its segment travels; dashes cannot be. */
function isDrawn(step: Step, index: number, at: number, moving: boolean): boolean {
  return index === at && moving && step.outcome === 'arrived'
}
