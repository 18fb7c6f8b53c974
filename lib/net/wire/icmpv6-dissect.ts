import { dissectData } from './data'
import type { Dissection, Layer, Registration } from './dissect'
import {
  bitField,
  decimal,
  Field,
  field,
  formatDecimal,
  formatFlag,
  hex2,
  hex4,
  hex8,
  ipv6Address,
  octets,
  pushLayout,
  storedField,
} from './field'
import { dissectQuote, matchEcho, noteEcho } from './icmp-dissect'
import {
  ICMPV6_ECHO_REPLY,
  ICMPV6_ECHO_REQUEST,
  ICMPV6_MLD2_REPORT,
  ICMPV6_NEIGHBOUR_ADVERTISEMENT,
  ICMPV6_NEIGHBOUR_SOLICITATION,
  ICMPV6_PACKET_TOO_BIG,
  ICMPV6_PARAMETER_PROBLEM,
  ICMPV6_REDIRECT,
  ICMPV6_ROUTER_ADVERTISEMENT,
  ICMPV6_ROUTER_SOLICITATION,
  isIcmpv6Error,
} from './icmpv6'
import { dissectNdOptions } from './icmpv6-nd-dissect'
import { IPPROTO_ICMPV6 } from './ip-protocol'
import { checksumLeft } from './udp-dissect'

const HEADER = [
  field('icmpv6.type', decimal, 0, 1),
  field('icmpv6.code', decimal, 1, 1),
  field('icmpv6.checksum', hex4, 2, 2),
]
const CHECKSUM_STATUS = storedField('icmpv6.checksum.status', formatDecimal)
const RESERVED = field('icmpv6.reserved', octets, 4, 4)
const ECHO = [
  field('icmpv6.echo.identifier', hex4, 4, 2),
  field('icmpv6.echo.sequence_number', decimal, 6, 2),
]
const RESPONSE_TO = storedField('icmpv6.resp_to', formatDecimal)
const RESPONSE_TIME = storedField('icmpv6.resptime', formatMilliseconds)
const MTU = field('icmpv6.mtu', decimal, 4, 4)
const POINTER = field('icmpv6.pointer', decimal, 4, 4)
const NS_TARGET = field('icmpv6.nd.ns.target_address', ipv6Address, 8, 16)
const NEIGHBOUR_ADVERTISEMENT = [
  field('icmpv6.nd.na.flag', hex8, 4, 4),
  bitField('icmpv6.nd.na.flag.r', formatFlag, 4, 4, 0, 1),
  bitField('icmpv6.nd.na.flag.s', formatFlag, 4, 4, 1, 1),
  bitField('icmpv6.nd.na.flag.o', formatFlag, 4, 4, 2, 1),
  bitField('icmpv6.nd.na.flag.rsv', formatDecimal, 4, 4, 3, 29),
  field('icmpv6.nd.na.target_address', ipv6Address, 8, 16),
]
const ROUTER_ADVERTISEMENT = [
  field('icmpv6.nd.ra.cur_hop_limit', decimal, 4, 1),
  field('icmpv6.nd.ra.flag', hex2, 5, 1),
  bitField('icmpv6.nd.ra.flag.m', formatFlag, 5, 1, 0, 1),
  bitField('icmpv6.nd.ra.flag.o', formatFlag, 5, 1, 1, 1),
  bitField('icmpv6.nd.ra.flag.h', formatFlag, 5, 1, 2, 1),
  bitField('icmpv6.nd.ra.flag.prf', formatDecimal, 5, 1, 3, 2),
  bitField('icmpv6.nd.ra.flag.p', formatFlag, 5, 1, 5, 1),
  bitField('icmpv6.nd.ra.flag.rsv', formatDecimal, 5, 1, 6, 2),
  field('icmpv6.nd.ra.router_lifetime', decimal, 6, 2),
  field('icmpv6.nd.ra.reachable_time', decimal, 8, 4),
  field('icmpv6.nd.ra.retrans_timer', decimal, 12, 4),
]
const REDIRECT = [
  field('icmpv6.nd.rd.target_address', ipv6Address, 8, 16),
  field('icmpv6.rd.na.destination_address', ipv6Address, 24, 16),
]
const REPORT = [field('icmpv6.reserved', octets, 4, 2), field('icmpv6.mldr.nb_mcast_records', decimal, 6, 2)]
const RECORD = [
  field('icmpv6.mldr.mar.record_type', decimal, 0, 1),
  field('icmpv6.mldr.mar.aux_data_len', decimal, 1, 1),
  field('icmpv6.mldr.mar.nb_sources', decimal, 2, 2),
  field('icmpv6.mldr.mar.multicast_address', ipv6Address, 4, 16),
]
const RECORD_SOURCE = field('icmpv6.mldr.mar.source_address', ipv6Address)
const OTHER = field('icmpv6.data', octets)
const MLD = [
  field('icmpv6.mld.maximum_response_delay', decimal, 4, 2),
  field('icmpv6.reserved', octets, 6, 2),
  field('icmpv6.mld.multicast_address', ipv6Address, 8, 16),
]

const MLD2_QUERY = [
  field('icmpv6.mld.maximum_response_code', decimal, 4, 2),
  field('icmpv6.reserved', octets, 6, 2),
  field('icmpv6.mld.multicast_address', ipv6Address, 8, 16),
  field('icmpv6.mld.flag', hex2, 24, 1),
  bitField('icmpv6.mld.flag.s', formatFlag, 24, 1, 4, 1),
  bitField('icmpv6.mld.flag.qrv', formatDecimal, 24, 1, 5, 3),
  bitField('icmpv6.mld.flag.reserved', formatDecimal, 24, 1, 0, 4),
  field('icmpv6.mld.qqi', decimal, 25, 1),
  field('icmpv6.mld.nb_sources', decimal, 26, 2),
]
const MLD2_SOURCE = field('icmpv6.mld.source_address', ipv6Address)

function formatMilliseconds(raw: number): string {
  return String(raw / 1e6)
}

export const icmpv6: Registration = { dissect: dissectIcmpv6, ipProtocol: [IPPROTO_ICMPV6] }

/** RFC 4443, RFC 4861, MLD of RFC 2710 and RFC 3810. */
export function dissectIcmpv6(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end - offset < 4) {
    into.tooShort('icmpv6', 'an ICMPv6 header', 4, bytes, offset, end)
    return
  }
  const layer = into.begin('icmpv6', bytes, offset, end - offset)
  pushLayout(layer.fields, HEADER, bytes, offset)
  const status = into.quoted ? 2 : checksumLeft(into, IPPROTO_ICMPV6, bytes, offset, end) === 0 ? 1 : 0
  layer.fields.push(new Field(CHECKSUM_STATUS, offset + 2, 0, status))
  const type = bytes[offset]
  const needed = shortest(type)
  if (end - offset < needed) {
    into.malformed(
      layer,
      `expected an ICMPv6 message of ${needed} bytes at byte ${offset}, found ${end - offset}`,
      offset,
      end,
    )
    return
  }
  dissectBody(into, layer, type, bytes, offset, end)
}

/** Bytes that a message of this type has at least. */
function shortest(type: number): number {
  if (type === ICMPV6_NEIGHBOUR_SOLICITATION || type === ICMPV6_NEIGHBOUR_ADVERTISEMENT) return 24
  if (type === ICMPV6_ROUTER_ADVERTISEMENT) return 16
  if (type === ICMPV6_REDIRECT) return 40
  if (type >= 130 && type <= 132) return 24
  return 8
}

function dissectBody(
  into: Dissection,
  layer: Layer,
  type: number,
  bytes: Uint8Array,
  offset: number,
  end: number,
): void {
  const { fields } = layer
  const body = offset + 8
  switch (type) {
    case ICMPV6_ECHO_REQUEST:
    case ICMPV6_ECHO_REPLY:
      pushLayout(fields, ECHO, bytes, offset)
      if (type === ICMPV6_ECHO_REQUEST) noteEcho(into, bytes, offset)
      else {
        const request = matchEcho(into, bytes, offset)
        if (request)
          fields.push(
            new Field(RESPONSE_TO, offset, 0, request.frame),
            new Field(RESPONSE_TIME, offset, 0, request.elapsedNs),
          )
      }
      dissectData(into, bytes, body, end)
      return
    case ICMPV6_NEIGHBOUR_SOLICITATION:
      pushLayout(fields, [RESERVED, NS_TARGET], bytes, offset)
      dissectNdOptions(into, layer, bytes, offset + 24, end)
      return
    case ICMPV6_NEIGHBOUR_ADVERTISEMENT:
      pushLayout(fields, NEIGHBOUR_ADVERTISEMENT, bytes, offset)
      dissectNdOptions(into, layer, bytes, offset + 24, end)
      return
    case ICMPV6_ROUTER_SOLICITATION:
      pushLayout(fields, [RESERVED], bytes, offset)
      dissectNdOptions(into, layer, bytes, body, end)
      return
    case ICMPV6_ROUTER_ADVERTISEMENT:
      pushLayout(fields, ROUTER_ADVERTISEMENT, bytes, offset)
      dissectNdOptions(into, layer, bytes, offset + 16, end)
      return
    case ICMPV6_REDIRECT:
      pushLayout(fields, [RESERVED, ...REDIRECT], bytes, offset)
      dissectNdOptions(into, layer, bytes, offset + 40, end)
      return
    case ICMPV6_MLD2_REPORT:
      pushLayout(fields, REPORT, bytes, offset)
      dissectRecords(into, layer, bytes, offset, end)
      return
  }
  if (type === 130 && end - offset >= 28) {
    pushLayout(fields, MLD2_QUERY, bytes, offset)
    const sources = (bytes[offset + 26] << 8) | bytes[offset + 27]
    for (let i = 0; i < sources && offset + 44 + 16 * i <= end; i++)
      fields.push(new Field(MLD2_SOURCE, offset + 28 + 16 * i, 16, bytes))
  } else if (type >= 130 && type <= 132) pushLayout(fields, MLD, bytes, offset)
  else if (isIcmpv6Error(type)) {
    const word = type === ICMPV6_PACKET_TOO_BIG ? MTU : type === ICMPV6_PARAMETER_PROBLEM ? POINTER : RESERVED
    pushLayout(fields, [word], bytes, offset)
    dissectQuote(into, 0x86dd, bytes, body, end)
  } else if (end > offset + 4) fields.push(new Field(OTHER, offset + 4, end - offset - 4, bytes))
}

/** RFC 3810 section 5.2. */
function dissectRecords(
  into: Dissection,
  layer: Layer,
  bytes: Uint8Array,
  offset: number,
  end: number,
): void {
  let at = offset + 8
  const count = (bytes[offset + 6] << 8) | bytes[offset + 7]
  for (let i = 0; i < count; i++) {
    const sources = at + 4 <= end ? (bytes[at + 2] << 8) | bytes[at + 3] : 0
    const length = 20 + 16 * sources + (at + 2 <= end ? bytes[at + 1] * 4 : 0)
    if (at + length > end) {
      into.malformed(
        layer,
        `expected a multicast address record of ${length} bytes at byte ${at}, found ${end - at}`,
        at,
        end,
      )
      return
    }
    pushLayout(layer.fields, RECORD, bytes, at)
    for (let s = 0; s < sources; s++) layer.fields.push(new Field(RECORD_SOURCE, at + 20 + 16 * s, 16, bytes))
    at += length
  }
}
