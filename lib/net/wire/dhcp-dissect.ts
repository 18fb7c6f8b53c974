import { readU32 } from '../bytes/integers'
import { MAGIC_COOKIE } from './dhcp'
import type { Dissection, Layer, Registration } from './dissect'
import {
  asciiText,
  bitField,
  decimal,
  Field,
  type FieldKind,
  type FieldType,
  field,
  formatFlag,
  formatHex4,
  hex2,
  hex4,
  hex8,
  ipv4Address,
  macAddress,
  octets,
  pushLayout,
  signed32,
} from './field'

const START = [
  field('dhcp.type', decimal, 0, 1),
  field('dhcp.hw.type', hex2, 1, 1),
  field('dhcp.hw.len', decimal, 2, 1),
  field('dhcp.hops', decimal, 3, 1),
  field('dhcp.id', hex8, 4, 4),
  field('dhcp.secs', decimal, 8, 2),
  field('dhcp.flags', hex4, 10, 2),
  bitField('dhcp.flags.bc', formatFlag, 10, 2, 0, 1),
  bitField('dhcp.flags.reserved', formatHex4, 10, 2, 1, 15),
  field('dhcp.ip.client', ipv4Address, 12, 4),
  field('dhcp.ip.your', ipv4Address, 16, 4),
  field('dhcp.ip.server', ipv4Address, 20, 4),
  field('dhcp.ip.relay', ipv4Address, 24, 4),
]
const CLIENT_MAC = field('dhcp.hw.mac_addr', macAddress, 28, 6)
const CLIENT_PADDING = field('dhcp.hw.addr_padding', octets)
const CLIENT_OTHER = field('dhcp.hw.addr', octets, 28, 16)
/** Text of a fixed length, ended by a zero byte. */
const PADDED_TEXT = { read: readPadded, format: asciiText.format }
const NAMES = [field('dhcp.server', PADDED_TEXT, 44, 64), field('dhcp.file', PADDED_TEXT, 108, 128)]
const COOKIE = field('dhcp.cookie', ipv4Address, 236, 4)

/** Stands for the whole option; its value is the first byte. */
const TYPE = field('dhcp.option.type', { read: readFirst, format: decimal.format })
const LENGTH = field('dhcp.option.length', decimal)
const VALUE = field('dhcp.option.value', octets)
const END = field('dhcp.option.end', decimal)
const PADDING = field('dhcp.option.padding', octets)
const REQUEST_ITEM = field('dhcp.option.request_list_item', decimal)
const IDENTIFIER_TYPE = field('dhcp.hw.type', hex2)
const IDENTIFIER_MAC = field('dhcp.hw.mac_addr', macAddress)

function readFirst(bytes: Uint8Array, offset: number): number {
  return bytes[offset]
}

function readPadded(bytes: Uint8Array, offset: number, length: number, kind: FieldKind): string {
  const zero = bytes.indexOf(0, offset)
  const used = zero >= 0 && zero < offset + length ? zero - offset : length
  return asciiText.read(bytes, offset, used, kind) as string
}

/** Options whose data is one value, or with `list` several of the same size. */
const SIMPLE = new Map<number, { readonly kind: FieldKind; readonly size: number; readonly list: boolean }>()

function simple(code: number, name: string, type: FieldType, size: number, list = false): void {
  SIMPLE.set(code, { kind: field(`dhcp.option.${name}`, type), size, list })
}

simple(1, 'subnet_mask', ipv4Address, 4)
simple(2, 'time_offset', signed32, 4)
simple(3, 'router', ipv4Address, 4, true)
simple(4, 'time_server', ipv4Address, 4, true)
simple(6, 'domain_name_server', ipv4Address, 4, true)
simple(7, 'log_server', ipv4Address, 4, true)
simple(12, 'hostname', asciiText, 0)
simple(15, 'domain_name', asciiText, 0)
simple(23, 'default_ip_ttl', decimal, 1)
simple(26, 'interface_mtu', decimal, 2)
simple(28, 'broadcast_address', ipv4Address, 4)
simple(42, 'ntp_server', ipv4Address, 4, true)
simple(44, 'netbios_over_tcpip_name_server', ipv4Address, 4, true)
simple(46, 'netbios_over_tcpip_node_type', decimal, 1)
simple(50, 'requested_ip_address', ipv4Address, 4)
simple(51, 'ip_address_lease_time', decimal, 4)
simple(53, 'dhcp', decimal, 1)
simple(54, 'dhcp_server_id', ipv4Address, 4)
simple(56, 'message', asciiText, 0)
simple(57, 'dhcp_max_message_size', decimal, 2)
simple(58, 'renewal_time_value', decimal, 4)
simple(59, 'rebinding_time_value', decimal, 4)
simple(60, 'vendor_class_id', asciiText, 0)
simple(66, 'tftp_server_name', asciiText, 0)
simple(67, 'bootfile_name', asciiText, 0)
simple(114, 'captive_portal', asciiText, 0)
simple(116, 'dhcp_auto_configuration', decimal, 1)
simple(252, 'private_proxy_autodiscovery', asciiText, 0)

export const dhcp: Registration = { dissect: dissectDhcp, udpPort: [67, 68] }

/** RFC 2131 section 2; without the magic cookie it is BOOTP (RFC 951). */
export function dissectDhcp(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end - offset < 236) {
    into.tooShort('dhcp', 'a DHCP message', 236, bytes, offset, end)
    return
  }
  const layer = into.begin('dhcp', bytes, offset, end - offset)
  const { fields } = layer
  pushLayout(fields, START, bytes, offset)
  if (bytes[offset + 1] === 1 && bytes[offset + 2] === 6) {
    pushLayout(fields, [CLIENT_MAC], bytes, offset)
    fields.push(new Field(CLIENT_PADDING, offset + 34, 10, bytes))
  } else pushLayout(fields, [CLIENT_OTHER], bytes, offset)
  pushLayout(fields, NAMES, bytes, offset)
  if (end - offset < 240 || readU32(bytes, offset + 236) !== MAGIC_COOKIE) return
  pushLayout(fields, [COOKIE], bytes, offset)
  dissectOptions(into, layer, bytes, offset + 240, end)
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
    const code = bytes[at]
    if (code === 255) {
      // Wireshark prints the end as type 0 with the value 255 below
      fields.push(new Field(END_TYPE, at, 1, bytes), new Field(END, at, 1, bytes))
      if (at + 1 < end) fields.push(new Field(PADDING, at + 1, end - at - 1, bytes))
      return
    }
    if (code === 0) {
      let stop = at + 1
      while (stop < end && bytes[stop] === 0) stop++
      fields.push(new Field(PADDING, at, stop - at, bytes))
      at = stop
      continue
    }
    const next = at + 1 < end ? at + 2 + bytes[at + 1] : end + 1
    if (next > end) {
      into.malformed(
        layer,
        `DHCP option ${code} at byte ${at} is longer than the ${end - at} bytes that are left`,
        at,
        end,
      )
      return
    }
    fields.push(new Field(TYPE, at, next - at, bytes), new Field(LENGTH, at + 1, 1, bytes))
    if (next > at + 2) fields.push(new Field(VALUE, at + 2, next - at - 2, bytes))
    pushOption(fields, code, bytes, at + 2, next)
    at = next
  }
}

const END_TYPE = field('dhcp.option.type', { read: () => 0, format: String })

function pushOption(fields: Field[], code: number, bytes: Uint8Array, offset: number, end: number): void {
  const length = end - offset
  if (code === 55) {
    for (let at = offset; at < end; at++) fields.push(new Field(REQUEST_ITEM, at, 1, bytes))
    return
  }
  if (code === 61 && length === 7 && bytes[offset] === 1) {
    fields.push(new Field(IDENTIFIER_TYPE, offset, 1, bytes), new Field(IDENTIFIER_MAC, offset + 1, 6, bytes))
    return
  }
  const known = SIMPLE.get(code)
  if (!known || length === 0) return
  const { kind, size, list } = known
  if (size === 0) fields.push(new Field(kind, offset, length, bytes))
  else if (list)
    for (let at = offset; at + size <= end; at += size) fields.push(new Field(kind, at, size, bytes))
  else if (length === size) fields.push(new Field(kind, offset, size, bytes))
}
