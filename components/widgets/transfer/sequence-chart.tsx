'use client'

import type { Columns, DrawnSegment } from '@/lib/net/transfer/story'
import { Chart } from './chart'
import { type Extent, firstAfter, stairs, xAt, yAt } from './chart-path'

/** More segments than this are drawn as the line of the last byte sent. */
const MOST_SEGMENTS = 420

/** Which bytes left when, which are acknowledged, and where the receiver's window ends. */
export function SequenceChart({
  columns,
  segments,
  fromUs,
  toUs,
  nowUs,
}: {
  readonly columns: Columns
  readonly segments: readonly DrawnSegment[]
  readonly fromUs: number
  readonly toUs: number
  readonly nowUs: number
}) {
  const { atUs, sndUna, outstanding, rwnd } = columns
  const sent = sndUna.map((una, index) => una + (outstanding[index] as number))
  const edge = sndUna.map((una, index) => una + (rwnd[index] as number))
  const shown = segments.filter(([at]) => at >= fromUs && at <= toUs)
  const isClose = shown.length <= MOST_SEGMENTS
  const first = Math.max(0, firstAfter(atUs, fromUs) - 1)
  const last = Math.max(first, firstAfter(atUs, toUs) - 1)
  const low = sndUna[first] ?? 0
  const high = Math.max(...shown.map(([, from, length]) => from + length), sent[last] ?? 0, low + 14_480)
  const pad = (high - low) * 0.06
  const extent: Extent = { fromUs, toUs, low: Math.max(0, low - pad), high: high + pad }
  return (
    <Chart
      name="Sequence numbers of the bytes, the first byte is 1"
      unit={bytesShort}
      extent={extent}
      nowUs={nowUs}
      tall
      timeAxis
      over={
        isClose &&
        shown
          .filter(([, , , mark]) => mark % 2 === 1)
          .map(([at, from, length]) => (
            <span
              key={`${at} ${from}`}
              className="tc-lost"
              style={{
                left: `${xAt(extent, at) / 10}%`,
                top: `${yAt(extent, from + length / 2) / 10}%`,
              }}
            >
              ×
            </span>
          ))
      }
    >
      <path className="edge" d={stairs(extent, atUs, edge)} />
      {!isClose && <path className="sent" d={stairs(extent, atUs, sent)} />}
      <path className="acked" d={stairs(extent, atUs, sndUna)} />
      {isClose && (
        <>
          <path className="seg" d={barsOf(extent, shown, false)} />
          <path className="seg again" d={barsOf(extent, shown, true)} />
        </>
      )}
    </Chart>
  )
}

function barsOf(extent: Extent, segments: readonly DrawnSegment[], again: boolean): string {
  return segments
    .filter(([, , , mark]) => mark >= 2 === again)
    .map(([at, from, length]) => {
      return `M${xAt(extent, at)} ${yAt(extent, from)}V${yAt(extent, from + length)}`
    })
    .join('')
}

/** "1.5 MB", "300 kB", "0" */
function bytesShort(bytes: number): string {
  if (bytes === 0) return '0'
  if (bytes >= 1e6) return `${Number((bytes / 1e6).toFixed(2))} MB`
  return `${Number((bytes / 1e3).toFixed(1))} kB`
}
