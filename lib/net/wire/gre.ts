/** RFC 2784, with the key and the sequence number of RFC 2890. */

import { internetChecksum } from '../bytes/checksum'
import { readU16, readU32 } from '../bytes/integers'
import { Writer } from '../bytes/writer'
import { type Decoded, decoded, malformed, tooShort } from './decoded'

export type GreHeader = {
  /** EtherType of the payload */
  readonly protocol: number
  readonly checksum: boolean
  readonly key: number | null
  readonly sequence: number | null
}

export function encodeGre(header: GreHeader, payload: Uint8Array): Uint8Array {
  const out = new Writer(16 + payload.length)
  out.u16(
    (header.checksum ? 0x8000 : 0) |
      (header.key === null ? 0 : 0x2000) |
      (header.sequence === null ? 0 : 0x1000),
  )
  out.u16(header.protocol)
  if (header.checksum) out.u32(0)
  if (header.key !== null) out.u32(header.key)
  if (header.sequence !== null) out.u32(header.sequence)
  out.bytes(payload)
  if (header.checksum) out.patchU16(4, internetChecksum(out.finish()))
  return out.finish()
}

export function decodeGre(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<GreHeader> {
  if (end - offset < 4) return tooShort('a GRE header', 4, offset, end)
  const flags = readU16(bytes, offset)
  if ((flags & 0x4fff) !== 0)
    return malformed(`GRE flags that RFC 2784 does not know at byte ${offset}`, offset)
  const length = greHeaderLength(flags)
  if (end - offset < length) return tooShort('a GRE header', length, offset, end)
  const keyAt = offset + 4 + (flags & 0x8000 ? 4 : 0)
  const sequenceAt = keyAt + (flags & 0x2000 ? 4 : 0)
  const header = {
    protocol: readU16(bytes, offset + 2),
    checksum: (flags & 0x8000) !== 0,
    key: flags & 0x2000 ? readU32(bytes, keyAt) : null,
    sequence: flags & 0x1000 ? readU32(bytes, sequenceAt) : null,
  }
  return decoded(header, offset + length, end)
}

/** In bytes, by the flags; a routing flag (RFC 1701) brings the checksum and offset word too. */
export function greHeaderLength(flags: number): number {
  return 4 + (flags & 0xc000 ? 4 : 0) + (flags & 0x2000 ? 4 : 0) + (flags & 0x1000 ? 4 : 0)
}
