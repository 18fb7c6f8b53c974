import type { Dissection, Layer } from './dissect'
import { displayName } from './dns-display'
import { decodeName } from './dns-name'
import { pushOptOptions, pushServiceParams } from './dns-option-dissect'
import { DNS_TYPES } from './dns-record'
import { pushSecurityData } from './dns-security-dissect'
import {
  asciiText,
  bitField,
  decimal,
  Field,
  type FieldKind,
  field,
  formatFlag,
  formatText,
  hex2,
  ipv4Address,
  ipv6Address,
  octets,
  pushLayout,
  storedField,
} from './field'

const A = field('dns.a', ipv4Address, 0, 4)
const AAAA = field('dns.aaaa', ipv6Address, 0, 16)
const NAMES = new Map<number, FieldKind>([
  [DNS_TYPES.NS, storedField('dns.ns', formatText)],
  [DNS_TYPES.CNAME, storedField('dns.cname', formatText)],
  [DNS_TYPES.PTR, storedField('dns.ptr.domain_name', formatText)],
  [DNS_TYPES.DNAME, storedField('dns.dname', formatText)],
])
const MNAME = storedField('dns.soa.mname', formatText)
const RNAME = storedField('dns.soa.rname', formatText)
const SOA = [
  field('dns.soa.serial_number', decimal, 0, 4),
  field('dns.soa.refresh_interval', decimal, 4, 4),
  field('dns.soa.retry_interval', decimal, 8, 4),
  field('dns.soa.expire_limit', decimal, 12, 4),
  field('dns.soa.minimum_ttl', decimal, 16, 4),
]
const MX = [field('dns.mx.preference', decimal, 0, 2)]
const MX_EXCHANGE = storedField('dns.mx.mail_exchange', formatText)
const TXT_LENGTH = field('dns.txt.length', decimal)
const TXT = field('dns.txt', asciiText)
const SRV = [
  field('dns.srv.priority', decimal, 0, 2),
  field('dns.srv.weight', decimal, 2, 2),
  field('dns.srv.port', decimal, 4, 2),
]
const SRV_TARGET = storedField('dns.srv.target', formatText)
const CAA = [
  field('dns.caa.flags', hex2, 0, 1),
  bitField('dns.caa.flags.issuer_critical', formatFlag, 0, 1, 0, 1),
]
const CAA_TAGS = new Map([
  ['issue', storedField('dns.caa.issue', formatText)],
  ['issuewild', storedField('dns.caa.issuewild', formatText)],
  ['iodef', storedField('dns.caa.iodef', formatText)],
])
const CAA_UNKNOWN = storedField('dns.caa.unknown', formatText)
const CAA_TAG_LENGTH = field('dns.caa.tag_length', decimal)
const CAA_TAG = field('dns.caa.tag', asciiText)
const CAA_VALUE = field('dns.caa.value', asciiText)
const SVCB_PRIORITY = field('dns.svcb.svcpriority', decimal, 0, 2)
const SVCB_TARGET = storedField('dns.svcb.targetname', formatText)
/** Wireshark takes more types apart than this file; only what is for private use has no form (RFC 6895 section 3.1). */
const PRIVATE_DATA = field('dns.data', octets)
const OTHER_DATA = field('hop.dns.data', octets)

/** The data of one record in bytes[offset, end) of the message at `start`. */
export function pushRecordData(
  into: Dissection,
  layer: Layer,
  type: number,
  bytes: Uint8Array,
  start: number,
  offset: number,
  end: number,
): void {
  if (!pushKnown(layer.fields, type, bytes, start, offset, end)) {
    const wrong = !pushSecurityData(layer.fields, type, bytes, start, offset, end)
    if (wrong && isDissected(type))
      into.malformed(
        layer,
        `record data at byte ${offset} does not have the form of type ${type}`,
        offset,
        end,
      )
    else if (wrong && end > offset)
      layer.fields.push(new Field(type >= 65280 ? PRIVATE_DATA : OTHER_DATA, offset, end - offset, bytes))
  }
}

function isDissected(type: number): boolean {
  return Object.values(DNS_TYPES).some((known) => known === type && known !== DNS_TYPES.ANY)
}

function pushKnown(
  fields: Field[],
  type: number,
  bytes: Uint8Array,
  start: number,
  offset: number,
  end: number,
): boolean {
  const length = end - offset
  const nameKind = NAMES.get(type)
  if (nameKind) return pushName(fields, nameKind, bytes, start, offset, end) === end
  switch (type) {
    case DNS_TYPES.A:
      if (length !== 4) return false
      pushLayout(fields, [A], bytes, offset)
      return true
    case DNS_TYPES.AAAA:
      if (length !== 16) return false
      pushLayout(fields, [AAAA], bytes, offset)
      return true
    case DNS_TYPES.SOA: {
      const rname = pushName(fields, MNAME, bytes, start, offset, end)
      const rest = rname < 0 ? -1 : pushName(fields, RNAME, bytes, start, rname, end)
      if (rest < 0 || rest + 20 > end) return false
      pushLayout(fields, SOA, bytes, rest)
      return true
    }
    case DNS_TYPES.MX:
      if (length < 3) return false
      pushLayout(fields, MX, bytes, offset)
      return pushName(fields, MX_EXCHANGE, bytes, start, offset + 2, end) >= 0
    case DNS_TYPES.TXT:
      return pushStrings(fields, bytes, offset, end)
    case DNS_TYPES.SRV:
      if (length < 7) return false
      pushLayout(fields, SRV, bytes, offset)
      return pushName(fields, SRV_TARGET, bytes, start, offset + 6, end) >= 0
    case DNS_TYPES.CAA:
      return pushCaa(fields, bytes, offset, end)
    case DNS_TYPES.OPT:
      return pushOptOptions(fields, bytes, offset, end)
    case DNS_TYPES.SVCB:
    case DNS_TYPES.HTTPS: {
      if (length < 3) return false
      pushLayout(fields, [SVCB_PRIORITY], bytes, offset)
      const params = pushName(fields, SVCB_TARGET, bytes, start, offset + 2, end)
      return params >= 0 && pushServiceParams(fields, bytes, params, end)
    }
    default:
      return false
  }
}

/** Where the name ends, -1 when it is malformed. */
export function pushName(
  fields: Field[],
  kind: FieldKind,
  bytes: Uint8Array,
  start: number,
  offset: number,
  end: number,
): number {
  const name = decodeName(bytes, start, offset, end)
  if (!name.ok) return -1
  fields.push(new Field(kind, offset, name.next - offset, displayName(name.name)))
  return name.next
}

function pushStrings(fields: Field[], bytes: Uint8Array, offset: number, end: number): boolean {
  for (let at = offset; at < end; at += 1 + bytes[at]) {
    if (at + 1 + bytes[at] > end) return false
    fields.push(new Field(TXT_LENGTH, at, 1, bytes), new Field(TXT, at + 1, bytes[at], bytes))
  }
  return true
}

/** RFC 8659 section 4.1. */
function pushCaa(fields: Field[], bytes: Uint8Array, offset: number, end: number): boolean {
  const tagEnd = end - offset >= 2 ? offset + 2 + bytes[offset + 1] : end + 1
  if (tagEnd > end) return false
  pushLayout(fields, CAA, bytes, offset)
  const tag = new Field(CAA_TAG, offset + 2, tagEnd - offset - 2, bytes)
  const value = new Field(CAA_VALUE, tagEnd, end - tagEnd, bytes)
  const kind = CAA_TAGS.get(tag.value) ?? CAA_UNKNOWN
  fields.push(new Field(kind, offset + 1, end - offset - 1, value.value))
  fields.push(new Field(CAA_TAG_LENGTH, offset + 1, 1, bytes), tag, value)
  return true
}
