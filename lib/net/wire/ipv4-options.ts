import type { Dissection, Layer } from './dissect'
import {
  bitField,
  decimal,
  Field,
  field,
  formatDecimal,
  formatFlag,
  formatHex2,
  ipv4Address,
  octets,
} from './field'

const TYPE = field('ip.opt.type', decimal)
const COPY = bitField('ip.opt.type.copy', formatFlag, 0, 1, 0, 1)
const CLASS = bitField('ip.opt.type.class', formatDecimal, 0, 1, 1, 2)
const NUMBER = bitField('ip.opt.type.number', formatDecimal, 0, 1, 3, 5)
const LENGTH = field('ip.opt.len', decimal)
const POINTER = field('ip.opt.ptr', decimal)
const ROUTER_ALERT = field('ip.opt.ra', decimal)
const ROUTE = field('ip.rec_rt', ipv4Address)
const SOURCE_ROUTE = field('ip.src_rt', ipv4Address)
const EMPTY_ROUTE = field('ip.empty_rt', ipv4Address)
const ROUTE_HOST = field('ip.rec_rt_host', ipv4Address)
const SOURCE_ROUTE_HOST = field('ip.src_rt_host', ipv4Address)
const EMPTY_ROUTE_HOST = field('ip.empty_rt_host', ipv4Address)
const OVERFLOW = bitField('ip.opt.overflow', formatDecimal, 0, 1, 0, 4)
const TIMESTAMP_FLAG = bitField('ip.opt.flag', formatHex2, 0, 1, 4, 4)
const STREAM_ID = field('ip.opt.sid', decimal)
const UNKNOWN = field('hop.ip.option', octets)

const END = 0
const NOP = 1
const RECORD_ROUTE = 7
const ALERT = 148
const LOOSE_SOURCE_ROUTE = 131
const STRICT_SOURCE_ROUTE = 137
const TIMESTAMP = 68
const STREAM = 136
/** The rest of what Wireshark has a name for. */
const OTHERS = [11, 12, 82, 130, 134, 149]
const KNOWN = [
  END,
  NOP,
  RECORD_ROUTE,
  ALERT,
  LOOSE_SOURCE_ROUTE,
  STRICT_SOURCE_ROUTE,
  TIMESTAMP,
  STREAM,
  ...OTHERS,
]

/** RFC 791 section 3.1; router alert of RFC 2113. */
export function dissectIpv4Options(
  into: Dissection,
  layer: Layer,
  bytes: Uint8Array,
  offset: number,
  end: number,
): void {
  const { fields } = layer
  for (let at = offset; at < end; ) {
    const type = bytes[at]
    const single = type === END || type === NOP
    const length = single ? 1 : at + 1 < end ? bytes[at + 1] : 0
    if (length < 1 || (!single && length < 2) || at + length > end) {
      into.malformed(
        layer,
        `an IPv4 option at byte ${at} says it has ${length} bytes, ${end - at} are left`,
        at,
        end,
      )
      return
    }
    if (!KNOWN.includes(type)) fields.push(new Field(UNKNOWN, at, length, bytes))
    else {
      fields.push(
        new Field(TYPE, at, 1, bytes),
        new Field(COPY, at, 1, bytes),
        new Field(CLASS, at, 1, bytes),
        new Field(NUMBER, at, 1, bytes),
      )
      if (type === END) return
      if (!single) pushOption(fields, bytes, at, length, type)
    }
    at += length
  }
}

function pushOption(fields: Field[], bytes: Uint8Array, at: number, length: number, type: number): void {
  fields.push(new Field(LENGTH, at + 1, 1, bytes))
  if (type === ALERT && length === 4) fields.push(new Field(ROUTER_ALERT, at + 2, 2, bytes))
  else if (type === STREAM && length === 4) fields.push(new Field(STREAM_ID, at + 2, 2, bytes))
  else if (type === TIMESTAMP && length >= 4)
    fields.push(
      new Field(POINTER, at + 2, 1, bytes),
      new Field(OVERFLOW, at + 3, 1, bytes),
      new Field(TIMESTAMP_FLAG, at + 3, 1, bytes),
    )
  else if (
    length >= 3 &&
    (type === RECORD_ROUTE || type === LOOSE_SOURCE_ROUTE || type === STRICT_SOURCE_ROUTE)
  )
    pushRoute(fields, bytes, at, length, type)
}

/** The pointer counts from 1 at the option's first byte; slots from it on are still to be filled or visited. */
function pushRoute(fields: Field[], bytes: Uint8Array, at: number, length: number, type: number): void {
  const pointer = bytes[at + 2]
  fields.push(new Field(POINTER, at + 2, 1, bytes))
  for (let slot = 3; slot + 4 <= length; slot += 4) {
    const done = slot + 1 < pointer
    const empty = type === RECORD_ROUTE
    const kind = done ? ROUTE : empty ? EMPTY_ROUTE : SOURCE_ROUTE
    const host = done ? ROUTE_HOST : empty ? EMPTY_ROUTE_HOST : SOURCE_ROUTE_HOST
    fields.push(new Field(kind, at + slot, 4, bytes), new Field(host, at + slot, 4, bytes))
  }
}
