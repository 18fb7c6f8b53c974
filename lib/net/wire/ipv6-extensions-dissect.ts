/** RFC 8200 section 4; segment routing header of RFC 8754 as far as its addresses. */
import { readU16, readU32 } from '../bytes/integers'
import { dissectData } from './data'
import type { Dissection, Layer } from './dissect'
import {
  bitField,
  decimal,
  Field,
  field,
  formatDecimal,
  formatFlag,
  formatHex2,
  hex2,
  hex8,
  ipv6Address,
  octets,
  pushLayout,
  storedField,
} from './field'
import { addFragment } from './fragments'
import {
  IPPROTO_DSTOPTS,
  IPPROTO_FRAGMENT,
  IPPROTO_HOPOPTS,
  IPPROTO_NONE,
  IPPROTO_ROUTING,
} from './ip-protocol'
import { IPV6_HEADER, ipv6NextHeaderOf } from './ipv6'

/** Where the payload is: in the packet, or in a buffer put together from fragments. */
type Header = { readonly bytes: Uint8Array; readonly offset: number }

type Payload = {
  readonly protocol: number
  readonly bytes: Uint8Array
  readonly offset: number
  readonly end: number
}

/** What is above, and the IPv6 header that its checksum is over. */
export type Upper = Payload & { readonly header: Header }

const NAMES = new Map<number, string>([
  [IPPROTO_HOPOPTS, 'ipv6.hopopts'],
  [IPPROTO_ROUTING, 'ipv6.routing'],
  [IPPROTO_DSTOPTS, 'ipv6.dstopts'],
])

function headerLayout(name: string) {
  return [
    field(`${name}.nxt`, decimal, 0, 1),
    field(`${name}.len`, decimal, 1, 1),
    field(`${name}.len_oct`, { read: readOctets, format: formatDecimal }, 1, 1),
  ]
}

const HEADERS = new Map([...NAMES].map(([protocol, name]) => [protocol, headerLayout(name)]))
const FRAGMENT = [
  field('ipv6.fraghdr.nxt', decimal, 0, 1),
  field('ipv6.fraghdr.reserved_octet', hex2, 1, 1),
  bitField('ipv6.fraghdr.offset', formatDecimal, 2, 2, 0, 13),
  bitField('ipv6.fraghdr.reserved_bits', formatDecimal, 2, 2, 13, 2),
  bitField('ipv6.fraghdr.more', formatFlag, 2, 2, 15, 1),
  field('ipv6.fraghdr.ident', hex8, 4, 4),
]
const FRAGMENT_FRAME = storedField('ipv6.fragment', formatDecimal)
const FRAGMENT_COUNT = storedField('ipv6.fragment.count', formatDecimal)
const REASSEMBLED_LENGTH = storedField('ipv6.reassembled.length', formatDecimal)
const REASSEMBLED_DATA = field('ipv6.reassembled.data', octets)

const OPTION_TYPE = [
  field('ipv6.opt.type', hex2, 0, 1),
  bitField('ipv6.opt.type.action', formatDecimal, 0, 1, 0, 2),
  bitField('ipv6.opt.type.change', formatFlag, 0, 1, 2, 1),
  bitField('ipv6.opt.type.rest', formatHex2, 0, 1, 3, 5),
]
const OPTION_LENGTH = field('ipv6.opt.length', decimal)
const PAD1 = storedField('ipv6.opt.pad1', formatNothing)
const PADN = field('ipv6.opt.padn', octets)
const ROUTER_ALERT = field('ipv6.opt.router_alert', decimal)
const JUMBO = field('ipv6.opt.jumbo', decimal)
/** RFC 6275 section 6.3: known to Wireshark under other names. */
const HOME_ADDRESS = 0xc9
/** RFC 2473 section 4.1.1. */
const TUNNEL_LIMIT = field('ipv6.opt.tel', decimal)
/** RFC 4727 section 3.1: types that end in 11110. */
const EXPERIMENTAL = field('ipv6.opt.experimental', octets)
const UNKNOWN_DATA = field('ipv6.opt.unknown', octets)

const ROUTING = [field('ipv6.routing.type', decimal, 2, 1), field('ipv6.routing.segleft', decimal, 3, 1)]
const ROUTING_UNKNOWN = field('ipv6.routing.unknown_data', octets)
const SEGMENT_ROUTING = [
  field('ipv6.routing.srh.last_entry', decimal, 4, 1),
  field('ipv6.routing.srh.flags', hex2, 5, 1),
  field('ipv6.routing.srh.tag', octets, 6, 2),
]
const SEGMENT = field('ipv6.routing.srh.addr', ipv6Address)
const SOURCE_ROUTE = field('ipv6.routing.src.addr', ipv6Address)
const SOURCE_RESERVED = field('ipv6.routing.src.reserved', octets)

function readOctets(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] + 1) * 8
}
function formatNothing(): string {
  return ''
}

/** Steps through the extension headers; null when they are cut short or a fragment must wait for others. */
export function dissectExtensions(
  into: Dissection,
  packet: Layer,
  bytes: Uint8Array,
  ip: number,
  end: number,
): Upper | null {
  let protocol = ipv6NextHeaderOf(bytes, ip)
  let at = ip + IPV6_HEADER
  let buffer = bytes
  let stop = end
  let header: Header = { bytes, offset: ip }
  while (!into.tooDeep()) {
    const layout = HEADERS.get(protocol)
    if (!layout && protocol !== IPPROTO_FRAGMENT) break
    const length = layout ? (at + 1 < stop ? (buffer[at + 1] + 1) * 8 : 8) : 8
    if (at + length > stop) {
      into.malformed(
        packet,
        `expected an IPv6 extension header of ${length} bytes at byte ${at}, found ${stop - at}`,
        at,
        stop,
      )
      return null
    }
    if (layout) {
      const layer = into.begin(NAMES.get(protocol) as string, buffer, at, length)
      pushLayout(layer.fields, layout, buffer, at)
      if (protocol === IPPROTO_ROUTING) {
        dissectRouting(layer, buffer, at, length)
        header = addressedToLast(header, buffer, at, length)
      } else dissectOptions(into, layer, buffer, at + 2, at + length)
      protocol = buffer[at]
      at += length
    } else {
      const next = dissectFragment(into, packet, bytes, ip, buffer, at, stop)
      if (!next) return null
      protocol = next.protocol
      buffer = next.bytes
      at = next.offset
      stop = next.end
    }
  }
  if (protocol === IPPROTO_NONE) {
    dissectData(into, buffer, at, stop)
    return null
  }
  return { protocol, bytes: buffer, offset: at, end: stop, header }
}

function dissectOptions(
  into: Dissection,
  layer: Layer,
  bytes: Uint8Array,
  offset: number,
  end: number,
): void {
  const { fields } = layer
  for (let at = offset; at < end; ) {
    pushLayout(fields, OPTION_TYPE, bytes, at)
    const type = bytes[at]
    if (type === 0) {
      fields.push(new Field(PAD1, at, 0, ''))
      at++
      continue
    }
    const length = at + 1 < end ? bytes[at + 1] : -1
    if (length < 0 || at + 2 + length > end) {
      into.malformed(
        layer,
        `an IPv6 option at byte ${at} is longer than the ${end - at} bytes that are left`,
        at,
        end,
      )
      return
    }
    fields.push(new Field(OPTION_LENGTH, at + 1, 1, bytes))
    const data = at + 2
    if (type === 1) fields.push(new Field(PADN, data, length, bytes))
    else if (type === 5 && length === 2) fields.push(new Field(ROUTER_ALERT, data, 2, bytes))
    else if (type === 0xc2 && length === 4) fields.push(new Field(JUMBO, data, 4, bytes))
    else if (type === 4 && length === 1) fields.push(new Field(TUNNEL_LIMIT, data, 1, bytes))
    else if (length > 0 && (type & 0x1f) === 0x1e) fields.push(new Field(EXPERIMENTAL, data, length, bytes))
    else if (length > 0 && type !== HOME_ADDRESS) fields.push(new Field(UNKNOWN_DATA, data, length, bytes))
    at = data + length
  }
}

function dissectRouting(layer: Layer, bytes: Uint8Array, at: number, length: number): void {
  const { fields } = layer
  pushLayout(fields, ROUTING, bytes, at)
  if (bytes[at + 2] === 0 && length % 16 === 8) {
    fields.push(new Field(SOURCE_RESERVED, at + 4, 4, bytes))
    for (let i = at + 8; i < at + length; i += 16) fields.push(new Field(SOURCE_ROUTE, i, 16, bytes))
  } else if (bytes[at + 2] === 4 && at + 8 + 16 * (bytes[at + 4] + 1) <= at + length) {
    pushLayout(fields, SEGMENT_ROUTING, bytes, at)
    for (let i = 0; i <= bytes[at + 4]; i++) fields.push(new Field(SEGMENT, at + 8 + 16 * i, 16, bytes))
  } else fields.push(new Field(ROUTING_UNKNOWN, at + 4, length - 4, bytes))
}

/** RFC 8200 section 8.1: checksums (and flows) are over the last destination, which stands in the routing header on the way. */
function addressedToLast(header: Header, bytes: Uint8Array, at: number, length: number): Header {
  const type = bytes[at + 2]
  const last = type === 0 ? at + length - 16 : type === 4 ? at + 8 : -1
  if (bytes[at + 3] === 0 || length < 24 || last < 0) return header
  const addressed = header.bytes.slice(header.offset, header.offset + IPV6_HEADER)
  addressed.set(bytes.subarray(last, last + 16), 24)
  return { bytes: addressed, offset: 0 }
}

function dissectFragment(
  into: Dissection,
  packet: Layer,
  header: Uint8Array,
  ip: number,
  bytes: Uint8Array,
  at: number,
  end: number,
): Payload | null {
  const layer = into.begin('ipv6.fraghdr', bytes, at, 8)
  pushLayout(layer.fields, FRAGMENT, bytes, at)
  const word = readU16(bytes, at + 2)
  const more = (word & 1) === 1
  const fragmentOffset = word & 0xfff8
  // an atomic fragment (RFC 6946) is whole by itself
  if (fragmentOffset === 0 && !more) return { protocol: bytes[at], bytes, offset: at + 8, end }
  let key = '6'
  for (let i = ip + 8; i < ip + 40; i += 2) key += String.fromCharCode(readU16(header, i))
  key += readU32(bytes, at + 4)
  const complete =
    into.context && !into.quoted
      ? addFragment(
          into.context.fragments,
          key,
          into.moment.number,
          fragmentOffset,
          bytes.subarray(at + 8, end),
          more,
        )
      : null
  if (!complete) {
    if (into.quoted && fragmentOffset === 0) return { protocol: bytes[at], bytes, offset: at + 8, end }
    dissectData(into, bytes, at + 8, end)
    return null
  }
  const { fields } = packet
  for (const fragment of complete.fragments)
    fields.push(new Field(FRAGMENT_FRAME, fragment.offset, fragment.bytes.length, fragment.frame))
  fields.push(
    new Field(FRAGMENT_COUNT, 0, 0, complete.fragments.length),
    new Field(REASSEMBLED_LENGTH, 0, 0, complete.bytes.length),
    new Field(REASSEMBLED_DATA, 0, complete.bytes.length, complete.bytes),
  )
  return { protocol: bytes[at], bytes: complete.bytes, offset: 0, end: complete.bytes.length }
}
