import type { Dissection } from './dissect'
import { Field, field, formatDecimal, octets, storedField } from './field'

const DATA = field('data.data', octets)
const LENGTH = storedField('data.len', formatDecimal)

/** Bytes that no protocol claims: Wireshark's "data". Nothing for an empty range. */
export function dissectData(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end <= offset) return
  const layer = into.begin('data', bytes, offset, end - offset)
  layer.fields.push(new Field(DATA, offset, end - offset, bytes), new Field(LENGTH, offset, 0, end - offset))
}
