import { bitField, Field, type FieldKind, formatFlag, formatHex2, storedField } from './field'
import {
  HTTP2_CONTINUATION,
  HTTP2_DATA,
  HTTP2_HEADERS,
  HTTP2_PING,
  HTTP2_PUSH_PROMISE,
  HTTP2_SETTINGS,
} from './http2'

const flag = (name: string, bit: number) => bitField(`http2.flags.${name}`, formatFlag, 0, 1, bit, 1)
const END_STREAM = flag('end_stream', 7)
const END_HEADERS = flag('eh', 5)
const PADDED = flag('padded', 4)
const PRIORITY = flag('priority', 2)

type FlagsOfType = { readonly unused: FieldKind; readonly mask: number; readonly flags: readonly FieldKind[] }

function flagsOf(suffix: string, mask: number, flags: readonly FieldKind[]): FlagsOfType {
  return { unused: storedField(`http2.flags.unused${suffix}`, formatHex2), mask, flags }
}

/** RFC 9113 section 6: which flags mean something depends on the type. */
const BY_TYPE: Readonly<Record<number, FlagsOfType>> = {
  [HTTP2_DATA]: flagsOf('_data', 0xf6, [PADDED, END_STREAM]),
  [HTTP2_HEADERS]: flagsOf('_headers', 0xd2, [PRIORITY, PADDED, END_HEADERS, END_STREAM]),
  [HTTP2_SETTINGS]: flagsOf('_settings', 0xfe, [flag('ack.settings', 7)]),
  [HTTP2_PUSH_PROMISE]: flagsOf('_push_promise', 0xf3, [PADDED, END_HEADERS]),
  [HTTP2_PING]: flagsOf('_ping', 0xfe, [flag('ack.ping', 7)]),
  [HTTP2_CONTINUATION]: flagsOf('_continuation', 0xfb, [PADDED, END_HEADERS]),
}
const OTHERS = flagsOf('', 0xff, [])

/** `offset`: of the frame's type; the flags stand behind it. */
export function pushFlags(fields: Field[], bytes: Uint8Array, offset: number): void {
  const { unused, mask, flags } = BY_TYPE[bytes[offset]] ?? OTHERS
  fields.push(new Field(unused, offset + 1, 1, bytes[offset + 1] & mask))
  for (const kind of flags) fields.push(new Field(kind, offset + 1, 1, bytes))
}
