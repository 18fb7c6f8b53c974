import type { LayerNumber } from '@/lib/course/layers'
import { headerFields } from '@/lib/net/explain/fields'
import { listedField } from '@/lib/net/explain/fields-listed'
import { type DissectorTable, dissect, type Layer } from '@/lib/net/wire/dissect'
import { type HeaderCell, headerCells } from './header-cells'
import { headerTitles } from './header-titles'

/** One header of a frame, ready to be shown. `drawn`: as rows of bits, else as a list of fields. Bytes count in the frame. */
export type HeaderView = {
  /** tells apart two headers of one protocol, such as the IPv4 header that an ICMP error quotes */
  readonly key: string
  readonly protocol: string
  readonly title: string
  readonly layer: LayerNumber
  /** how its name reads in “bytes 0 to 3 of …”, when that is not “the … header” */
  readonly whole?: string
  readonly drawn: boolean
  readonly cells: readonly HeaderCell[]
  readonly from: number
  readonly to: number
}

export type Frame = {
  readonly bytes: Uint8Array
  /** LINKTYPE number, 1 for Ethernet */
  readonly linkType: number
  /** bytes on the wire, when fewer were kept */
  readonly originalLength: number
}

/** The headers of a frame that `table` can take apart and that have something to say, outermost first. */
export function headerViews(frame: Frame, table: DissectorTable): readonly HeaderView[] {
  let quoted = false
  return dissect(frame.bytes, frame.linkType, table).layers.flatMap((layer, index, layers): HeaderView[] => {
    const header = headerTitles[layer.protocol]
    const cells = cellsOf(layer)
    const title = header && (quoted ? `${header.title}, quoted` : header.title)
    if (layer.protocol === 'icmp' || layer.protocol === 'icmpv6') quoted = true
    if (!header || cells.length === 0) return []
    const drawn = headerFields[layer.protocol] !== undefined
    // an ICMP error spans what it quotes: its own header ends where that begins
    const to = Math.min(layer.offset + layer.length, layers[index + 1]?.offset ?? frame.bytes.length)
    const { protocol, offset: from } = layer
    return [{ key: `${protocol}-${index}`, protocol, title, layer: header.layer, drawn, cells, from, to }]
  })
}

function cellsOf(layer: Layer): readonly HeaderCell[] {
  const texts = headerFields[layer.protocol]
  if (texts) return headerCells(layer, texts)
  return headerCells(layer, (name) => listedField(layer.protocol, name))
}

/**
 * What differs between a packet before and after a machine handled it, by field name: the values from before. Headers are
 * compared in their order; a header that only one of them has is not compared.
 */
export function changedFields(
  before: readonly HeaderView[],
  after: readonly HeaderView[],
): Readonly<Record<string, string>> {
  const was: Record<string, string> = {}
  for (const view of after) {
    const old = before.find(({ key }) => key === view.key)
    if (!old) continue
    // by name and place: a message may list thousands of fields
    const cells = new Map(old.cells.map((cell) => [`${cell.name}@${cell.bit}`, cell]))
    for (const cell of view.cells) {
      const earlier = cells.get(`${cell.name}@${cell.bit}`)
      if (earlier && earlier.hex !== cell.hex) was[cell.name] = earlier.value || earlier.hex
    }
  }
  return was
}
