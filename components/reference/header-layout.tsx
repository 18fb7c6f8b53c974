import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { headerRows } from '@/components/packet/header-rows'
import { headerViews } from '@/components/packet/header-views'
import type { HeaderLayout as Layout } from '@/lib/course/header-layouts'
import { sourceLink, sourceName } from '@/lib/net/explain/field-text'
import { allProtocols } from '@/lib/net/wire/all'
import { readCapture } from '@/lib/net/wire/pcap'

/** One header, 32 bits a row as its RFC draws it, and every field with its bits, its meaning and its source. Taken from a recorded frame. */
export function HeaderLayout({
  layout: { id, capture, frame: number, protocol, name },
}: {
  readonly layout: Layout
}) {
  const { title, layer, cells, from, to } = viewOf(capture, number, protocol)
  return (
    <section className="hlay" aria-labelledby={id}>
      <h2 id={id}>{name ?? title}</h2>
      <p>
        {to - from} bytes. The values are those of frame {number} of{' '}
        <a href={`/captures/${capture}.pcap`} download>
          {capture}.pcap
        </a>
        .
      </p>
      <div className={`bt l${layer}`} aria-hidden="true">
        <div className="ruler">
          {[0, 4, 8, 12, 16, 20, 24, 28].map((bit) => (
            <span key={bit}>{bit}</span>
          ))}
        </div>
        <div className="bg">
          {headerRows(cells).map(({ key, cell, columns, rows, hex, first }) => (
            <div
              key={key}
              className={cell ? `bf${columns < 8 ? ' narrow' : ''}` : 'bf rest'}
              style={{ gridColumn: `span ${columns}` }}
            >
              {cell && (
                <small>{`${columns < 16 ? (cell.text.short ?? cell.text.label) : cell.text.label}${first ? '' : ', continued'}`}</small>
              )}
              <span>{hex}</span>
              {rows > 1 && <i className="rows">{rows * 32} bits</i>}
            </div>
          ))}
        </div>
      </div>
      <table className="tbl">
        <caption>{name ?? title}: its fields</caption>
        <thead>
          <tr>
            <th scope="col">Bits</th>
            <th scope="col">Field</th>
            <th scope="col">Here</th>
            <th scope="col">Meaning</th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {cells.map(({ name: field, text, bit, bits, hex, value }) => (
            <tr key={`${field}-${bit}`}>
              <td data-label="Bits" className="wire">
                {bits === 1 ? bit : `${bit} to ${bit + bits - 1}`}
              </td>
              <td data-label="Field">{text.label}</td>
              <td data-label="Here" className="wire">
                {value || hex}
              </td>
              <td data-label="Meaning">{text.says}</td>
              <td data-label="Source">
                <FieldSource source={text.source} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function FieldSource({ source }: { readonly source: Parameters<typeof sourceName>[0] }) {
  const link = sourceLink(source)
  return link ? (
    <a href={link} rel="external">
      {sourceName(source)}
    </a>
  ) : (
    sourceName(source)
  )
}

/** Throws at build time when the frame has no such header. */
function viewOf(capture: string, number: number, protocol: string) {
  const { frames } = readCapture(readFileSync(join(process.cwd(), 'public/captures', `${capture}.pcap`)))
  const frame = frames[number - 1]
  const view = frame && headerViews(frame, allProtocols).find((one) => one.protocol === protocol)
  if (!view)
    throw new Error(
      `content/header-layouts.yaml: frame ${number} of public/captures/${capture}.pcap has no ${protocol} header`,
    )
  return view
}
