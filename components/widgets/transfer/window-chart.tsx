'use client'

import { FULL_SEGMENT } from '@/lib/net/transfer/settings'
import type { Columns } from '@/lib/net/transfer/story'
import { Chart } from './chart'
import { type Extent, firstAfter, SIDE, stairs } from './chart-path'

/** cwnd, ssthresh, the receiver's window and the bytes in flight over time. */
export function WindowChart({
  columns,
  other,
  fromUs,
  toUs,
  nowUs,
  productBytes,
}: {
  readonly columns: Columns
  /** cwnd of the other algorithm on the same path */
  readonly other: { readonly name: string; readonly columns: Columns } | null
  readonly fromUs: number
  readonly toUs: number
  readonly nowUs: number
  readonly productBytes: number
}) {
  const extent: Extent = {
    fromUs,
    toUs,
    low: 0,
    high: highest(columns, other?.columns ?? null, fromUs, toUs),
  }
  const { atUs, cwnd, ssthresh, rwnd, inFlight } = columns
  const flight = stairs(extent, atUs, inFlight)
  const product = SIDE - (productBytes / extent.high) * SIDE
  return (
    <Chart
      name="Windows, in segments of 1,448 bytes"
      one={FULL_SEGMENT}
      unit={(segments) => String(Math.round(segments))}
      extent={extent}
      nowUs={nowUs}
    >
      {flight && <path className="flight" d={`${flight}V${SIDE}H${startOf(flight)}Z`} />}
      {product > 0 && <path className="product" d={`M0 ${product}H${SIDE}`} />}
      <path className="rwnd" d={stairs(extent, atUs, rwnd)} />
      <path className="ssthresh" d={stairs(extent, atUs, ssthresh, true)} />
      {other && <path className="other" d={stairs(extent, other.columns.atUs, other.columns.cwnd)} />}
      <path className="cwnd" d={stairs(extent, atUs, cwnd)} />
    </Chart>
  )
}

function startOf(path: string): string {
  return /^M([\d.]+)/.exec(path)?.[1] ?? '0'
}

/** The highest congestion window in sight and a little more; a receiver's window far above it leaves the picture. */
function highest(columns: Columns, other: Columns | null, fromUs: number, toUs: number): number {
  let most = 12 * FULL_SEGMENT
  for (const { atUs, cwnd, rwnd } of other ? [columns, other] : [columns]) {
    const from = Math.max(0, firstAfter(atUs, fromUs) - 1)
    for (let index = from; index < atUs.length && (atUs[index] as number) <= toUs; index++)
      most = Math.max(
        most,
        cwnd[index] as number,
        Math.min(rwnd[index] as number, 1.6 * (cwnd[index] as number)),
      )
  }
  return most * 1.08
}
