import { concatBytes } from '../bytes/writer'
import type { StreamMemory } from './dissect'
import { HpackTable } from './hpack-table'

/** Streams of one connection that are remembered at the same time, and bytes of one body. */
const MOST_STREAMS = 256
const LONGEST_BODY = 1 << 20

type BodyPart = { readonly frame: number; readonly bytes: Uint8Array }

/** What one end sends on one stream. */
export type Http2Half = {
  contentType: string | null
  encoded: boolean
  parts: BodyPart[]
  length: number
  cut: boolean
}

/** What is remembered of one end: its table of header fields, and a header field that CONTINUATION goes on with. */
export type Http2End = {
  readonly table: HpackTable
  rest: Uint8Array
  readonly streams: Map<number, Http2Half>
  /** A header block that could not be read leaves the table unknown (RFC 9113 section 4.3) */
  lost: boolean
}

export function http2EndOf(memory: StreamMemory): Http2End {
  const key = `http2 ${memory.direction}`
  let end = memory.state.get(key) as Http2End | undefined
  if (!end) {
    end = { table: new HpackTable(), rest: new Uint8Array(0), streams: new Map(), lost: false }
    memory.state.set(key, end)
  }
  return end
}

export function halfOf({ streams }: Http2End, streamId: number): Http2Half {
  let half = streams.get(streamId)
  if (!half) {
    if (streams.size >= MOST_STREAMS) streams.delete(streams.keys().next().value as number)
    half = { contentType: null, encoded: false, parts: [], length: 0, cut: false }
    streams.set(streamId, half)
  }
  return half
}

export function keepBody(half: Http2Half, frame: number, bytes: Uint8Array): void {
  if (half.length + bytes.length > LONGEST_BODY) half.cut = true
  if (half.cut) return
  half.parts.push({ frame, bytes })
  half.length += bytes.length
}

export function bodyOf({ parts }: Http2Half): Uint8Array {
  return concatBytes(...parts.map(({ bytes }) => bytes))
}
