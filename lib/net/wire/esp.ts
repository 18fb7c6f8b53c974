/** RFC 4303 section 2, from outside: security parameters index, sequence number, then what only the ends can read. */
import { readU32, writeU32 } from '../bytes/integers'
import { type Decoded, decoded, tooShort } from './decoded'
import type { Dissection, Registration } from './dissect'
import { decimal, field, hex8, pushLayout } from './field'

export type EspHeader = { readonly spi: number; readonly sequence: number }

export function encodeEsp(header: EspHeader, encrypted: Uint8Array): Uint8Array {
  const packet = new Uint8Array(8 + encrypted.length)
  writeU32(packet, 0, header.spi)
  writeU32(packet, 4, header.sequence)
  packet.set(encrypted, 8)
  return packet
}

export function decodeEsp(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<EspHeader> {
  if (end - offset < 8) return tooShort('an ESP header', 8, offset, end)
  return decoded({ spi: readU32(bytes, offset), sequence: readU32(bytes, offset + 4) }, offset + 8, end)
}

const HEADER = [field('esp.spi', hex8, 0, 4), field('esp.sequence', decimal, 4, 4)]

export const esp: Registration = { dissect: dissectEsp, ipProtocol: [50] }

export function dissectEsp(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end - offset < 8) {
    into.tooShort('esp', 'an ESP header', 8, bytes, offset, end)
    return
  }
  pushLayout(into.begin('esp', bytes, offset, end - offset).fields, HEADER, bytes, offset)
}
