import { readU16 } from '../bytes/integers'
import { attributeAt, BGP_HEADER, BGP_LONGEST, BGP_PORT } from './bgp'
import { type Dissection, type Layer, NOT_MINE, type Registration, type StreamMemory } from './dissect'
import {
  bitField,
  decimal,
  Field,
  type FieldKind,
  field,
  formatDecimal,
  formatFlag,
  formatHex2,
  hex2,
  hex4,
  ipv4Address,
  octets,
  pushLayout,
} from './field'

const HEADER = [
  field('bgp.marker', octets, 0, 16),
  field('bgp.length', decimal, 16, 2),
  field('bgp.type', decimal, 18, 1),
]
const OPEN = [
  field('bgp.open.version', decimal, 0, 1),
  field('bgp.open.myas', decimal, 1, 2),
  field('bgp.open.holdtime', decimal, 3, 2),
  field('bgp.open.identifier', ipv4Address, 5, 4),
  field('bgp.open.opt.len', decimal, 9, 1),
]
const PARAMETER = [
  field('bgp.open.opt.param.type', decimal, 0, 1),
  field('bgp.open.opt.param.len', decimal, 1, 1),
]
const CAPABILITY = [field('bgp.cap.type', decimal, 0, 1), field('bgp.cap.length', decimal, 1, 1)]
const MULTIPROTOCOL = [
  field('bgp.cap.mp.afi', decimal, 0, 2),
  field('bgp.cap.reserved', octets, 2, 1),
  field('bgp.cap.mp.safi', decimal, 3, 1),
]
const GRACEFUL_RESTART = [
  field('bgp.cap.gr.timers', hex4, 0, 2),
  bitField('bgp.cap.gr.timers.restart_flag', formatFlag, 0, 2, 0, 1),
  bitField('bgp.cap.gr.timers.notification_flag', formatFlag, 0, 2, 1, 1),
  bitField('bgp.cap.gr.timers.restart_time', formatDecimal, 0, 2, 4, 12),
]
const FOUR_BYTE_AS = field('bgp.cap.4as', decimal, 0, 4)
const WITHDRAWN_LENGTH = field('bgp.update.withdrawn_routes.length', decimal)
const ATTRIBUTES_LENGTH = field('bgp.update.path_attributes.length', decimal)
const PATH_ID = field('bgp.nlri_path_id', decimal)
/** RFC 1997 */
const COMMUNITY = [
  field('bgp.update.path_attribute.community_as', decimal, 0, 2),
  field('bgp.update.path_attribute.community_value', decimal, 2, 2),
]
/** RFC 8092 */
const LARGE_COMMUNITY = [
  field('bgp.large_communities.ga', decimal, 0, 4),
  field('bgp.large_communities.ldp1', decimal, 4, 4),
  field('bgp.large_communities.ldp2', decimal, 8, 4),
]
/** RFC 2918, RFC 7313 */
const ROUTE_REFRESH = [
  field('bgp.route_refresh.afi', decimal, 0, 2),
  field('bgp.route_refresh.subtype', decimal, 2, 1),
  field('bgp.route_refresh.safi', decimal, 3, 1),
]
const PREFIX_LENGTH = field('bgp.prefix_length', decimal)
const SHORT_ADDRESS = { read: readShortAddress, format: ipv4Address.format }
const WITHDRAWN_PREFIX = field('bgp.withdrawn_prefix', SHORT_ADDRESS)
const NLRI_PREFIX = field('bgp.nlri_prefix', SHORT_ADDRESS)
const ATTRIBUTE = [
  field('bgp.update.path_attribute.flags', hex2, 0, 1),
  bitField('bgp.update.path_attribute.flags.optional', formatFlag, 0, 1, 0, 1),
  bitField('bgp.update.path_attribute.flags.transitive', formatFlag, 0, 1, 1, 1),
  bitField('bgp.update.path_attribute.flags.partial', formatFlag, 0, 1, 2, 1),
  bitField('bgp.update.path_attribute.flags.extended_length', formatFlag, 0, 1, 3, 1),
  bitField('bgp.update.path_attribute.flags.unused', formatHex2, 0, 1, 4, 4),
  field('bgp.update.path_attribute.type_code', decimal, 1, 1),
]
const ATTRIBUTE_LENGTH = field('bgp.update.path_attribute.length', decimal)
const ORIGIN = field('bgp.update.path_attribute.origin', decimal)
const SEGMENT_TYPE = field('bgp.update.path_attribute.as_path_segment.type', decimal)
const SEGMENT_LENGTH = field('bgp.update.path_attribute.as_path_segment.length', decimal)
const SEGMENT_AS2 = field('bgp.update.path_attribute.as_path_segment.as2', decimal)
const SEGMENT_AS4 = field('bgp.update.path_attribute.as_path_segment.as4', decimal)
const NEXT_HOP = field('bgp.update.path_attribute.next_hop', ipv4Address)
const MED = field('bgp.update.path_attribute.multi_exit_disc', decimal)
const LOCAL_PREF = field('bgp.update.path_attribute.local_pref', decimal)
const MAJOR_ERROR = field('bgp.notify.major_error', decimal)
/** Wireshark has a name for the subcode of each major error. */
const MINOR_ERRORS = [
  'bgp.notify.minor_error',
  'bgp.notify.minor_error_header',
  'bgp.notify.minor_error_open',
  'bgp.notify.minor_error_update',
  'bgp.notify.minor_error_expired',
  'bgp.notify.minor_error_state',
  'bgp.notify.minor_error_cease',
].map((name) => field(name, decimal))

function readShortAddress(bytes: Uint8Array, offset: number, length: number): number {
  let address = 0
  for (let i = 0; i < 4; i++) address = address * 256 + (i < length ? bytes[offset + i] : 0)
  return address
}

export const bgp: Registration = { stream: dissectBgp, tcpPort: [BGP_PORT] }

/** RFC 4271 section 4.1: one message at a time. */
function dissectBgp(
  into: Dissection,
  bytes: Uint8Array,
  offset: number,
  end: number,
  memory: StreamMemory,
): number {
  for (let i = offset; i < Math.min(end, offset + 16); i++) if (bytes[i] !== 0xff) return NOT_MINE
  if (end - offset < BGP_HEADER) return memory.closed ? NOT_MINE : -BGP_HEADER
  const length = readU16(bytes, offset + 16)
  if (length < BGP_HEADER || length > BGP_LONGEST) return NOT_MINE
  if (end - offset < length && !memory.closed) return -length
  const stop = Math.min(end, offset + length)
  const layer = into.beginMessage('bgp', bytes, offset, stop - offset)
  pushLayout(layer.fields, HEADER, bytes, offset)
  const body = offset + BGP_HEADER
  if (!pushBody(layer, bytes[offset + 18], bytes, body, stop))
    into.malformed(
      layer,
      `BGP message of type ${bytes[offset + 18]} at byte ${offset} does not fill its length`,
      body,
      stop,
    )
  return stop - offset
}

function pushBody({ fields }: Layer, type: number, bytes: Uint8Array, offset: number, end: number): boolean {
  if (type === 1) return pushOpen(fields, bytes, offset, end)
  if (type === 2) return pushUpdate(fields, bytes, offset, end)
  if (type === 3) {
    if (end - offset < 2) return false
    fields.push(new Field(MAJOR_ERROR, offset, 1, bytes))
    fields.push(new Field(MINOR_ERRORS[bytes[offset]] ?? MINOR_ERRORS[0], offset + 1, 1, bytes))
  }
  if (type === 5) {
    if (end - offset < 4) return false
    pushLayout(fields, ROUTE_REFRESH, bytes, offset)
  }
  return true
}

function pushOpen(fields: Field[], bytes: Uint8Array, offset: number, end: number): boolean {
  if (end - offset < 10) return false
  pushLayout(fields, OPEN, bytes, offset)
  for (let at = offset + 10; at < end; ) {
    const next = at + 2 <= end ? at + 2 + bytes[at + 1] : end + 1
    if (next > end) return false
    pushLayout(fields, PARAMETER, bytes, at)
    if (bytes[at] === 2 && !pushCapabilities(fields, bytes, at + 2, next)) return false
    at = next
  }
  return true
}

/** RFC 5492; 1 = multiprotocol (RFC 4760), 64 = graceful restart (RFC 4724), 65 = four-byte AS (RFC 6793). */
function pushCapabilities(fields: Field[], bytes: Uint8Array, offset: number, end: number): boolean {
  for (let at = offset; at < end; ) {
    const next = at + 2 <= end ? at + 2 + bytes[at + 1] : end + 1
    if (next > end) return false
    pushLayout(fields, CAPABILITY, bytes, at)
    const length = next - at - 2
    if (bytes[at] === 1 && length === 4) pushLayout(fields, MULTIPROTOCOL, bytes, at + 2)
    else if (bytes[at] === 64 && length >= 2) pushLayout(fields, GRACEFUL_RESTART, bytes, at + 2)
    else if (bytes[at] === 65 && length === 4) pushLayout(fields, [FOUR_BYTE_AS], bytes, at + 2)
    at = next
  }
  return true
}

function pushUpdate(fields: Field[], bytes: Uint8Array, offset: number, end: number): boolean {
  if (end - offset < 4) return false
  const attributes = offset + 2 + readU16(bytes, offset)
  if (attributes + 2 > end) return false
  fields.push(new Field(WITHDRAWN_LENGTH, offset, 2, bytes))
  if (!pushPrefixes(fields, WITHDRAWN_PREFIX, bytes, offset + 2, attributes)) return false
  const announced = attributes + 2 + readU16(bytes, attributes)
  if (announced > end) return false
  fields.push(new Field(ATTRIBUTES_LENGTH, attributes, 2, bytes))
  for (let at = attributes + 2; at < announced; ) {
    const place = attributeAt(bytes, at, announced)
    if (!place) return false
    pushLayout(fields, ATTRIBUTE, bytes, at)
    fields.push(new Field(ATTRIBUTE_LENGTH, at + 2, place.data - at - 2, bytes))
    pushAttribute(fields, bytes[at + 1], bytes, place.data, place.end)
    at = place.end
  }
  return pushPrefixes(fields, NLRI_PREFIX, bytes, announced, end)
}

function pushAttribute(fields: Field[], type: number, bytes: Uint8Array, offset: number, end: number): void {
  const length = end - offset
  if (type === 1 && length === 1) fields.push(new Field(ORIGIN, offset, 1, bytes))
  else if (type === 2) pushAsPath(fields, bytes, offset, end)
  else if (type === 3 && length === 4) fields.push(new Field(NEXT_HOP, offset, 4, bytes))
  else if (type === 4 && length === 4) fields.push(new Field(MED, offset, 4, bytes))
  else if (type === 5 && length === 4) fields.push(new Field(LOCAL_PREF, offset, 4, bytes))
  else if (type === 8 && length % 4 === 0)
    for (let at = offset; at < end; at += 4) pushLayout(fields, COMMUNITY, bytes, at)
  else if (type === 32 && length % 12 === 0)
    for (let at = offset; at < end; at += 12) pushLayout(fields, LARGE_COMMUNITY, bytes, at)
}

/** Four bytes an AS if the segments fill the attribute that way, else two: the OPENs may not have been captured. */
function pushAsPath(fields: Field[], bytes: Uint8Array, offset: number, end: number): void {
  const size = fills(bytes, offset, end, 4) ? 4 : 2
  for (let at = offset; at + 2 <= end; ) {
    const next = at + 2 + bytes[at + 1] * size
    if (next > end) return
    fields.push(new Field(SEGMENT_TYPE, at, 1, bytes), new Field(SEGMENT_LENGTH, at + 1, 1, bytes))
    for (let as = at + 2; as < next; as += size)
      fields.push(new Field(size === 4 ? SEGMENT_AS4 : SEGMENT_AS2, as, size, bytes))
    at = next
  }
}

function fills(bytes: Uint8Array, offset: number, end: number, size: number): boolean {
  let at = offset
  while (at + 2 <= end) at += 2 + bytes[at + 1] * size
  return at === end
}

/** RFC 4271 section 4.3; with a path identifier before each if the OPENs agreed on it (RFC 7911), which may not have been seen. */
function pushPrefixes(
  fields: Field[],
  kind: FieldKind,
  bytes: Uint8Array,
  offset: number,
  end: number,
): boolean {
  const withPaths = !holdsPrefixes(bytes, offset, end, 0) && holdsPrefixes(bytes, offset, end, 4)
  for (let at = offset; at < end; ) {
    if (withPaths) {
      fields.push(new Field(PATH_ID, at, 4, bytes))
      at += 4
    }
    const size = Math.ceil(bytes[at] / 8)
    if (bytes[at] > 32 || at + 1 + size > end) return false
    fields.push(new Field(PREFIX_LENGTH, at, 1, bytes), new Field(kind, at + 1, size, bytes))
    at += 1 + size
  }
  return true
}

/** Whether prefixes, each behind `skipped` bytes, fill the range; the default route can only be there once. */
function holdsPrefixes(bytes: Uint8Array, offset: number, end: number, skipped: number): boolean {
  let defaults = 0
  let at = offset
  while (at + skipped < end) {
    const bits = bytes[at + skipped]
    if (bits > 32) return false
    if (bits === 0) defaults++
    at += skipped + 1 + Math.ceil(bits / 8)
  }
  return at === end && (skipped > 0 || defaults < 2)
}
