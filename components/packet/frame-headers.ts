import type { FieldText, FieldTexts } from '@/lib/net/explain/field-text'
import { dnsQuestionFields, tlsRecordFields } from '@/lib/net/explain/fields-messages'
import { allProtocols } from '@/lib/net/wire/all'
import type { HeaderCell } from './header-cells'
import { type Frame, type HeaderView, headerViews } from './header-views'
import { httpLines } from './http-lines'

/**
 * The headers of a frame, outermost first, every byte of it in one of them; messages of the application in words that a
 * beginner can read. Throws at build time on a frame of which bytes are left over: it is not fit to be pointed at.
 */
export function frameHeaders(frame: Frame): readonly HeaderView[] {
  const { bytes } = frame
  const headers = headerViews(frame, allProtocols).flatMap((view) => readable(view, bytes))
  const end = headers.at(-1)?.to ?? 0
  if (end !== bytes.length)
    throw new Error(
      `of ${bytes.length} bytes only ${end} are explained: ${headers.map(({ title }) => title)}`,
    )
  return headers
}

function readable(view: HeaderView, bytes: Uint8Array): readonly HeaderView[] {
  switch (view.protocol) {
    case 'http': {
      const cells = httpLines(bytes, view.from, bytes.length)
      return [{ ...view, cells, drawn: false, whole: 'HTTP', to: bytes.length }]
    }
    case 'dns':
      return [{ ...view, cells: withTexts(view.cells, dnsQuestionFields), whole: 'the DNS message' }]
    case 'tls':
      return [{ ...view, cells: withTexts(view.cells, tlsRecordFields), whole: 'the TLS record' }]
    case 'icmp':
      return view.to < bytes.length ? [view, echoData(view, bytes)] : [view]
    default:
      return [view]
  }
}

function withTexts(cells: readonly HeaderCell[], texts: FieldTexts): readonly HeaderCell[] {
  return cells.flatMap((cell) => (texts[cell.name] ? [{ ...cell, text: texts[cell.name] }] : []))
}

const ECHO_DATA: FieldText = {
  label: 'Data',
  says: 'What ping fills the packet with: a time stamp and a pattern. The other side sends it back unchanged.',
  source: { rfc: 792 },
}

function echoData({ to }: HeaderView, bytes: Uint8Array): HeaderView {
  const length = bytes.length - to
  return {
    key: 'echo-data',
    protocol: 'echo-data',
    title: 'Data',
    whole: 'the data',
    layer: 3,
    drawn: false,
    from: to,
    to: bytes.length,
    cells: [
      {
        name: 'data',
        text: ECHO_DATA,
        bit: 0,
        bits: length * 8,
        offset: to,
        length,
        hex: '',
        value: `${length} bytes`,
      },
    ],
  }
}
