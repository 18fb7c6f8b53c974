/** RFC 9113 section 4.1: the frame that everything in HTTP/2 travels in. */
import { readU24, readU32 } from '../bytes/integers'
import { Writer } from '../bytes/writer'
import { type Decoded, decoded, tooShort } from './decoded'

export const HTTP2_HEADER = 9
/** Section 3.4: what a client says first. */
export const HTTP2_PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'

/** Section 6; the last three are of RFC 7838, 8336 and 9218. */
export const HTTP2_DATA = 0
export const HTTP2_HEADERS = 1
export const HTTP2_PRIORITY = 2
export const HTTP2_RST_STREAM = 3
export const HTTP2_SETTINGS = 4
export const HTTP2_PUSH_PROMISE = 5
export const HTTP2_PING = 6
export const HTTP2_GOAWAY = 7
export const HTTP2_WINDOW_UPDATE = 8
export const HTTP2_CONTINUATION = 9
export const HTTP2_ALTSVC = 10
export const HTTP2_ORIGIN = 12
export const HTTP2_PRIORITY_UPDATE = 16

export const HTTP2_END_STREAM = 0x01
export const HTTP2_ACK = 0x01
export const HTTP2_END_HEADERS = 0x04
export const HTTP2_PADDED = 0x08
export const HTTP2_HAS_PRIORITY = 0x20

export type Http2Frame = {
  readonly type: number
  readonly flags: number
  /** The reserved bit before the stream identifier. */
  readonly reserved: boolean
  /** 31 bits; 0 is the connection itself. */
  readonly streamId: number
  readonly payload: Uint8Array
}

export function encodeHttp2({ type, flags, reserved, streamId, payload }: Http2Frame): Uint8Array {
  const out = new Writer(HTTP2_HEADER + payload.length)
  out.u24(payload.length).u8(type).u8(flags)
  return out
    .u32(reserved ? streamId + 2 ** 31 : streamId)
    .bytes(payload)
    .finish()
}

export function decodeHttp2(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<Http2Frame> {
  if (end - offset < HTTP2_HEADER) return tooShort('an HTTP/2 frame header', HTTP2_HEADER, offset, end)
  const stop = offset + HTTP2_HEADER + readU24(bytes, offset)
  if (stop > end) return tooShort('an HTTP/2 frame', stop - offset, offset, end)
  const stream = readU32(bytes, offset + 5)
  return decoded(
    {
      type: bytes[offset + 3],
      flags: bytes[offset + 4],
      reserved: stream >= 2 ** 31,
      streamId: stream % 2 ** 31,
      payload: bytes.slice(offset + HTTP2_HEADER, stop),
    },
    stop,
    stop,
  )
}
