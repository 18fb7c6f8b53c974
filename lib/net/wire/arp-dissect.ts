import { readU16, readU32 } from '../bytes/integers'
import type { Dissection, Registration } from './dissect'
import {
  decimal,
  Field,
  field,
  formatFlag,
  hex4,
  ipv4Address,
  macAddress,
  octets,
  pushLayout,
  storedField,
} from './field'

const HEADER = [
  field('arp.hw.type', decimal, 0, 2),
  field('arp.proto.type', hex4, 2, 2),
  field('arp.hw.size', decimal, 4, 1),
  field('arp.proto.size', decimal, 5, 1),
  field('arp.opcode', decimal, 6, 2),
]
const ETHERNET_IPV4 = [
  field('arp.src.hw_mac', macAddress, 8, 6),
  field('arp.src.proto_ipv4', ipv4Address, 14, 4),
  field('arp.dst.hw_mac', macAddress, 18, 6),
  field('arp.dst.proto_ipv4', ipv4Address, 24, 4),
]
const SOURCE_HARDWARE = field('arp.src.hw', octets)
const SOURCE_PROTOCOL = field('arp.src.proto', octets)
const TARGET_HARDWARE = field('arp.dst.hw', octets)
const TARGET_PROTOCOL = field('arp.dst.proto', octets)
const PROBE = storedField('arp.isprobe', formatFlag)
const ANNOUNCEMENT = storedField('arp.isannouncement', formatFlag)
const GRATUITOUS = storedField('arp.isgratuitous', formatFlag)

export const arp: Registration = { dissect: dissectArp, ethertype: [0x0806] }

/** RFC 826. */
export function dissectArp(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end - offset < 8) {
    into.tooShort('arp', 'an ARP header', 8, bytes, offset, end)
    return
  }
  const hardware = bytes[offset + 4]
  const protocol = bytes[offset + 5]
  const length = 8 + 2 * (hardware + protocol)
  const layer = into.begin('arp', bytes, offset, Math.min(length, end - offset))
  pushLayout(layer.fields, HEADER, bytes, offset)
  if (end - offset < length) {
    into.malformed(
      layer,
      `expected ARP addresses up to byte ${offset + length}, found the end at ${end}`,
      offset + 8,
      end,
    )
    return
  }
  if (isEthernetIpv4(bytes, offset)) {
    pushPurpose(layer.fields, bytes, offset)
    pushLayout(layer.fields, ETHERNET_IPV4, bytes, offset)
  } else {
    let at = offset + 8
    for (const [kind, size] of [
      [SOURCE_HARDWARE, hardware],
      [SOURCE_PROTOCOL, protocol],
      [TARGET_HARDWARE, hardware],
      [TARGET_PROTOCOL, protocol],
    ] as const) {
      if (size > 0) layer.fields.push(new Field(kind, at, size, bytes))
      at += size
    }
  }
  into.claimed = offset + length
}

/** Hardware type 1 is Ethernet, 6 is IEEE 802: the same addresses. */
function isEthernetIpv4(bytes: Uint8Array, offset: number): boolean {
  const hardware = readU16(bytes, offset)
  return (
    (hardware === 1 || hardware === 6) &&
    readU16(bytes, offset + 2) === 0x0800 &&
    bytes[offset + 4] === 6 &&
    bytes[offset + 5] === 4
  )
}

/** RFC 5227: a probe asks before the address is used, an announcement says that it is used now. */
function pushPurpose(fields: Field[], bytes: Uint8Array, offset: number): void {
  const request = readU16(bytes, offset + 6) === 1
  const sender = readU32(bytes, offset + 14)
  if (sender === readU32(bytes, offset + 24)) {
    fields.push(new Field(GRATUITOUS, offset, 0, 1))
    if (request) fields.push(new Field(ANNOUNCEMENT, offset, 0, 1))
  } else if (request && sender === 0) fields.push(new Field(PROBE, offset, 0, 1))
}
