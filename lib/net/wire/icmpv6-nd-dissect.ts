/** RFC 4861 section 4.6; RDNSS and DNSSL of RFC 8106; nonce of RFC 3971. */

import type { Dissection, Layer } from './dissect'
import { ETHERTYPE_IPV6 } from './ethernet'
import {
  bitField,
  decimal,
  Field,
  field,
  formatDecimal,
  formatFlag,
  hex2,
  ipv6Address,
  macAddress,
  octets,
  pushLayout,
} from './field'
import { dissectQuote } from './icmp-dissect'

const TYPE = field('icmpv6.opt.type', decimal, 0, 1)
const LENGTH = field('icmpv6.opt.length', decimal, 1, 1)
const LINK_ADDRESS = field('icmpv6.opt.linkaddr', macAddress, 2, 6)
const SOURCE_LINK_ADDRESS = field('icmpv6.opt.src_linkaddr', macAddress, 2, 6)
const TARGET_LINK_ADDRESS = field('icmpv6.opt.target_linkaddr', macAddress, 2, 6)
const EMPTY = { read: octets.read, format: formatNothing }
const RESERVED_2 = field('icmpv6.opt.reserved', EMPTY, 2, 2)
const PREFIX = [
  field('icmpv6.opt.prefix.length', decimal, 2, 1),
  field('icmpv6.opt.prefix.flag', hex2, 3, 1),
  bitField('icmpv6.opt.prefix.flag.l', formatFlag, 3, 1, 0, 1),
  bitField('icmpv6.opt.prefix.flag.a', formatFlag, 3, 1, 1, 1),
  bitField('icmpv6.opt.prefix.flag.r', formatFlag, 3, 1, 2, 1),
  bitField('icmpv6.opt.prefix.flag.reserved', formatDecimal, 3, 1, 3, 5),
  field('icmpv6.opt.prefix.valid_lifetime', decimal, 4, 4),
  field('icmpv6.opt.prefix.preferred_lifetime', decimal, 8, 4),
  field('icmpv6.opt.reserved', EMPTY, 12, 4),
  field('icmpv6.opt.prefix', ipv6Address, 16, 16),
]
const MTU = field('icmpv6.opt.mtu', decimal, 4, 4)
const RDNSS_LIFETIME = field('icmpv6.opt.rdnss.lifetime', decimal, 4, 4)
const RDNSS = field('icmpv6.opt.rdnss', ipv6Address)
const ROUTE = [
  field('icmpv6.opt.prefix.length', decimal, 2, 1),
  field('icmpv6.opt.route_info.flag', hex2, 3, 1),
  bitField('icmpv6.opt.route_info.flag.route_preference', formatDecimal, 3, 1, 3, 2),
  field('icmpv6.opt.route_lifetime', decimal, 4, 4),
]
const ROUTE_PREFIX = field('icmpv6.opt.prefix', { read: readShortPrefix, format: ipv6Address.format })
/** RFC 4861 section 4.6.3 */
const REDIRECTED_HEADER = 4
const REDIRECTED_RESERVED = field('icmpv6.opt.reserved', EMPTY, 2, 6)
const REDIRECTED_PACKET = field('icmpv6.opt.redirected_packet', EMPTY)
const NONCE = field('icmpv6.opt.nonce', octets)

/** RFC 4191: only as many bytes of the prefix as its length needs. */
function readShortPrefix(bytes: Uint8Array, offset: number, length: number): Uint8Array {
  const prefix = new Uint8Array(16)
  prefix.set(bytes.subarray(offset, offset + Math.min(length, 16)))
  return prefix
}

/** Wireshark shows the reserved bytes without a value. */
function formatNothing(): string {
  return ''
}

export function dissectNdOptions(
  into: Dissection,
  layer: Layer,
  bytes: Uint8Array,
  offset: number,
  end: number,
): void {
  for (let at = offset; at < end; ) {
    const length = at + 1 < end ? bytes[at + 1] * 8 : 0
    // a length of zero would never end (RFC 4861 section 4.6)
    if (length === 0 || at + length > end) {
      into.malformed(
        layer,
        `an ND option at byte ${at} says it has ${length} bytes, ${end - at} are left`,
        at,
        end,
      )
      return
    }
    pushLayout(layer.fields, [TYPE, LENGTH], bytes, at)
    if (bytes[at] === REDIRECTED_HEADER) {
      pushLayout(layer.fields, [REDIRECTED_RESERVED], bytes, at)
      layer.fields.push(new Field(REDIRECTED_PACKET, at + 8, length - 8, bytes))
      dissectQuote(into, ETHERTYPE_IPV6, bytes, at + 8, at + length)
    } else pushOption(layer.fields, bytes, at, bytes[at], length)
    at += length
  }
}

function pushOption(fields: Field[], bytes: Uint8Array, at: number, type: number, length: number): void {
  if (type === 1 && length === 8) pushLayout(fields, [LINK_ADDRESS, SOURCE_LINK_ADDRESS], bytes, at)
  else if (type === 2 && length === 8) pushLayout(fields, [LINK_ADDRESS, TARGET_LINK_ADDRESS], bytes, at)
  else if (type === 3 && length === 32) pushLayout(fields, PREFIX, bytes, at)
  else if (type === 5 && length === 8) pushLayout(fields, [RESERVED_2, MTU], bytes, at)
  else if (type === 24) {
    pushLayout(fields, ROUTE, bytes, at)
    if (length > 8) fields.push(new Field(ROUTE_PREFIX, at + 8, length - 8, bytes))
  } else if (type === 14) fields.push(new Field(NONCE, at + 2, length - 2, bytes))
  else if (type === 25 && length >= 24) {
    pushLayout(fields, [RESERVED_2, RDNSS_LIFETIME], bytes, at)
    for (let i = at + 8; i + 16 <= at + length; i += 16) fields.push(new Field(RDNSS, i, 16, bytes))
  }
}
