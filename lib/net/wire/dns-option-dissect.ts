/** EDNS options: RFC 6891, 7873 (cookie), 7871 (client subnet), 8914 (extended error), 7830 (padding), 7828 (keepalive). Service parameters: RFC 9460. */
import { readU16 } from '../bytes/integers'
import {
  decimal,
  Field,
  type FieldKind,
  field,
  ipv4Address,
  ipv6Address,
  octets,
  pushLayout,
  utf8Text,
} from './field'

const OPTION = [field('dns.opt.code', decimal, 0, 2), field('dns.opt.len', decimal, 2, 2)]
const OPTION_DATA = field('dns.opt.data', octets)
const CLIENT_COOKIE = field('dns.opt.cookie.client', octets)
const SERVER_COOKIE = field('dns.opt.cookie.server', octets)
const SUBNET = [
  field('dns.opt.client.family', decimal, 0, 2),
  field('dns.opt.client.netmask', decimal, 2, 1),
  field('dns.opt.client.scope', decimal, 3, 1),
]
const SUBNET_ADDRESS_4 = field('dns.opt.client.addr4', {
  read: readShortAddress(4),
  format: ipv4Address.format,
})
const SUBNET_ADDRESS_6 = field('dns.opt.client.addr6', {
  read: readShortAddress(16),
  format: ipv6Address.format,
})
const ERROR_CODE = field('dns.opt.ext_error.info_code', decimal)
const ERROR_TEXT = field('dns.opt.ext_error.extra_text', utf8Text)
const PADDING = field('dns.opt.padding', octets)
const KEEPALIVE = field('dns.opt.edns_tcp_keepalive.timeout', decimal)

/** An address cut after its prefix: the missing bytes are zero. */
function readShortAddress(size: 4 | 16) {
  return (bytes: Uint8Array, offset: number, length: number): number | Uint8Array => {
    const whole = new Uint8Array(size)
    whole.set(bytes.subarray(offset, offset + Math.min(length, size)))
    return size === 16 ? whole : whole.reduce((value, byte) => value * 256 + byte, 0)
  }
}

export function pushOptOptions(fields: Field[], bytes: Uint8Array, offset: number, end: number): boolean {
  for (let at = offset; at < end; ) {
    const next = at + 4 <= end ? at + 4 + readU16(bytes, at + 2) : end + 1
    if (next > end) return false
    pushLayout(fields, OPTION, bytes, at)
    const data = at + 4
    fields.push(new Field(OPTION_DATA, data, next - data, bytes))
    pushOption(fields, readU16(bytes, at), bytes, data, next)
    at = next
  }
  return true
}

function pushOption(fields: Field[], code: number, bytes: Uint8Array, offset: number, end: number): void {
  const length = end - offset
  if (code === 10 && length >= 8) {
    fields.push(
      new Field(CLIENT_COOKIE, offset, 8, bytes),
      new Field(SERVER_COOKIE, offset + 8, length - 8, bytes),
    )
  } else if (code === 8 && length >= 4) {
    pushLayout(fields, SUBNET, bytes, offset)
    const family = readU16(bytes, offset)
    const kind = family === 1 ? SUBNET_ADDRESS_4 : family === 2 ? SUBNET_ADDRESS_6 : null
    if (kind) fields.push(new Field(kind, offset + 4, length - 4, bytes))
  } else if (code === 15 && length >= 2) {
    fields.push(new Field(ERROR_CODE, offset, 2, bytes))
    if (length > 2) fields.push(new Field(ERROR_TEXT, offset + 2, length - 2, bytes))
  } else if (code === 12) fields.push(new Field(PADDING, offset, length, bytes))
  else if (code === 11 && length === 2) fields.push(new Field(KEEPALIVE, offset, 2, bytes))
}

const PARAMETER = [
  field('dns.svcb.svcparam.key', decimal, 0, 2),
  field('dns.svcb.svcparam.value.length', decimal, 2, 2),
]
const MANDATORY = field('dns.svcb.svcparam.mandatory.key', decimal)
const ALPN_LENGTH = field('dns.svcb.svcparam.alpn.length', decimal)
const ALPN = field('dns.svcb.svcparam.alpn', utf8Text)
const PORT = field('dns.svcb.svcparam.port', decimal)
const HINT_4 = field('dns.svcb.svcparam.ipv4hint.ip', ipv4Address)
const HINT_6 = field('dns.svcb.svcparam.ipv6hint.ip', ipv6Address)
const ECH = field('dns.svcb.svcparam.echconfig', octets)
const VALUE = field('dns.svcb.svcparam.value', octets)

export function pushServiceParams(fields: Field[], bytes: Uint8Array, offset: number, end: number): boolean {
  for (let at = offset; at < end; ) {
    const next = at + 4 <= end ? at + 4 + readU16(bytes, at + 2) : end + 1
    if (next > end) return false
    pushLayout(fields, PARAMETER, bytes, at)
    pushParameter(fields, readU16(bytes, at), bytes, at + 4, next)
    at = next
  }
  return true
}

function pushParameter(fields: Field[], key: number, bytes: Uint8Array, offset: number, end: number): void {
  if (key === 0) pushList(fields, MANDATORY, 2, bytes, offset, end)
  else if (key === 1) {
    for (let at = offset; at < end && at + 1 + bytes[at] <= end; at += 1 + bytes[at])
      fields.push(new Field(ALPN_LENGTH, at, 1, bytes), new Field(ALPN, at + 1, bytes[at], bytes))
  } else if (key === 3 && end - offset === 2) fields.push(new Field(PORT, offset, 2, bytes))
  else if (key === 4) pushList(fields, HINT_4, 4, bytes, offset, end)
  else if (key === 6) pushList(fields, HINT_6, 16, bytes, offset, end)
  else if (end > offset) fields.push(new Field(key === 5 ? ECH : VALUE, offset, end - offset, bytes))
}

function pushList(
  fields: Field[],
  kind: FieldKind,
  size: number,
  bytes: Uint8Array,
  offset: number,
  end: number,
): void {
  for (let at = offset; at + size <= end; at += size) fields.push(new Field(kind, at, size, bytes))
}
