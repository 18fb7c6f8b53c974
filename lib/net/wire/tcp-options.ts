/** RFC 9293 section 3.2 (end, NOP, MSS), RFC 7323 (window scale, timestamps), RFC 2018 (SACK). */
import { readU16, readU32 } from '../bytes/integers'
import { Writer } from '../bytes/writer'
import { type Malformed, malformed } from './decoded'

export type TcpOption =
  | { readonly kind: 'end' }
  | { readonly kind: 'nop' }
  | { readonly kind: 'mss'; readonly value: number }
  | { readonly kind: 'window-scale'; readonly shift: number }
  | { readonly kind: 'sack-permitted' }
  | { readonly kind: 'sack'; readonly blocks: readonly (readonly [left: number, right: number])[] }
  | { readonly kind: 'timestamps'; readonly value: number; readonly echo: number }
  /** Any other, or a known kind with a length of its own making. */
  | { readonly kind: 'unknown'; readonly code: number; readonly data: Uint8Array }

export const OPTION_END = 0
export const OPTION_NOP = 1
export const OPTION_MSS = 2
export const OPTION_WINDOW_SCALE = 3
export const OPTION_SACK_PERMITTED = 4
export const OPTION_SACK = 5
export const OPTION_TIMESTAMPS = 8

export function encodeTcpOptions(options: readonly TcpOption[]): Uint8Array {
  const out = new Writer(40)
  for (const option of options) {
    switch (option.kind) {
      case 'end':
        out.u8(OPTION_END)
        break
      case 'nop':
        out.u8(OPTION_NOP)
        break
      case 'mss':
        out.u8(OPTION_MSS).u8(4).u16(option.value)
        break
      case 'window-scale':
        out.u8(OPTION_WINDOW_SCALE).u8(3).u8(option.shift)
        break
      case 'sack-permitted':
        out.u8(OPTION_SACK_PERMITTED).u8(2)
        break
      case 'sack':
        out.u8(OPTION_SACK).u8(2 + 8 * option.blocks.length)
        for (const [left, right] of option.blocks) out.u32(left).u32(right)
        break
      case 'timestamps':
        out.u8(OPTION_TIMESTAMPS).u8(10).u32(option.value).u32(option.echo)
        break
      case 'unknown':
        out
          .u8(option.code)
          .u8(2 + option.data.length)
          .bytes(option.data)
    }
  }
  return out.finish()
}

/**
 * The options in bytes[offset, end). An end-of-list option stops the reading and is not listed: `encodeTcp` pads with it.
 */
export function decodeTcpOptions(
  bytes: Uint8Array,
  offset: number,
  end: number,
): { readonly ok: true; readonly options: readonly TcpOption[] } | Malformed {
  const options: TcpOption[] = []
  for (let at = offset; at < end; ) {
    const code = bytes[at]
    if (code === OPTION_END) break
    if (code === OPTION_NOP) {
      options.push({ kind: 'nop' })
      at++
      continue
    }
    const length = at + 1 < end ? bytes[at + 1] : 0
    if (length < 2 || at + length > end)
      return malformed(
        `a TCP option of kind ${code} at byte ${at} says it has ${length} bytes, ${end - at} are left`,
        at,
      )
    options.push(decodeOption(bytes, at, code, length))
    at += length
  }
  return { ok: true, options }
}

function decodeOption(bytes: Uint8Array, at: number, code: number, length: number): TcpOption {
  if (code === OPTION_MSS && length === 4) return { kind: 'mss', value: readU16(bytes, at + 2) }
  if (code === OPTION_WINDOW_SCALE && length === 3) return { kind: 'window-scale', shift: bytes[at + 2] }
  if (code === OPTION_SACK_PERMITTED && length === 2) return { kind: 'sack-permitted' }
  if (code === OPTION_TIMESTAMPS && length === 10)
    return { kind: 'timestamps', value: readU32(bytes, at + 2), echo: readU32(bytes, at + 6) }
  if (code === OPTION_SACK && length > 2 && length % 8 === 2) {
    const blocks: [number, number][] = []
    for (let i = at + 2; i < at + length; i += 8) blocks.push([readU32(bytes, i), readU32(bytes, i + 4)])
    return { kind: 'sack', blocks }
  }
  return { kind: 'unknown', code, data: bytes.slice(at + 2, at + length) }
}
