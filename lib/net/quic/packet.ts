/**
 * The 1-RTT packet of QUIC, RFC 9000 section 17.3.1: a short header, here with a connection id of eight bytes and a packet number
 * of four. What RFC 9001 adds is left out: the payload is not encrypted, the header is not masked, and the tag of 16 bytes is
 * missing. So this is not QUIC to any other endpoint; what it is good for is streams, acknowledgments and loss detection.
 */

import { readU32 } from '../bytes/integers'
import { concatBytes, Writer } from '../bytes/writer'
import { decodeFrames, encodeFrame, type QuicFrame } from './frame'

const FIXED_BIT = 0x40
const NUMBER_BYTES = 4
const CONNECTION_ID_BYTES = 8
/** First byte, connection id and packet number. */
export const SHORT_HEADER = 1 + CONNECTION_ID_BYTES + NUMBER_BYTES

export type ShortPacket = {
  readonly connectionId: Uint8Array
  readonly number: number
  readonly frames: readonly QuicFrame[]
}

export function encodeShortPacket({ connectionId, number, frames }: ShortPacket): Uint8Array {
  const header = new Writer(SHORT_HEADER)
  header
    .u8(FIXED_BIT | (NUMBER_BYTES - 1))
    .bytes(connectionId)
    .u32(number)
  return concatBytes(header.finish(), ...frames.map(encodeFrame))
}

/** Null for anything that is not such a packet. */
export function decodeShortPacket(bytes: Uint8Array): ShortPacket | null {
  if (bytes.length < SHORT_HEADER || (bytes[0] & 0xc3) !== (FIXED_BIT | (NUMBER_BYTES - 1))) return null
  const frames = decodeFrames(bytes, SHORT_HEADER)
  if (!frames) return null
  return {
    connectionId: bytes.subarray(1, 1 + CONNECTION_ID_BYTES),
    number: readU32(bytes, 1 + CONNECTION_ID_BYTES),
    frames,
  }
}

/** Everything but ACK, PADDING and CONNECTION_CLOSE asks for an acknowledgment (RFC 9002 section 2); the last is not made here. */
export function isAckEliciting({ frames }: Pick<ShortPacket, 'frames'>): boolean {
  return frames.some(({ type }) => type !== 'ack')
}
