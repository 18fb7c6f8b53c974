import { readU16 } from '../bytes/integers'
import { type Dissection, type Layer, NOT_MINE, type Registration, type StreamMemory } from './dissect'
import { DNS_HEADER } from './dns'
import { pushRecordData } from './dns-data-dissect'
import { displayName } from './dns-display'
import { decodeName } from './dns-name'
import { DNS_TYPES } from './dns-record'
import { pushTransaction } from './dns-transaction'
import {
  bitField,
  decimal,
  Field,
  field,
  formatDecimal,
  formatFlag,
  formatText,
  hex2,
  hex4,
  pushLayout,
  signed32,
  storedField,
} from './field'

const LENGTH = field('dns.length', decimal)
const ID = field('dns.id', hex4, 0, 2)
const FLAGS = field('dns.flags', hex4, 2, 2)
const RESPONSE = bitField('dns.flags.response', formatFlag, 2, 2, 0, 1)
const OPCODE = bitField('dns.flags.opcode', formatDecimal, 2, 2, 1, 4)
const AUTHORITATIVE = bitField('dns.flags.authoritative', formatFlag, 2, 2, 5, 1)
const TRUNCATED = bitField('dns.flags.truncated', formatFlag, 2, 2, 6, 1)
const RECURSION_DESIRED = bitField('dns.flags.recdesired', formatFlag, 2, 2, 7, 1)
const RECURSION_AVAILABLE = bitField('dns.flags.recavail', formatFlag, 2, 2, 8, 1)
const Z = bitField('dns.flags.z', formatFlag, 2, 2, 9, 1)
const AUTHENTICATED = bitField('dns.flags.authenticated', formatFlag, 2, 2, 10, 1)
const CHECKING_DISABLED = bitField('dns.flags.checkdisable', formatFlag, 2, 2, 11, 1)
const RCODE = bitField('dns.flags.rcode', formatDecimal, 2, 2, 12, 4)

const IN_RESPONSE = [
  ID,
  FLAGS,
  RESPONSE,
  OPCODE,
  AUTHORITATIVE,
  TRUNCATED,
  RECURSION_DESIRED,
  RECURSION_AVAILABLE,
  Z,
  AUTHENTICATED,
  CHECKING_DISABLED,
  RCODE,
]
const IN_QUERY = [ID, FLAGS, RESPONSE, OPCODE, TRUNCATED, RECURSION_DESIRED, Z, CHECKING_DISABLED]
const IN_QUERY_AUTHENTICATED = [
  ID,
  FLAGS,
  RESPONSE,
  OPCODE,
  TRUNCATED,
  RECURSION_DESIRED,
  Z,
  AUTHENTICATED,
  CHECKING_DISABLED,
]

const COUNTS = [
  field('dns.count.queries', decimal, 4, 2),
  field('dns.count.answers', decimal, 6, 2),
  field('dns.count.auth_rr', decimal, 8, 2),
  field('dns.count.add_rr', decimal, 10, 2),
]
const UPDATE_COUNTS = [
  field('dns.count.zones', decimal, 4, 2),
  field('dns.count.prerequisites', decimal, 6, 2),
  field('dns.count.updates', decimal, 8, 2),
  field('dns.count.add_rr', decimal, 10, 2),
]
const UPDATE = 5

const QUERY_NAME = storedField('dns.qry.name', formatText)
const QUERY_NAME_LENGTH = storedField('dns.qry.name.len', formatDecimal)
const QUERY_LABELS = storedField('dns.count.labels', formatDecimal)
const QUERY_TYPE = field('dns.qry.type', decimal)
const QUERY_CLASS = field('dns.qry.class', hex4)
/** RFC 6762 section 18.12: the top bit of the class asks for a unicast answer, or flushes caches (10.2). */
const MDNS_CLASS = bitField('dns.qry.class', formatHexWord, 0, 2, 1, 15)
const MDNS_UNICAST = bitField('dns.qry.qu', formatFlag, 0, 2, 0, 1)
const MDNS_RECORD = [
  bitField('dns.resp.class', formatHexWord, 2, 2, 1, 15),
  bitField('dns.resp.cache_flush', formatFlag, 2, 2, 0, 1),
  field('dns.resp.ttl', signed32, 4, 4),
]
const RESPONSE_NAME = storedField('dns.resp.name', formatText)
const SERVICE = storedField('dns.srv.service', formatText)
const PROTOCOL = storedField('dns.srv.proto', formatText)
const SERVICE_NAME = storedField('dns.srv.name', formatText)
const RECORD = [field('dns.resp.class', hex4, 2, 2), field('dns.resp.ttl', signed32, 4, 4)]
const RECORD_TYPE = field('dns.resp.type', decimal, 0, 2)
const RECORD_LENGTH = field('dns.resp.len', decimal, 8, 2)
const OPT = [
  field('dns.rr.udp_payload_size', decimal, 2, 2),
  field('dns.resp.ext_rcode', hex2, 4, 1),
  field('dns.resp.edns0_version', decimal, 5, 1),
  field('dns.resp.z', hex4, 6, 2),
  bitField('dns.resp.z.do', formatFlag, 6, 2, 0, 1),
  bitField('dns.resp.z.reserved', formatHexWord, 6, 2, 1, 15),
]

function formatHexWord(raw: number): string {
  return `0x${raw.toString(16).padStart(4, '0')}`
}

export const dns: Registration = {
  dissect: (into, bytes, offset, end) => dissectMessage(into, 'dns', bytes, offset, offset, end),
  stream: dissectDnsStream,
  udpPort: [53],
  tcpPort: [53],
}

/** Multicast DNS (RFC 6762): the same message, never asked by port 53. */
export const mdns: Registration = {
  dissect: (into, bytes, offset, end) => dissectMessage(into, 'mdns', bytes, offset, offset, end),
  udpPort: [5353],
}

/** RFC 7766 section 8: each message with its length before it. */
function dissectDnsStream(
  into: Dissection,
  bytes: Uint8Array,
  offset: number,
  end: number,
  memory: StreamMemory,
): number {
  if (end - offset < 2) return memory.closed ? NOT_MINE : -2
  const length = readU16(bytes, offset) + 2
  if (length < DNS_HEADER + 2) return NOT_MINE
  if (end - offset < length && !memory.closed) return -length
  const last = Math.min(end, offset + length)
  into.flowState = memory.state
  dissectMessage(into, 'dns', bytes, offset, offset + 2, last)
  return last - offset
}

/** `outer` is where the layer begins: at the length before the message, if it has one. */
function dissectMessage(
  into: Dissection,
  protocol: string,
  bytes: Uint8Array,
  outer: number,
  offset: number,
  end: number,
): void {
  const layer =
    outer < offset
      ? into.beginMessage(protocol, bytes, outer, end - outer)
      : into.begin(protocol, bytes, outer, end - outer)
  const { fields } = layer
  if (outer < offset) fields.push(new Field(LENGTH, outer, 2, bytes))
  if (end - offset < DNS_HEADER) {
    into.malformed(
      layer,
      `expected a DNS header of 12 bytes at byte ${offset}, found ${end - offset}`,
      offset,
      end,
    )
    return
  }
  const flags = readU16(bytes, offset + 2)
  const response = (flags & 0x8000) !== 0
  pushLayout(fields, response ? IN_RESPONSE : flags & 0x20 ? IN_QUERY_AUTHENTICATED : IN_QUERY, bytes, offset)
  pushLayout(fields, ((flags >>> 11) & 15) === UPDATE ? UPDATE_COUNTS : COUNTS, bytes, offset)
  let at = dissectQuestions(into, layer, bytes, offset, end)
  for (let section = 0; section < 3 && at >= 0; section++) {
    const count = readU16(bytes, offset + 6 + 2 * section)
    for (let i = 0; i < count && at >= 0; i++) at = dissectRecord(into, layer, bytes, offset, at, end)
  }
  if (protocol === 'dns') pushTransaction(into, layer, response, readU16(bytes, offset))
}

/** Where the next section begins; -1 when the message is malformed. */
function dissectQuestions(
  into: Dissection,
  layer: Layer,
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  let at = start + DNS_HEADER
  for (let i = readU16(bytes, start + 4); i > 0; i--) {
    const name = decodeName(bytes, start, at, end)
    if (!name.ok || name.next + 4 > end) {
      into.malformed(
        layer,
        name.ok
          ? `expected a question’s type and class at byte ${name.next}, found ${end - name.next} bytes`
          : name.malformed,
        at,
        end,
      )
      return -1
    }
    const shown = displayName(name.name)
    const length = name.next - at
    layer.fields.push(
      new Field(QUERY_NAME, at, length, shown),
      new Field(QUERY_NAME_LENGTH, at, length, shown.length),
      new Field(QUERY_LABELS, at, length, shown.split('.').length),
      new Field(QUERY_TYPE, name.next, 2, bytes),
    )
    if (layer.protocol === 'mdns') pushLayout(layer.fields, [MDNS_CLASS, MDNS_UNICAST], bytes, name.next + 2)
    else layer.fields.push(new Field(QUERY_CLASS, name.next + 2, 2, bytes))
    at = name.next + 4
  }
  return at
}

function dissectRecord(
  into: Dissection,
  layer: Layer,
  bytes: Uint8Array,
  start: number,
  offset: number,
  end: number,
): number {
  const name = decodeName(bytes, start, offset, end)
  if (!name.ok || name.next + 10 > end) {
    into.malformed(
      layer,
      name.ok
        ? `expected a resource record of 10 bytes at byte ${name.next}, found ${end - name.next}`
        : name.malformed,
      offset,
      end,
    )
    return -1
  }
  const at = name.next
  const type = readU16(bytes, at)
  const { fields } = layer
  if (type === DNS_TYPES.SRV) pushServiceName(fields, displayName(name.name), offset, at - offset)
  else fields.push(new Field(RESPONSE_NAME, offset, at - offset, displayName(name.name)))
  fields.push(new Field(RECORD_TYPE, at, 2, bytes))
  const plain = layer.protocol === 'mdns' ? MDNS_RECORD : RECORD
  pushLayout(fields, type === DNS_TYPES.OPT ? OPT : plain, bytes, at)
  fields.push(new Field(RECORD_LENGTH, at + 8, 2, bytes))
  const data = at + 10
  const next = data + readU16(bytes, at + 8)
  if (next > end) {
    into.malformed(
      layer,
      `expected record data of ${next - data} bytes at byte ${data}, found ${end - data}`,
      data,
      end,
    )
    return -1
  }
  pushRecordData(into, layer, type, bytes, start, data, next)
  return next
}

/** `_service._proto.name` of RFC 2782 is shown in its three parts. */
function pushServiceName(fields: Field[], name: string, offset: number, length: number): void {
  const [service, protocol, ...rest] = name.split('.')
  fields.push(new Field(SERVICE, offset, length, service))
  if (protocol !== undefined) fields.push(new Field(PROTOCOL, offset, length, protocol))
  if (rest.length > 0) fields.push(new Field(SERVICE_NAME, offset, length, rest.join('.')))
}
