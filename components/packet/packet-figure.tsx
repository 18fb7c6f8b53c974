import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { allProtocols } from '@/lib/net/wire/all'
import { dissect } from '@/lib/net/wire/dissect'
import { readCapture } from '@/lib/net/wire/pcap'
import { chipsOf } from './chips'
import { PacketChips } from './packet-chips'

/**
 * A recorded frame as a drawing, outermost header first. `frame` counts from 1 in public/captures/<capture>.pcap; `highlight`
 * names fields as Wireshark does. Throws at build time when the frame or a field is not there.
 */
export function PacketFigure({
  capture,
  frame: number = 1,
  highlight = [],
  caption,
}: {
  readonly capture: string
  readonly frame?: number
  readonly highlight?: readonly string[]
  readonly caption?: string
}) {
  const { frames } = readCapture(readFileSync(join(process.cwd(), 'public/captures', `${capture}.pcap`)))
  const frame = frames[number - 1]
  if (!frame) throw new Error(`PacketFigure: public/captures/${capture}.pcap has no frame ${number}`)
  const chips = chipsOf(dissect(frame.bytes, frame.linkType, allProtocols))
  const now = highlight.map((name) => name.replace(/_raw$/, ''))
  const missing = now.find((name) => !chips.some(({ fields }) => fields.some((field) => field.name === name)))
  if (missing) throw new Error(`PacketFigure: frame ${number} of ${capture} shows no field ${missing}`)
  return (
    <figure className="wide figw">
      <PacketChips chips={chips} now={now} fill />
      {caption && <figcaption className="cap">{caption}</figcaption>}
    </figure>
  )
}
