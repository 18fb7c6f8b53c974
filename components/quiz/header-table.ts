import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { headerCells } from '@/components/packet/header-cells'
import { headerTitles } from '@/components/packet/header-titles'
import type { LayerNumber } from '@/lib/course/layers'
import { headerFields } from '@/lib/net/explain/fields'
import { allProtocols } from '@/lib/net/wire/all'
import { dissect, type Layer } from '@/lib/net/wire/dissect'
import { readCapture } from '@/lib/net/wire/pcap'

/** One header of a recorded frame as a table of 32 columns, fields in the order of the RFC. */
export type HeaderTable = {
  readonly title: string
  readonly layer: LayerNumber
  readonly cells: readonly PickCell[]
}

/** `field` is Wireshark's display-filter name; `columns` is the width, 32 to the row. */
type PickCell = {
  readonly field: string
  readonly label: string
  readonly columns: number
  readonly value: string
}

/** A frame alone shows the numbers in its bytes; under the plain name Wireshark counts from the first segment. */
const ofTheBytes: Readonly<Record<string, string>> = { 'tcp.seq': 'tcp.seq_raw', 'tcp.ack': 'tcp.ack_raw' }

/** Fillers: nobody points at them, and there are several of a name. */
const left = new Set(['tcp.options.nop', 'tcp.options.eol'])

/**
 * The headers of one frame of `public/captures/<capture>.pcap`, outermost first; frames count from 1. Throws when there is no
 * such frame, or when none of its headers has the field `target`.
 */
export function readHeaders(capture: string, frame: number, target: string): readonly HeaderTable[] {
  const file = join(process.cwd(), 'public/captures', `${capture}.pcap`)
  const found = readCapture(readFileSync(file)).frames[frame - 1]
  if (!found) throw new Error(`${capture}.pcap has no frame ${frame}`)
  const { layers } = dissect(found.bytes, found.linkType, allProtocols)
  const headers = layers.flatMap((layer) => headerOf(layer) ?? [])
  const names = headers.flatMap(({ cells }) => cells.map(({ field }) => field))
  if (!names.includes(target)) {
    throw new Error(`frame ${frame} of ${capture}.pcap has no field ${target}: ${names.join(', ')}`)
  }
  return headers
}

function headerOf(layer: Layer): HeaderTable | null {
  const header = headerTitles[layer.protocol]
  const texts = headerFields[layer.protocol]
  if (!header || !texts) return null
  const cells = headerCells(layer, texts).filter(({ name }) => !left.has(name))
  return {
    title: header.title,
    layer: header.layer,
    cells: cells.map(({ name, text, bits, value, hex }) => {
      return {
        field: ofTheBytes[name] ?? name,
        label: bits < 8 ? (text.short ?? text.label) : text.label,
        columns: name.startsWith('tcp.options.') ? 16 : Math.min(bits, 32),
        value: value || `0x${hex.replaceAll(' ', '')}`,
      }
    }),
  }
}
