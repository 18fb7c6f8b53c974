/**
 * Random and mutated frames through the whole dissector table: none may throw, hang or name bytes outside its buffer.
 * `npx tsx scripts/fuzz-dissect.ts [count] [seed]` prints the seed; the same seed gives the same frames.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { allProtocols } from '@/lib/net/wire/all'
import { makeContext } from '@/lib/net/wire/context'
import { dissect } from '@/lib/net/wire/dissect'
import { readCapture } from '@/lib/net/wire/pcap'
import { heapInUse, insistNoGrowth } from './heap-growth'

const count = Number(process.argv[2] ?? 1_000_000)
const seed = Number(process.argv[3] ?? 20261121)
const folder = existsSync('../shared/captures') ? '../shared/captures' : 'public/captures'
const SLOW_MS = 20

/** mulberry32: small, and the same everywhere. */
function makeRandom(start: number): () => number {
  let state = start >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = Math.imul(state ^ (state >>> 15), state | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
}

const random = makeRandom(seed)
const below = (limit: number) => Math.floor(random() * limit)

const captures = [folder, 'lib/net/wire/fixtures'].flatMap((place) =>
  readdirSync(place)
    .filter((name) => /\.pcap(ng)?$/.test(name))
    .map((name) => readCapture(readFileSync(`${place}/${name}`)).frames),
)
let context = makeContext()
let capture = captures[0]
let next = 0
const linkTypes = [...allProtocols.link.keys()]

function randomFrame(): { bytes: Uint8Array; linkType: number } {
  const bytes = Uint8Array.from({ length: below(200) }, () => below(256))
  if (random() < 0.5 && bytes.length > 14) {
    bytes[12] = 8
    bytes[13] = 0
    bytes[14] = 0x45
    if (bytes.length > 23) bytes[23] = [1, 6, 17, 4, 47, 50, 58, 41][below(8)]
  }
  return { bytes, linkType: linkTypes[below(linkTypes.length)] }
}

/** The next frame of a real capture, so that streams go on, mostly with bytes changed, cut or moved. */
function mutatedFrame(): { bytes: Uint8Array; linkType: number } {
  if (next >= capture.length) {
    capture = captures[below(captures.length)]
    next = 0
    context = makeContext()
  }
  const { bytes: original, linkType } = capture[next++]
  let bytes = original.slice()
  for (let changes = below(6) - 2; changes > 0 && bytes.length > 0; changes--) {
    // mostly behind the headers of the network, where the applications are
    const at = bytes.length > 70 && random() < 0.7 ? 54 + below(bytes.length - 54) : below(bytes.length)
    const kind = below(6)
    if (kind < 3) bytes[at] = below(256)
    else if (kind === 3) bytes[at] = [0, 1, 127, 128, 255][below(5)]
    else if (kind === 4) bytes = bytes.slice(0, at)
    else bytes.copyWithin(at, below(bytes.length))
  }
  return { bytes, linkType }
}

let fields = 0
let malformed = 0
let slowest = 0
let early = 0
const begun = performance.now()
for (let i = 0; i < count; i++) {
  if (i === Math.floor(count / 10)) early = heapInUse()
  const { bytes, linkType } = random() < 0.3 ? randomFrame() : mutatedFrame()
  const moment = { number: i + 1, seconds: 1700000000, nanoseconds: i % 1000 }
  const start = performance.now()
  try {
    const { layers } = dissect(bytes, linkType, allProtocols, context, moment)
    for (const layer of layers) {
      for (const field of layer.fields) {
        fields++
        if (field.name === 'hop.malformed') malformed++
        if (field.value.length < 0 || field.offset < 0 || field.length < 0)
          throw new Error(`${field.name} stands nowhere`)
        if (
          layer.bytes === bytes &&
          field.length > 0 &&
          !isReassembly(field.name) &&
          field.offset + field.length > bytes.length
        )
          throw new Error(
            `${field.name} at ${field.offset}+${field.length} is past the end at ${bytes.length}`,
          )
      }
    }
  } catch (error) {
    console.error(`frame ${i} of seed ${seed}, link type ${linkType}: ${Buffer.from(bytes).toString('hex')}`)
    throw error
  }
  let elapsed = performance.now() - start
  // on a busy machine one measurement says little
  for (let again = 0; again < 3 && elapsed > SLOW_MS; again++)
    elapsed = Math.min(elapsed, timeAlone(bytes, linkType))
  if (elapsed > slowest) slowest = elapsed
  if (elapsed > SLOW_MS)
    console.error(
      `frame ${i} of seed ${seed} took ${elapsed.toFixed(0)} ms: ${Buffer.from(bytes).toString('hex')}`,
    )
}

function timeAlone(bytes: Uint8Array, linkType: number): number {
  const start = performance.now()
  dissect(bytes, linkType, allProtocols, makeContext())
  return performance.now() - start
}

/** Their places count in the reassembled whole, as tshark's do. */
function isReassembly(name: string): boolean {
  return /^(ip|ipv6)\.(fragment|reassembled)|^(hop\.)?tcp\.(segment|reassembled)/.test(name)
}

const late = heapInUse()
insistNoGrowth(early, late)
const seconds = ((performance.now() - begun) / 1000).toFixed(0)
console.log(
  `${count} frames, seed ${seed}: ${fields} fields, ${malformed} called malformed, slowest ${slowest.toFixed(1)} ms, heap ${early.toFixed(0)} to ${late.toFixed(0)} MB, ${seconds} s`,
)
