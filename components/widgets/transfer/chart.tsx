'use client'

import type { ReactNode } from 'react'
import { type Extent, SIDE, ticks, xAt, yAt } from './chart-path'

/**
 * A chart over time that grows with its place: lines in one stretched drawing, words beside it as HTML, so that they keep their
 * size on a phone. Everything in it is also in the table of the text form.
 */
export function Chart({
  name,
  one = 1,
  unit,
  extent,
  nowUs,
  tall,
  timeAxis,
  children,
  over,
}: {
  /** what is drawn, for the head of the chart */
  readonly name: string
  /** what the left axis counts in */
  readonly one?: number
  /** words for so many of them */
  readonly unit: (count: number) => string
  readonly extent: Extent
  /** the moment of the current step */
  readonly nowUs: number
  readonly tall?: boolean
  readonly timeAxis?: boolean
  /** lines, in a square of `SIDE` */
  readonly children: ReactNode
  /** words and signs on the lines, placed in per cent */
  readonly over?: ReactNode
}) {
  const values = ticks(extent.low / one, extent.high / one).map((count) => count * one)
  const times = ticks(extent.fromUs, extent.toUs)
  const now = xAt(extent, nowUs)
  return (
    <div className={`tchart${tall ? ' tall' : ''}`} aria-hidden="true">
      <p className="tc-name">{name}</p>
      <div className="tc-plot">
        <svg viewBox={`0 0 ${SIDE} ${SIDE}`} preserveAspectRatio="none" focusable="false">
          <title>{name}</title>
          {values.map((value) => (
            <path key={value} className="grid" d={`M0 ${yAt(extent, value)}H${SIDE}`} />
          ))}
          {children}
          {now >= 0 && now <= SIDE && <path className="now" d={`M${now} 0V${SIDE}`} />}
        </svg>
        {values.map((value) => (
          <span key={value} className="tc-y" style={{ top: `${yAt(extent, value) / 10}%` }}>
            {unit(value / one)}
          </span>
        ))}
        {over}
      </div>
      {timeAxis && (
        <div className="tc-x">
          {times.map((time) => (
            <span
              key={time}
              className={xAt(extent, time) > 0.93 * SIDE ? 'last' : undefined}
              style={{ left: `${xAt(extent, time) / 10}%` }}
            >
              {timeText(time, extent)}
            </span>
          ))}
        </div>
      )}
    </div>
  )
}

/** Seconds on a long axis, milliseconds on a short one. */
function timeText(us: number, { fromUs, toUs }: Extent): string {
  return toUs - fromUs > 2_000_000 ? `${Number((us / 1e6).toFixed(1))} s` : `${Math.round(us / 1000)} ms`
}
