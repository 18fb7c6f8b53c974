'use client'

import type { ReactNode } from 'react'
import { layerDigit } from '@/lib/course/layers'
import { sourceLink, sourceName } from '@/lib/net/explain/field-text'
import { FieldList } from './field-list'
import { cellKey, type HeaderCell } from './header-cells'
import { HeaderTable } from './header-table'
import type { HeaderView } from './header-views'
import { type HexSpan, HexView } from './hex-view'

/**
 * A frame field by field: buttons for its headers, the chosen header's fields, every byte, and what the chosen field is. Which
 * header and which field are chosen is the caller's to know.
 */
export function FrameBytes({
  bytes,
  from = 0,
  headers,
  header,
  cell,
  was = {},
  changed = 'Changed on the way',
  onSelect,
  heading,
  says,
  note,
}: {
  /** what is shown of the frame */
  readonly bytes: Uint8Array
  /** which byte of the frame the first of them is: offsets of `headers` count in the frame */
  readonly from?: number
  readonly headers: readonly HeaderView[]
  /** the chosen header, one of `headers`, and its chosen field */
  readonly header: HeaderView
  readonly cell: HeaderCell | undefined
  /** fields that differ from a packet before, with their values there */
  readonly was?: Readonly<Record<string, string>>
  /** what that means, at the beginning of a sentence */
  readonly changed?: string
  readonly onSelect: (cell: HeaderCell) => void
  readonly heading: 'h3' | 'h4'
  /** paragraphs about the chosen field in this very frame */
  readonly says?: ReactNode
  /** under the bytes */
  readonly note?: string
}) {
  function pick(offset: number) {
    const hit = headers
      .flatMap(({ cells }) => cells)
      .find((each) => offset >= each.offset && offset < each.offset + each.length)
    if (hit) onSelect(hit)
  }
  const shown = {
    cells: header.cells,
    layer: header.layer,
    label: `Fields of ${nameOf(header)}`,
    selected: cell ? cellKey(cell) : null,
    onSelect,
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
              onClick={() => onSelect(each.cells.find(({ name }) => name === startOf(each)) ?? each.cells[0])}
            >
              <b>{layerDigit(each.layer)}</b> {each.title} <small>{each.to - each.from} B</small>
            </button>
          ))}
        </fieldset>
        {header.drawn ? <HeaderTable {...shown} was={was} /> : <FieldList key={header.key} {...shown} />}
        <HexView
          bytes={bytes}
          from={from}
          spans={spansOf(headers, from + bytes.length)}
          selected={cell ? [cell.offset, cell.offset + cell.length] : null}
          onPick={pick}
        />
        {note && <p className="more">{note}</p>}
      </div>
      {cell && (
        <Explanation
          cell={cell}
          header={header}
          says={says}
          was={was[cell.name]}
          changed={changed}
          heading={heading}
        />
      )}
    </div>
  )
}

function Explanation({
  cell,
  header,
  says,
  was,
  changed,
  heading: Heading,
}: {
  readonly cell: HeaderCell
  readonly header: HeaderView
  readonly says: ReactNode
  readonly was: string | undefined
  readonly changed: string
  readonly heading: 'h3' | 'h4'
}) {
  const link = sourceLink(cell.text.source)
  const source = sourceName(cell.text.source)
  return (
    <div className="bx wrap-anywhere">
      <p className="k">{placeOf(cell, header)}</p>
      <Heading>{cell.text.label}</Heading>
      {was !== undefined && (
        <p>
          {changed}: it was {was}, it is {cell.value || cell.hex}.
        </p>
      )}
      {says}
      <p>{cell.text.says}</p>
      <p>{link ? <a href={link}>{source}</a> : source}</p>
    </div>
  )
}

/** "Bytes 8 to 11 of the TCP header", or its bits. */
function placeOf({ bit, bits }: HeaderCell, header: HeaderView): string {
  const name = nameOf(header)
  if (bits % 8 || bit % 8)
    return `${bits === 1 ? `Bit ${bit % 8}` : `Bits ${bit % 8} to ${(bit % 8) + bits - 1}`} from byte ${bit >> 3} of ${name}`
  const first = bit / 8
  const last = first + bits / 8 - 1
  return `${first === last ? `Byte ${first}` : `Bytes ${first} to ${last}`} of ${name}`
}

function nameOf({ title, whole }: HeaderView): string {
  return whole ?? `the ${title} header`
}

function startOf({ protocol, cells }: HeaderView): string {
  return protocol === 'tcp' ? 'tcp.seq' : (cells[0]?.name ?? '')
}

function spansOf(headers: readonly HeaderView[], end: number): readonly HexSpan[] {
  const last = headers.at(-1)?.to ?? 0
  const payload: HexSpan[] = last < end ? [{ layer: 7, from: last, to: end }] : []
  return [...headers.map(({ layer, from, to }) => ({ layer, from, to })), ...payload]
}
