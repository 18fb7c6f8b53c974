/**
 * What the network card puts around a frame, and a capture does not hold: preamble and start frame delimiter in front
 * (IEEE 802.3 clauses 3.2.1 and 3.2.2), the frame check sequence behind (clause 3.2.9), bits least significant first (3.3).
 */
import { crc32 } from '../bytes/crc32'

/** Seven bytes of alternating bits to lock on to, then the one whose last two bits, 11, say that the frame begins. */
export const PREAMBLE: Uint8Array = Uint8Array.of(0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0xd5)

export const FRAME_CHECK_SEQUENCE = 4

/** The four bytes behind `frame` (destination address to end of payload), in the order of the wire. */
export function frameCheckSequence(frame: Uint8Array): Uint8Array {
  const check = crc32(frame)
  return Uint8Array.of(check & 255, (check >>> 8) & 255, (check >>> 16) & 255, check >>> 24)
}

/** The bits of `bytes` in the order in which they are sent: of each byte the least significant first. */
export function bitsOnTheWire(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0').split('').reverse().join('')).join('')
}
