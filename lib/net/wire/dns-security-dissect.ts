/** DNSSEC: RFC 4034 (DS, RRSIG, NSEC, DNSKEY), RFC 5155 (NSEC3), RFC 6698 (TLSA). */
import { readU16, readU32 } from '../bytes/integers'
import { pushName } from './dns-data-dissect'
import { DNS_TYPES, readTypeBitmap } from './dns-record'
import {
  bitField,
  decimal,
  Field,
  field,
  formatDecimal,
  formatFlag,
  formatHex4,
  formatText,
  hex4,
  octets,
  pushLayout,
  storedField,
} from './field'
import { formatDate } from './moment'

const DS = [
  field('dns.ds.key_id', hex4, 0, 2),
  field('dns.ds.algorithm', decimal, 2, 1),
  field('dns.ds.digest_type', decimal, 3, 1),
]
const DS_DIGEST = field('dns.ds.digest', octets)
const DNSKEY = [
  field('dns.dnskey.flags', hex4, 0, 2),
  bitField('dns.dnskey.flags.zone_key', formatFlag, 0, 2, 7, 1),
  bitField('dns.dnskey.flags.key_revoked', formatFlag, 0, 2, 8, 1),
  bitField('dns.dnskey.flags.secure_entry_point', formatFlag, 0, 2, 15, 1),
  field('dns.dnskey.flags.reserved', { read: readReserved, format: formatHex4 }, 0, 2),
  field('dns.dnskey.protocol', decimal, 2, 1),
  field('dns.dnskey.algorithm', decimal, 3, 1),
]
const DNSKEY_ID = storedField('dns.dnskey.key_id', formatDecimal)
const DNSKEY_KEY = field('dns.dnskey.public_key', octets)
const TIME = { read: readSeconds, format: formatText }
const RRSIG = [
  field('dns.rrsig.type_covered', decimal, 0, 2),
  field('dns.rrsig.algorithm', decimal, 2, 1),
  field('dns.rrsig.labels', decimal, 3, 1),
  field('dns.rrsig.original_ttl', decimal, 4, 4),
  field('dns.rrsig.signature_expiration', TIME, 8, 4),
  field('dns.rrsig.signature_inception', TIME, 12, 4),
  field('dns.rrsig.key_tag', decimal, 16, 2),
]
const RRSIG_SIGNER = storedField('dns.rrsig.signers_name', formatText)
const RRSIG_SIGNATURE = field('dns.rrsig.signature', octets)
const NSEC_NEXT = storedField('dns.nsec.next_domain_name', formatText)
const NSEC_TYPE = storedField('dns.resp.type', formatDecimal)
const NSEC3 = [field('dns.nsec3.algo', decimal, 0, 1), field('dns.nsec3.flags', decimal, 1, 1)]
const NSEC3_OPT_OUT = bitField('dns.nsec3.flags.opt_out', formatFlag, 1, 1, 7, 1)
const NSEC3_SALT = [
  field('dns.nsec3.iterations', decimal, 2, 2),
  field('dns.nsec3.salt_length', decimal, 4, 1),
]
const NSEC3_SALT_VALUE = field('dns.nsec3.salt_value', octets)
const BASE32HEX = '0123456789ABCDEFGHIJKLMNOPQRSTUV'
const NSEC3_HASH = field('dns.nsec3.hash_value', { read: readBase32, format: formatText })
const NSEC3_HASH_LENGTH = field('dns.nsec3.hash_length', decimal)
const TLSA = [
  field('dns.tlsa.certificate_usage', decimal, 0, 1),
  field('dns.tlsa.selector', decimal, 1, 1),
  field('dns.tlsa.matching_type', decimal, 2, 1),
]
const TLSA_DATA = field('dns.tlsa.certificate_association_data', octets)

function readReserved(bytes: Uint8Array, offset: number): number {
  return (readU16(bytes, offset) & 0xfe7e) >>> 1
}
function readSeconds(bytes: Uint8Array, offset: number): string {
  return formatDate(readU32(bytes, offset), 0)
}

/** False when the type is another one or the data does not have its form. */
export function pushSecurityData(
  fields: Field[],
  type: number,
  bytes: Uint8Array,
  start: number,
  offset: number,
  end: number,
): boolean {
  const length = end - offset
  switch (type) {
    case DNS_TYPES.DS:
      if (length < 4) return false
      pushLayout(fields, DS, bytes, offset)
      fields.push(new Field(DS_DIGEST, offset + 4, length - 4, bytes))
      return true
    case DNS_TYPES.DNSKEY:
      if (length < 4) return false
      pushLayout(fields, DNSKEY, bytes, offset)
      fields.push(new Field(DNSKEY_ID, offset, 0, keyTagOf(bytes, offset, end)))
      fields.push(new Field(DNSKEY_KEY, offset + 4, length - 4, bytes))
      return true
    case DNS_TYPES.RRSIG: {
      if (length < 19) return false
      pushLayout(fields, RRSIG, bytes, offset)
      const signature = pushName(fields, RRSIG_SIGNER, bytes, start, offset + 18, end)
      if (signature < 0) return false
      fields.push(new Field(RRSIG_SIGNATURE, signature, end - signature, bytes))
      return true
    }
    case DNS_TYPES.NSEC: {
      const bitmap = pushName(fields, NSEC_NEXT, bytes, start, offset, end)
      return bitmap >= 0 && pushTypes(fields, bytes, bitmap, end)
    }
    case DNS_TYPES.NSEC3:
    case DNS_TYPES.NSEC3PARAM:
      return pushNsec3(fields, type, bytes, offset, end)
    case DNS_TYPES.TLSA:
      if (length < 3) return false
      pushLayout(fields, TLSA, bytes, offset)
      fields.push(new Field(TLSA_DATA, offset + 3, length - 3, bytes))
      return true
    default:
      return false
  }
}

/** RFC 4034 appendix B. */
export function keyTagOf(bytes: Uint8Array, offset: number, end: number): number {
  let sum = 0
  for (let i = offset; i < end; i++) sum += (i - offset) % 2 === 0 ? bytes[i] << 8 : bytes[i]
  return (sum + (sum >>> 16)) & 0xffff
}

/** The types that exist at a name, each where its byte of the bitmap stands. */
function pushTypes(fields: Field[], bytes: Uint8Array, offset: number, end: number): boolean {
  if (!readTypeBitmap(bytes, offset, end)) return false
  for (let at = offset; at < end; at += 2 + bytes[at + 1]) {
    for (let bit = 0; bit < bytes[at + 1] * 8; bit++) {
      const place = at + 2 + (bit >>> 3)
      if (bytes[place] & (0x80 >>> (bit & 7)))
        fields.push(new Field(NSEC_TYPE, place, 1, bytes[at] * 256 + bit))
    }
  }
  return true
}

function pushNsec3(fields: Field[], type: number, bytes: Uint8Array, offset: number, end: number): boolean {
  const salt = offset + 5
  if (salt > end || salt + bytes[offset + 4] > end) return false
  pushLayout(fields, NSEC3, bytes, offset)
  if (type === DNS_TYPES.NSEC3) pushLayout(fields, [NSEC3_OPT_OUT], bytes, offset)
  pushLayout(fields, NSEC3_SALT, bytes, offset)
  const hash = salt + bytes[offset + 4]
  fields.push(new Field(NSEC3_SALT_VALUE, salt, hash - salt, bytes))
  if (type === DNS_TYPES.NSEC3PARAM) return true
  if (hash >= end || hash + 1 + bytes[hash] > end) return false
  fields.push(
    new Field(NSEC3_HASH_LENGTH, hash, 1, bytes),
    new Field(NSEC3_HASH, hash + 1, bytes[hash], bytes),
  )
  return pushTypes(fields, bytes, hash + 1 + bytes[hash], end)
}

/** RFC 4648 section 7 without padding. */
function readBase32(bytes: Uint8Array, offset: number, length: number): string {
  let text = ''
  let bits = 0
  let held = 0
  for (let i = offset; i < offset + length; i++) {
    held = (held << 8) | bytes[i]
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += BASE32HEX[(held >>> bits) & 31]
      held &= (1 << bits) - 1
    }
  }
  return bits > 0 ? text + BASE32HEX[(held << (5 - bits)) & 31] : text
}
