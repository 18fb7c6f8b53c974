'use client'

import { useMemo, useState } from 'react'
import { type HeaderCell, headerCells } from '@/components/packet/header-cells'
import { cellKey, HeaderTable } from '@/components/packet/header-table'
import { type HexSpan, HexView } from '@/components/packet/hex-view'
import type { LayerNumber } from '@/lib/course/layers'
import { describeTcpField } from '@/lib/net/explain/describe-field'
import { sourceLink, sourceName } from '@/lib/net/explain/field-text'
import { segmentFields } from '@/lib/net/explain/fields'
import type { Step } from '@/lib/net/trace/tcp-conversation'
import { dissect } from '@/lib/net/wire/dissect'
import type { CapturedFrame } from '@/lib/net/wire/pcap'
import { segmentTable } from './segment-table'

const HEADERS: Readonly<Record<string, { readonly name: string; readonly layer: LayerNumber }>> = {
  eth: { name: 'Ethernet', layer: 2 },
  ip: { name: 'IPv4', layer: 3 },
  ipv6: { name: 'IPv6', layer: 3 },
  tcp: { name: 'TCP', layer: 4 },
}

/** All headers at their longest (Ethernet 14, VLAN tag 4, IPv4 60 or IPv6 40, TCP 60) and some payload. */
const MOST_HEX = 160

type Header = {
  readonly protocol: string
  readonly name: string
  readonly layer: LayerNumber
  readonly cells: readonly HeaderCell[]
  readonly from: number
  readonly to: number
}

/** A frame's headers field by field: the RFC's drawing, the explanation of the chosen field, and the whole frame as bytes. */
export function BytesView({
  frame,
  step,
  field,
  onField,
  heading,
}: {
  readonly frame: CapturedFrame
  readonly step: Step
  /** name of the chosen field */
  readonly field: string
  readonly onField: (name: string) => void
  readonly heading: 'h3' | 'h4'
}) {
  const headers = useMemo(() => headersOf(frame), [frame])
  const [place, setPlace] = useState<string | null>(null)
  const header = headers.find(({ cells }) => cells.some(({ name }) => name === field)) ?? headers.at(-1)
  if (!header)
    return <p className="bx">This capture does not hold enough of the frame to show its headers.</p>
  const cell =
    header.cells.find((each) => each.name === field && cellKey(each) === place) ??
    header.cells.find(({ name }) => name === field) ??
    header.cells[0]

  function choose(next: HeaderCell) {
    setPlace(cellKey(next))
    onField(next.name)
  }
  function pick(offset: number) {
    const all = headers.flatMap(({ cells }) => cells)
    const hit = all.find((each) => offset >= each.offset && offset < each.offset + each.length)
    if (hit) choose(hit)
  }

  return (
    <div className="bytes">
      <div>
        <fieldset className="lays">
          <legend className="vh">Header</legend>
          {headers.map((each) => (
            <button
              type="button"
              key={each.protocol}
              aria-pressed={each === header}
              className={`l${each.layer}`}
              onClick={() => choose(each.cells.find(({ name }) => name === startOf(each)) ?? each.cells[0])}
            >
              <b>{each.layer}</b> {each.name} <small>{each.to - each.from} B</small>
            </button>
          ))}
        </fieldset>
        <HeaderTable
          cells={header.cells}
          layer={header.layer}
          label={`Fields of the ${header.name} header`}
          selected={cell ? cellKey(cell) : null}
          onSelect={choose}
        />
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
      {cell && <Explanation cell={cell} header={header} step={step} heading={heading} />}
    </div>
  )
}

function Explanation({
  cell,
  header,
  step,
  heading: Heading,
}: {
  readonly cell: HeaderCell
  readonly header: Header
  readonly step: Step
  readonly heading: 'h3' | 'h4'
}) {
  const now = describeTcpField(cell.name, step)
  const link = sourceLink(cell.text.source)
  return (
    <div className="bx">
      <p className="k">{placeOf(cell, header)}</p>
      <Heading>{cell.text.label}</Heading>
      {now && <p>{now}</p>}
      <p>{cell.text.says}</p>
      <p>{link ? <a href={link}>{sourceName(cell.text.source)}</a> : sourceName(cell.text.source)}</p>
    </div>
  )
}

/** "Bytes 8 to 11 of the TCP header", or its bits. */
function placeOf({ bit, bits }: HeaderCell, { name }: Header): string {
  if (bits % 8 || bit % 8)
    return `${bits === 1 ? `Bit ${bit % 8}` : `Bits ${bit % 8} to ${(bit % 8) + bits - 1}`} from byte ${bit >> 3} of the ${name} header`
  const first = bit / 8
  const last = first + bits / 8 - 1
  return `${first === last ? `Byte ${first}` : `Bytes ${first} to ${last}`} of the ${name} header`
}

function startOf({ protocol, cells }: Header): string {
  return protocol === 'tcp' ? 'tcp.seq' : (cells[0]?.name ?? '')
}

function headersOf(frame: CapturedFrame): readonly Header[] {
  return dissect(frame.bytes, frame.linkType, segmentTable).layers.flatMap((layer): Header[] => {
    const header = HEADERS[layer.protocol]
    if (!header) return []
    const cells = headerCells(layer, segmentFields[layer.protocol])
    return cells.length === 0
      ? []
      : [{ ...header, protocol: layer.protocol, cells, from: layer.offset, to: layer.offset + layer.length }]
  })
}

function spansOf(headers: readonly Header[], end: number): readonly HexSpan[] {
  const last = headers.at(-1)?.to ?? 0
  const payload: HexSpan[] = last < end ? [{ layer: 7, from: last, to: end }] : []
  return [...headers.map(({ layer, from, to }) => ({ layer, from, to })), ...payload]
}
