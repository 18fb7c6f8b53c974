import type { Dissection, Layer, Registration } from './dissect'
import {
  bitField,
  decimal,
  field,
  formatDecimal,
  formatHex6,
  formatHex8,
  ipv6Address,
  pushLayout,
} from './field'
import { dissectIpPayload } from './ipv4-dissect'
import { IPV6_HEADER, ipv6NextHeaderOf, ipv6PayloadLengthOf } from './ipv6'
import { dissectExtensions } from './ipv6-extensions-dissect'
import { LINKTYPE_IPV6 } from './link-type'

const HEADER = [
  bitField('ipv6.version', formatDecimal, 0, 1, 0, 4),
  bitField('ip.version', formatDecimal, 0, 1, 0, 4),
  bitField('ipv6.tclass', formatHex8, 0, 4, 4, 8),
  bitField('ipv6.tclass.dscp', formatDecimal, 0, 4, 4, 6),
  bitField('ipv6.tclass.ecn', formatDecimal, 0, 4, 10, 2),
  bitField('ipv6.flow', formatHex6, 1, 3, 4, 20),
  field('ipv6.plen', decimal, 4, 2),
  field('ipv6.nxt', decimal, 6, 1),
  field('ipv6.hlim', decimal, 7, 1),
  field('ipv6.src', ipv6Address, 8, 16),
  field('ipv6.addr', ipv6Address, 8, 16),
  field('ipv6.src_host', ipv6Address, 8, 16),
  field('ipv6.host', ipv6Address, 8, 16),
  field('ipv6.dst', ipv6Address, 24, 16),
  field('ipv6.addr', ipv6Address, 24, 16),
  field('ipv6.dst_host', ipv6Address, 24, 16),
  field('ipv6.host', ipv6Address, 24, 16),
]

export const ipv6: Registration = {
  dissect: dissectIpv6,
  link: [LINKTYPE_IPV6],
  ethertype: [0x86dd],
  ipProtocol: [41],
}

/** RFC 8200. Extension headers are layers of their own: ipv6.hopopts, ipv6.routing, ipv6.fraghdr, ipv6.dstopts. */
export function dissectIpv6(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end - offset < IPV6_HEADER) {
    into.tooShort('ipv6', 'an IPv6 header', IPV6_HEADER, bytes, offset, end)
    return
  }
  const layer = into.begin('ipv6', bytes, offset, IPV6_HEADER)
  pushLayout(layer.fields, HEADER, bytes, offset)
  if (bytes[offset] >>> 4 !== 6) {
    into.malformed(
      layer,
      `IP version 6 expected at byte ${offset}, found ${bytes[offset] >>> 4}`,
      offset,
      offset + 1,
    )
    return
  }
  const packetEnd = endOfPacket(into, layer, bytes, offset, end)
  const upper = dissectExtensions(into, layer, bytes, offset, packetEnd)
  if (upper) {
    const { protocol, header, bytes: inner, offset: start, end: stop } = upper
    dissectIpPayload(into, protocol, 6, header.bytes, header.offset, inner, start, stop)
  }
  into.claimed = packetEnd
}

function endOfPacket(into: Dissection, layer: Layer, bytes: Uint8Array, offset: number, end: number): number {
  const length = ipv6PayloadLengthOf(bytes, offset)
  // 0 with hop-by-hop options is a jumbogram (RFC 2675), without any it is a capture before segmentation offload
  if (length === 0 && ipv6NextHeaderOf(bytes, offset) !== 59) return end
  const wanted = offset + IPV6_HEADER + length
  if (wanted > end && !into.quoted)
    into.malformed(
      layer,
      `expected an IPv6 payload of ${length} bytes at byte ${offset + IPV6_HEADER}, found ${end - offset - IPV6_HEADER}`,
      end,
      end,
    )
  return Math.min(wanted, end)
}
