/** RFC 6455 section 5.2. */
import { readU16, readU32, readU64 } from '../bytes/integers'
import { Writer } from '../bytes/writer'
import { type Decoded, decoded, tooShort } from './decoded'

export const WS_CONTINUATION = 0
export const WS_TEXT = 1
export const WS_BINARY = 2
export const WS_CLOSE = 8
export const WS_PING = 9
export const WS_PONG = 10

export type WebSocketFrame = {
  readonly fin: boolean
  /** The three reserved bits: 0 without an extension. */
  readonly rsv: number
  readonly opcode: number
  /** 32 bits; null in frames from a server. */
  readonly maskingKey: number | null
  /** Not masked. */
  readonly payload: Uint8Array
}

export function encodeWebSocket(frame: WebSocketFrame): Uint8Array {
  const { length } = frame.payload
  const masked = frame.maskingKey === null ? 0 : 0x80
  const out = new Writer(length + 14)
  out.u8((frame.fin ? 0x80 : 0) | (frame.rsv << 4) | frame.opcode)
  if (length < 126) out.u8(masked | length)
  else if (length < 65536) out.u8(masked | 126).u16(length)
  else out.u8(masked | 127).u64(BigInt(length))
  if (frame.maskingKey === null) return out.bytes(frame.payload).finish()
  out.u32(frame.maskingKey)
  return out.bytes(maskBytes(frame.payload, frame.maskingKey)).finish()
}

export type WebSocketLengths = {
  readonly lengthBytes: 0 | 2 | 8
  readonly payloadOffset: number
  readonly total: number
}

/** How long the frame at `offset` is, in bytes; null when its header is not all there. */
export function webSocketLengths(bytes: Uint8Array, offset: number, end: number): WebSocketLengths | null {
  if (end - offset < 2) return null
  const short = bytes[offset + 1] & 127
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0
  const keyBytes = bytes[offset + 1] & 128 ? 4 : 0
  const header = 2 + lengthBytes + keyBytes
  if (end - offset < header) return null
  const length =
    lengthBytes === 2
      ? readU16(bytes, offset + 2)
      : lengthBytes === 8
        ? Number(readU64(bytes, offset + 2))
        : short
  return { lengthBytes, payloadOffset: offset + header, total: header + length }
}

export function decodeWebSocket(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<WebSocketFrame> {
  const lengths = webSocketLengths(bytes, offset, end)
  if (!lengths) return tooShort('a WebSocket frame header', 14, offset, end)
  const { payloadOffset, total } = lengths
  if (offset + total > end) return tooShort('a WebSocket frame', total, offset, end)
  const masked = (bytes[offset + 1] & 128) !== 0
  const maskingKey = masked ? readU32(bytes, payloadOffset - 4) : null
  const payload = bytes.slice(payloadOffset, offset + total)
  const frame = {
    fin: (bytes[offset] & 128) !== 0,
    rsv: (bytes[offset] >>> 4) & 7,
    opcode: bytes[offset] & 15,
    maskingKey,
    payload: maskingKey === null ? payload : maskBytes(payload, maskingKey),
  }
  return decoded(frame, offset + total, offset + total)
}

/** Section 5.3: byte i is combined with byte i mod 4 of the key; doing it again undoes it. */
export function maskBytes(payload: Uint8Array, key: number): Uint8Array {
  const masked = new Uint8Array(payload.length)
  for (let i = 0; i < payload.length; i++) masked[i] = payload[i] ^ (key >>> (24 - 8 * (i & 3)))
  return masked
}
