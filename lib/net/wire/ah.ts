/** RFC 4302: what stands between IP and the payload that it vouches for. */
import { readU32, writeU32 } from '../bytes/integers'
import { dissectData } from './data'
import { type Decoded, decoded, tooShort } from './decoded'
import type { Dissection, Registration } from './dissect'
import { decimal, Field, field, hex8, octets, pushLayout } from './field'
import { IPPROTO_AH } from './ip-protocol'

const FIXED = 12

export type AhHeader = {
  readonly nextHeader: number
  readonly spi: number
  readonly sequence: number
  /** A multiple of four bytes */
  readonly icv: Uint8Array
}

export function encodeAh(header: AhHeader, payload: Uint8Array): Uint8Array {
  const { icv } = header
  const bytes = new Uint8Array(FIXED + icv.length + payload.length)
  bytes[0] = header.nextHeader
  bytes[1] = (FIXED + icv.length) / 4 - 2
  writeU32(bytes, 4, header.spi)
  writeU32(bytes, 8, header.sequence)
  bytes.set(icv, FIXED)
  bytes.set(payload, FIXED + icv.length)
  return bytes
}

export function decodeAh(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<AhHeader> {
  if (end - offset < FIXED) return tooShort('an AH header', FIXED, offset, end)
  const payload = offset + (bytes[offset + 1] + 2) * 4
  if (payload > end || payload < offset + FIXED)
    return tooShort('an AH header', payload - offset, offset, end)
  return decoded(
    {
      nextHeader: bytes[offset],
      spi: readU32(bytes, offset + 4),
      sequence: readU32(bytes, offset + 8),
      icv: bytes.slice(offset + FIXED, payload),
    },
    payload,
    end,
  )
}

const HEADER = [
  field('ah.next_header', decimal, 0, 1),
  field('ah.length', decimal, 1, 1),
  field('ah.reserved', octets, 2, 2),
  field('ah.spi', hex8, 4, 4),
  field('ah.sequence', decimal, 8, 4),
]
const ICV = field('ah.icv', octets)

export const ah: Registration = { dissect: dissectAh, ipProtocol: [IPPROTO_AH] }

function dissectAh(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  const result = decodeAh(bytes, offset, end)
  if (!result.ok) {
    into.tooShort('ah', 'an AH header', FIXED, bytes, offset, end)
    return
  }
  const { payloadOffset } = result
  const layer = into.begin('ah', bytes, offset, payloadOffset - offset)
  pushLayout(layer.fields, HEADER, bytes, offset)
  if (payloadOffset > offset + FIXED)
    layer.fields.push(new Field(ICV, offset + FIXED, payloadOffset - offset - FIXED, bytes))
  const next = into.table.ipProtocol.get(bytes[offset])
  if (next && !into.tooDeep()) next(into, bytes, payloadOffset, end)
  else dissectData(into, bytes, payloadOffset, end)
}
