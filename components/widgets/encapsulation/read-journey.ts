import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { frameHeaders } from '@/components/packet/frame-headers'
import { cellKey, type HeaderCell, headerCells } from '@/components/packet/header-cells'
import { changedFields, type HeaderView } from '@/components/packet/header-views'
import { signalFields } from '@/lib/net/explain/fields-signal'
import { bitsOnTheWire, frameCheckSequence, PREAMBLE } from '@/lib/net/wire/ethernet-signal'
import { Field, field, octets } from '@/lib/net/wire/field'
import { type CapturedFrame, readCapture } from '@/lib/net/wire/pcap'
import { describeJourney, type JourneyStep } from './describe-journey'

/** A frame as it goes over a wire: preamble, the frame of the capture, the check sequence. Offsets count from the preamble. */
export type WireImage = { readonly bytes: Uint8Array; readonly headers: readonly HeaderView[] }

/** Plain data for the player. What differs in the second image is keyed by `cellKey`. */
export type Journey = {
  readonly sent: string
  readonly arrived: string
  readonly headers: readonly HeaderView[]
  readonly rewritten: Readonly<Record<string, { readonly hex: string; readonly value: string }>>
  /** the values of the first link that are others on the second, by field name */
  readonly was: Readonly<Record<string, string>>
  /** the first bits of the preamble and the frame, in the order of the wire */
  readonly bits: string
  readonly steps: readonly JourneyStep[]
}

const FIRST_BITS = 80

/**
 * The same packet on both sides of a router: frame `sentFrame` of one capture, `arrivedFrame` of the other (from 1). Throws at
 * build time if the two are not the same TCP segment.
 */
export function readJourney(
  sentName: string,
  sentFrame: number,
  arrivedName: string,
  arrivedFrame: number,
): Journey {
  const sent = wireImage(frameOf(sentName, sentFrame))
  const arrived = wireImage(frameOf(arrivedName, arrivedFrame))
  for (const protocol of ['tcp', 'http'])
    if (hexOf(bytesOf(sent, protocol)) !== hexOf(bytesOf(arrived, protocol)))
      throw new Error(
        `${sentName} frame ${sentFrame} and ${arrivedName} frame ${arrivedFrame} are two packets`,
      )
  return {
    sent: hexOf(sent.bytes),
    arrived: hexOf(arrived.bytes),
    headers: sent.headers,
    rewritten: differences(sent, arrived),
    was: changedFields(sent.headers, arrived.headers),
    bits: bitsOnTheWire(sent.bytes.subarray(0, FIRST_BITS / 8)),
    steps: describeJourney(sent, arrived),
  }
}

function frameOf(capture: string, number: number): CapturedFrame {
  const { frames } = readCapture(readFileSync(join(process.cwd(), 'public/captures', `${capture}.pcap`)))
  const frame = frames[number - 1]
  if (!frame) throw new Error(`public/captures/${capture}.pcap has no frame ${number}`)
  return frame
}

function wireImage(frame: CapturedFrame): WireImage {
  const check = frameCheckSequence(frame.bytes)
  const bytes = Uint8Array.of(...PREAMBLE, ...frame.bytes, ...check)
  const end = bytes.length
  return {
    bytes,
    headers: [
      signalHeader(bytes, 'Preamble', 1, [
        ['hop.preamble', 0, 7],
        ['hop.start_frame_delimiter', 7, 1],
      ]),
      ...frameHeaders(frame).map((header) => shiftHeader(header, PREAMBLE.length)),
      signalHeader(bytes, 'FCS', 2, [['eth.fcs', end - check.length, check.length]]),
    ],
  }
}

function signalHeader(
  bytes: Uint8Array,
  name: string,
  layer: 1 | 2,
  places: readonly (readonly [string, number, number])[],
): HeaderView {
  const from = places[0][1]
  const length = places.reduce((sum, [, , each]) => sum + each, 0)
  const fields = places.map(([fieldName, at, size]) => new Field(field(fieldName, octets), at, size, bytes))
  const protocol = name.toLowerCase()
  const cells = headerCells({ protocol, offset: from, length, fields, bytes }, signalFields)
  return {
    key: protocol,
    protocol,
    title: name,
    whole: layer === 1 ? 'the preamble' : 'the check sequence',
    drawn: true,
    layer,
    from,
    to: from + length,
    cells: cells.map((cell) => ({ ...cell, value: '' })),
  }
}

function shiftHeader(header: HeaderView, by: number): HeaderView {
  return {
    ...header,
    from: header.from + by,
    to: header.to + by,
    cells: header.cells.map((cell) => ({ ...cell, offset: cell.offset + by })),
  }
}

function differences(sent: WireImage, arrived: WireImage): Journey['rewritten'] {
  const before = cellsOf(sent)
  const entries = cellsOf(arrived).flatMap((cell, index) =>
    cell.hex === before[index].hex ? [] : [[cellKey(cell), { hex: cell.hex, value: cell.value }] as const],
  )
  return Object.fromEntries(entries)
}

function cellsOf({ headers }: WireImage): readonly HeaderCell[] {
  return headers.flatMap(({ cells }) => cells)
}

function bytesOf({ bytes, headers }: WireImage, protocol: string): Uint8Array {
  const header = headers.find((each) => each.protocol === protocol)
  if (!header) throw new Error(`the frame holds no ${protocol}`)
  return bytes.subarray(header.from, header.to)
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
