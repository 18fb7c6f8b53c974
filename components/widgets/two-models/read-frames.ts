import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { frameHeaders } from '@/components/packet/frame-headers'
import type { HeaderView } from '@/components/packet/header-views'
import type { LayerNumber } from '@/lib/course/layers'
import { readCapture } from '@/lib/net/wire/pcap'

/** One recorded frame for the player. Plain data. */
export type ModelFrame = {
  readonly name: string
  readonly hex: string
  readonly headers: readonly HeaderView[]
  /** the layers at work in it, the hardware included */
  readonly layers: readonly LayerNumber[]
  readonly sentence: string
}

export type NamedFrame = { readonly name: string; readonly frame: number; readonly says: string }

/** Frames of public/captures/<capture>.pcap, counted from 1. Throws at build time on one that is not there or not explained. */
export function readFrames(capture: string, named: readonly NamedFrame[]): readonly ModelFrame[] {
  const { frames } = readCapture(readFileSync(join(process.cwd(), 'public/captures', `${capture}.pcap`)))
  return named.map(({ name, frame: number, says }) => {
    const frame = frames[number - 1]
    if (!frame) throw new Error(`TwoModels: public/captures/${capture}.pcap has no frame ${number}`)
    const headers = frameHeaders(frame)
    return {
      name,
      headers,
      hex: Array.from(frame.bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''),
      layers: layersOf(headers),
      sentence: `${name}. ${sizesOf(headers)} ${says}`,
    }
  })
}

function layersOf(headers: readonly HeaderView[]): readonly LayerNumber[] {
  const layers = new Set<LayerNumber>([1, ...headers.map(({ layer }) => layer)])
  if (layers.has(5)) layers.add(7) // what is encrypted is the application's
  return [...layers].sort()
}

/** "145 bytes: Ethernet 14, IPv4 20, TCP 32, HTTP 79." */
function sizesOf(headers: readonly HeaderView[]): string {
  const parts = headers.map(({ title, from, to }) => `${title} ${to - from}`)
  return `${headers.at(-1)?.to ?? 0} bytes: ${parts.join(', ')}.`
}
