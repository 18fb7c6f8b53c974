import { internetChecksum } from '../bytes/checksum'
import { hexNumber } from '../bytes/hex'
import { readU16, readU32 } from '../bytes/integers'
import { dissectData } from './data'
import type { Dissection, Layer, Registration } from './dissect'
import {
  bitField,
  decimal,
  Field,
  field,
  formatDecimal,
  formatFlag,
  formatHex4,
  hex2,
  hex4,
  ipv4Address,
  octets,
  pushLayout,
  storedField,
} from './field'
import { addFragment } from './fragments'
import {
  fragmentOffsetOf,
  hasMoreFragments,
  IPV4_HEADER,
  ipv4HeaderLengthOf,
  ipv4ProtocolOf,
  ipv4TotalLengthOf,
} from './ipv4'
import { dissectIpv4Options } from './ipv4-options'
import { LINKTYPE_IPV4, LINKTYPE_RAW } from './link-type'

const START = [
  bitField('ip.version', formatDecimal, 0, 1, 0, 4),
  bitField('ip.hdr_len', formatWords, 0, 1, 4, 4),
  field('ip.dsfield', hex2, 1, 1),
  bitField('ip.dsfield.dscp', formatDecimal, 1, 1, 0, 6),
  bitField('ip.dsfield.ecn', formatDecimal, 1, 1, 6, 2),
  field('ip.len', decimal, 2, 2),
  field('ip.id', hex4, 4, 2),
  bitField('ip.flags', formatFlagsByte, 6, 1, 0, 3),
  bitField('ip.flags.rb', formatFlag, 6, 1, 0, 1),
  bitField('ip.flags.df', formatFlag, 6, 1, 1, 1),
  bitField('ip.flags.mf', formatFlag, 6, 1, 2, 1),
  bitField('ip.frag_offset', formatDecimal, 6, 2, 3, 13),
  field('ip.ttl', decimal, 8, 1),
  field('ip.proto', decimal, 9, 1),
  field('ip.checksum', hex4, 10, 2),
]
const ADDRESSES = [
  field('ip.src', ipv4Address, 12, 4),
  field('ip.addr', ipv4Address, 12, 4),
  field('ip.src_host', ipv4Address, 12, 4),
  field('ip.host', ipv4Address, 12, 4),
  field('ip.dst', ipv4Address, 16, 4),
  field('ip.addr', ipv4Address, 16, 4),
  field('ip.dst_host', ipv4Address, 16, 4),
  field('ip.host', ipv4Address, 16, 4),
]
const CHECKSUM_STATUS = storedField('ip.checksum.status', formatDecimal)
const CHECKSUM_CALCULATED = storedField('ip.checksum_calculated', formatHex4)
const FRAGMENTS = field('ip.fragments', octets)
const FRAGMENT = storedField('ip.fragment', formatDecimal)
const FRAGMENT_COUNT = storedField('ip.fragment.count', formatDecimal)
const REASSEMBLED_LENGTH = storedField('ip.reassembled.length', formatDecimal)
const REASSEMBLED_DATA = field('ip.reassembled.data', octets)

function formatWords(raw: number): string {
  return String(raw * 4)
}
function formatFlagsByte(raw: number): string {
  return hexNumber(raw, 2)
}

export const ipv4: Registration = {
  dissect: dissectIpv4,
  link: [LINKTYPE_IPV4],
  ethertype: [0x0800],
  ipProtocol: [4],
}

/** LINKTYPE_RAW: the version nibble says which IP it is. Wireshark counts a layer "raw" around it. */
export const rawIp: Registration = { dissect: dissectRawIp, link: [LINKTYPE_RAW, 12, 14] }

function dissectRawIp(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  into.begin('raw', bytes, offset, 0)
  const version = offset < end ? bytes[offset] >>> 4 : 0
  const dissector = into.table.ethertype.get(version === 6 ? 0x86dd : 0x0800)
  if (dissector) dissector(into, bytes, offset, end)
  else dissectData(into, bytes, offset, end)
}

/** RFC 791. */
export function dissectIpv4(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end - offset < IPV4_HEADER) {
    into.tooShort('ip', 'an IPv4 header', IPV4_HEADER, bytes, offset, end)
    return
  }
  const headerLength = ipv4HeaderLengthOf(bytes, offset)
  const payload = offset + headerLength
  const layer = into.begin('ip', bytes, offset, Math.min(headerLength, end - offset))
  const { fields } = layer
  pushLayout(fields, START, bytes, offset)
  if (bytes[offset] >>> 4 !== 4 || headerLength < IPV4_HEADER || payload > end) {
    into.malformed(layer, problemOf(bytes, offset, headerLength, end), offset, end)
    return
  }
  pushChecksum(fields, bytes, offset, payload)
  pushLayout(fields, ADDRESSES, bytes, offset)
  if (headerLength > IPV4_HEADER) dissectIpv4Options(into, layer, bytes, offset + IPV4_HEADER, payload)
  // a total length of 0 comes from a capture before segmentation offload: the frame says where the packet ends
  const total = ipv4TotalLengthOf(bytes, offset) || end - offset
  if (total < headerLength) {
    into.malformed(
      layer,
      `IPv4 total length of at least ${headerLength} expected at byte ${offset + 2}, found ${total}`,
      offset + 2,
      offset + 4,
    )
    return
  }
  const packetEnd = Math.min(end, offset + total)
  const whole = offset + total <= end
  if (!whole && !into.quoted)
    into.malformed(
      layer,
      `expected an IPv4 packet of ${total} bytes at byte ${offset}, found ${end - offset}`,
      end,
      end,
    )
  if (hasMoreFragments(bytes, offset) || fragmentOffsetOf(bytes, offset) > 0)
    dissectFragment(into, layer, bytes, offset, payload, packetEnd, whole)
  else dissectIpPayload(into, ipv4ProtocolOf(bytes, offset), 4, bytes, offset, bytes, payload, packetEnd)
  into.claimed = packetEnd
}

function problemOf(bytes: Uint8Array, offset: number, headerLength: number, end: number): string {
  if (bytes[offset] >>> 4 !== 4)
    return `IP version 4 expected at byte ${offset}, found ${bytes[offset] >>> 4}`
  if (headerLength < IPV4_HEADER)
    return `IPv4 header length of at least 20 expected at byte ${offset}, found ${headerLength}`
  return `expected an IPv4 header of ${headerLength} bytes at byte ${offset}, found ${end - offset}`
}

function pushChecksum(fields: Field[], bytes: Uint8Array, offset: number, payload: number): void {
  const found = readU16(bytes, offset + 10)
  const left = internetChecksum(bytes, offset, payload) // 0 when right
  fields.push(new Field(CHECKSUM_STATUS, offset + 10, 0, left === 0 ? 1 : 0))
  fields.push(new Field(CHECKSUM_CALCULATED, offset + 10, 2, left === 0 ? found : without(found, left)))
}

/** What the checksum should have been: the folded sum without the field that was found. */
export function without(found: number, left: number): number {
  const sum = (~left & 0xffff) + (~found & 0xffff)
  return ~((sum & 0xffff) + (sum >>> 16)) & 0xffff
}

/** A fragment's payload is data until the last one completes it; then the whole is dissected in the last one's frame. */
function dissectFragment(
  into: Dissection,
  layer: Layer,
  bytes: Uint8Array,
  offset: number,
  payload: number,
  end: number,
  whole: boolean,
): void {
  const context = into.quoted || !whole ? null : into.context
  const protocol = ipv4ProtocolOf(bytes, offset)
  const id = readU16(bytes, offset + 4)
  const key = `4 ${readU32(bytes, offset + 12)} ${readU32(bytes, offset + 16)} ${protocol} ${id}`
  const complete = context
    ? addFragment(
        context.fragments,
        key,
        into.moment.number,
        fragmentOffsetOf(bytes, offset),
        bytes.subarray(payload, end),
        hasMoreFragments(bytes, offset),
      )
    : null
  if (!complete) {
    // a quoted first fragment still shows its ports
    if (into.quoted && fragmentOffsetOf(bytes, offset) === 0)
      dissectIpPayload(into, protocol, 4, bytes, offset, bytes, payload, end)
    else dissectData(into, bytes, payload, end)
    return
  }
  const { fields } = layer
  fields.push(new Field(FRAGMENTS, 0, complete.bytes.length, complete.bytes))
  for (const fragment of complete.fragments)
    fields.push(new Field(FRAGMENT, fragment.offset, fragment.bytes.length, fragment.frame))
  fields.push(
    new Field(FRAGMENT_COUNT, 0, 0, complete.fragments.length),
    new Field(REASSEMBLED_LENGTH, 0, 0, complete.bytes.length),
    new Field(REASSEMBLED_DATA, 0, complete.bytes.length, complete.bytes),
  )
  dissectIpPayload(into, protocol, 4, bytes, offset, complete.bytes, 0, complete.bytes.length)
}

/** What IP carries, in either version. `header` at `ip` is the IP header whose addresses the pseudo header takes. */
export function dissectIpPayload(
  into: Dissection,
  protocol: number,
  version: 4 | 6,
  header: Uint8Array,
  ip: number,
  bytes: Uint8Array,
  offset: number,
  end: number,
): void {
  if (end <= offset) return
  into.ipHeader = header
  into.ip = ip
  into.ipVersion = version
  const dissector = into.table.ipProtocol.get(protocol)
  if (dissector && !into.tooDeep()) dissector(into, bytes, offset, end)
  else dissectData(into, bytes, offset, end)
}
