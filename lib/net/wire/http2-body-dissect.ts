import { dissectData } from './data'
import type { Dissection, Layer } from './dissect'
import { Field, field, formatDecimal, octets, storedField } from './field'
import { bodyOf, type Http2Half, keepBody } from './http2-memory'
import { dissectMedia } from './media'

const DATA = field('http2.data.data', octets)
const FRAGMENT = storedField('http2.body.fragment', formatDecimal)
const FRAGMENT_COUNT = storedField('http2.body.fragment.count', formatDecimal)
const REASSEMBLED_LENGTH = storedField('http2.body.reassembled.length', formatDecimal)
const REASSEMBLED_DATA = field('http2.body.reassembled.data', octets)

/** The content of one DATA frame; with the last one, the whole body by its media type. */
export function pushData(
  into: Dissection,
  layer: Layer,
  half: Http2Half,
  ended: boolean,
  bytes: Uint8Array,
  offset: number,
  end: number,
): void {
  if (end > offset && !(ended && half.parts.length > 0))
    layer.fields.push(new Field(DATA, offset, end - offset, bytes))
  if (ended && half.parts.length === 0) {
    if (end > offset) dissectBody(into, half, bytes, offset, end)
    return
  }
  if (end > offset) keepBody(half, into.moment.number, bytes.slice(offset, end))
  if (ended) finishBody(into, layer, half)
}

/** A body that came in several frames, put together. */
export function finishBody(into: Dissection, layer: Layer, half: Http2Half | undefined): void {
  if (!half || half.cut || half.parts.length === 0) return
  const whole = bodyOf(half)
  let at = 0
  const parts = half.parts.map(({ frame, bytes }) => {
    at += bytes.length
    return new Field(FRAGMENT, at - bytes.length, bytes.length, frame)
  })
  const { fields } = into.beginMessage('http2', whole, 0, whole.length)
  fields.push(
    ...parts,
    new Field(FRAGMENT_COUNT, layer.offset, 0, parts.length),
    new Field(REASSEMBLED_LENGTH, layer.offset, 0, whole.length),
    new Field(REASSEMBLED_DATA, 0, whole.length, whole),
    new Field(DATA, 0, whole.length, whole),
  )
  half.parts = []
  half.length = 0
  dissectBody(into, half, whole, 0, whole.length)
}

/** Compressed content stays what it is. */
function dissectBody(
  into: Dissection,
  half: Http2Half,
  bytes: Uint8Array,
  offset: number,
  end: number,
): void {
  if (half.encoded) dissectData(into, bytes, offset, end)
  else if (half.contentType !== null) dissectMedia(into, half.contentType, bytes, offset, end)
}
