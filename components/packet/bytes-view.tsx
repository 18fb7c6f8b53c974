'use client'

import { useMemo, useState } from 'react'
import { sourceLink, sourceName } from '@/lib/net/explain/field-text'
import type { DissectorTable } from '@/lib/net/wire/dissect'
import { FieldList } from './field-list'
import type { HeaderCell } from './header-cells'
import { cellKey, HeaderTable } from './header-table'
import { changedFields, type Frame, type HeaderView, headerViews } from './header-views'
import { type HexSpan, HexView } from './hex-view'

/** All headers at their longest (Ethernet 14, VLAN tag 4, IPv4 60 or IPv6 40, TCP 60) and some payload. */
const MOST_HEX = 160

/**
 * A frame's headers field by field: the RFC's drawing (or a list, for a message that has none), the explanation of the chosen
 * field, and the frame as bytes. `table` is what takes the frame apart: a page that needs few protocols brings few. `before` is
 * the same packet before a machine handled it: what that machine changed is marked, with the old value.
 */
export function BytesView({
  frame,
  before,
  table,
  field,
  onField,
  says,
  heading,
}: {
  readonly frame: Frame
  readonly before?: Frame | null
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
  function pick(offset: number) {
    const hit = headers
      .flatMap(({ cells }) => cells)
      .find((each) => offset >= each.offset && offset < each.offset + each.length)
    if (hit) choose(hit)
  }

  const shown = {
    cells: header.cells,
    layer: header.layer,
    label: `Fields of the ${header.title} header`,
    selected: cell ? cellKey(cell) : null,
    onSelect: choose,
  }
  return (
    <div className="bytes">
      <div>
        <fieldset className="lays">
          <legend className="vh">Header</legend>
          {headers.map((each) => (
            <button
              type="button"
              key={each.key}
              aria-pressed={each === header}
              className={`l${each.layer}`}
              onClick={() => choose(each.cells.find(({ name }) => name === startOf(each)) ?? each.cells[0])}
            >
              <b>{each.layer}</b> {each.title} <small>{each.to - each.from} B</small>
            </button>
          ))}
        </fieldset>
        {header.drawn ? <HeaderTable {...shown} was={was} /> : <FieldList {...shown} />}
        <HexView
          bytes={frame.bytes.subarray(0, MOST_HEX)}
          spans={spansOf(headers, frame.bytes.length)}
          selected={cell ? [cell.offset, cell.offset + cell.length] : null}
          onPick={pick}
        />
        {frame.originalLength > MOST_HEX && (
          <p className="more">
            The first {Math.min(MOST_HEX, frame.bytes.length)} of {frame.originalLength} bytes. What follows
            is payload.
          </p>
        )}
      </div>
      {cell && (
        <Explanation
          cell={cell}
          header={header}
          now={says?.(cell.name) ?? null}
          was={was[cell.name]}
          heading={heading}
        />
      )}
    </div>
  )
}

function Explanation({
  cell,
  header,
  now,
  was,
  heading: Heading,
}: {
  readonly cell: HeaderCell
  readonly header: HeaderView
  readonly now: string | null
  readonly was: string | undefined
  readonly heading: 'h3' | 'h4'
}) {
  const link = sourceLink(cell.text.source)
  return (
    <div className="bx">
      <p className="k">{placeOf(cell, header)}</p>
      <Heading>{cell.text.label}</Heading>
      {was !== undefined && (
        <p>
          Changed on the way: it was {was}, it is {cell.value || cell.hex}.
        </p>
      )}
      {now && <p>{now}</p>}
      <p>{cell.text.says}</p>
      <p>{link ? <a href={link}>{sourceName(cell.text.source)}</a> : sourceName(cell.text.source)}</p>
    </div>
  )
}

/** "Bytes 8 to 11 of the TCP header", or its bits. */
function placeOf({ bit, bits }: HeaderCell, { title }: HeaderView): string {
  if (bits % 8 || bit % 8)
    return `${bits === 1 ? `Bit ${bit % 8}` : `Bits ${bit % 8} to ${(bit % 8) + bits - 1}`} from byte ${bit >> 3} of the ${title} header`
  const first = bit / 8
  const last = first + bits / 8 - 1
  return `${first === last ? `Byte ${first}` : `Bytes ${first} to ${last}`} of the ${title} header`
}

function startOf({ protocol, cells }: HeaderView): string {
  return protocol === 'tcp' ? 'tcp.seq' : (cells[0]?.name ?? '')
}

function spansOf(headers: readonly HeaderView[], end: number): readonly HexSpan[] {
  const last = headers.at(-1)?.to ?? 0
  const payload: HexSpan[] = last < end ? [{ layer: 7, from: last, to: end }] : []
  return [...headers.map(({ layer, from, to }) => ({ layer, from, to })), ...payload]
}
