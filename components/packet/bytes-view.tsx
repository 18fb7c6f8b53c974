'use client'

import { useMemo, useState } from 'react'
import type { DissectorTable } from '@/lib/net/wire/dissect'
import { FrameBytes } from './frame-bytes'
import { cellKey, type HeaderCell } from './header-cells'
import { changedFields, type Frame, headerViews } from './header-views'
import { hexWindow } from './hex-window'

/**
 * A frame's headers field by field: the RFC's drawing (or a list, for a message that has none), the explanation of the chosen
 * field, and the frame as bytes. `table` is what takes the frame apart: a page that needs few protocols brings few. `before` is
 * a packet to compare with, such as the same one before a machine handled it: what differs is marked, with the old value, and
 * `changed` says what a difference means.
 */
export function BytesView({
  frame,
  before,
  changed,
  table,
  field,
  onField,
  says,
  heading,
}: {
  readonly frame: Frame
  readonly before?: Frame | null
  readonly changed?: string
  readonly table: DissectorTable
  /** name of the chosen field */
  readonly field: string
  readonly onField: (name: string) => void
  /** what this very value says in this packet, null when the general text is enough */
  readonly says?: (name: string) => string | null
  readonly heading: 'h3' | 'h4'
}) {
  const headers = useMemo(() => headerViews(frame, table), [frame, table])
  const was = useMemo(
    () => (before ? changedFields(headerViews(before, table), headers) : {}),
    [before, headers, table],
  )
  const [place, setPlace] = useState<string | null>(null)
  const isPlace = (each: HeaderCell) => each.name === field && cellKey(each) === place
  const header =
    headers.find(({ cells }) => cells.some(isPlace)) ??
    headers.find(({ cells }) => cells.some(({ name }) => name === field)) ??
    headers.at(-1)
  if (!header)
    return <p className="bx">This capture does not hold enough of the frame to show its headers.</p>
  const cell =
    header.cells.find(isPlace) ?? header.cells.find(({ name }) => name === field) ?? header.cells[0]

  function choose(next: HeaderCell) {
    setPlace(cellKey(next))
    onField(next.name)
  }
  const now = cell && says?.(cell.name)
  const { from, to, note } = hexWindow(frame, headers, cell)
  return (
    <FrameBytes
      bytes={frame.bytes.subarray(from, to)}
      from={from}
      headers={headers}
      header={header}
      cell={cell}
      was={was}
      changed={changed}
      onSelect={choose}
      heading={heading}
      says={now && <p>{now}</p>}
      note={note}
    />
  )
}
