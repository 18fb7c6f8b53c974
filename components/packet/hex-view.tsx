'use client'

import type { MouseEvent } from 'react'
import type { LayerNumber } from '@/lib/course/layers'

/** A run of bytes that belongs to one header. */
export type HexSpan = { readonly layer: LayerNumber | null; readonly from: number; readonly to: number }

/**
 * A frame's bytes, each with its layer's wash, edge and pattern. A pointer's way to choose a field: the header table
 * says the same to a keyboard and a screen reader, so that this one is hidden from both.
 */
export function HexView({
  bytes,
  from,
  spans,
  selected,
  onPick,
}: {
  readonly bytes: Uint8Array
  /** what the first of them is called: `spans`, `selected` and `onPick` count alike */
  readonly from: number
  readonly spans: readonly HexSpan[]
  /** first byte and the one after the last */
  readonly selected: readonly [number, number] | null
  readonly onPick: (offset: number) => void
}) {
  const rows = Array.from({ length: Math.ceil(bytes.length / 8) }, (_, row) => row * 8)

  function onClick(event: MouseEvent<HTMLDivElement>) {
    const offset = (event.target as HTMLElement).closest<HTMLElement>('[data-at]')?.dataset.at
    if (offset !== undefined) onPick(Number(offset))
  }

  return (
    <div className="hex" aria-hidden="true" onClick={onClick}>
      {rows.map((row) => (
        <div className="r" key={row}>
          <span>{(from + row).toString(16).padStart(4, '0')}</span>
          {Array.from(bytes.subarray(row, row + 8), (byte, column) => {
            const at = from + row + column
            const span = spans.find((each) => at >= each.from && at < each.to)
            const now = selected && at >= selected[0] && at < selected[1]
            return (
              <i
                key={at}
                data-at={at}
                className={`by ${span?.layer ? `l${span.layer}` : 'lx'}${at === span?.from ? ' st' : ''}${now ? ' now' : ''}`}
              >
                {byte.toString(16).padStart(2, '0')}
              </i>
            )
          })}
        </div>
      ))}
    </div>
  )
}
