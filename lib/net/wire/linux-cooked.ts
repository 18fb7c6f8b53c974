/** What `tcpdump -i any` writes: LINKTYPE_LINUX_SLL (16 bytes) and LINKTYPE_LINUX_SLL2 (20 bytes), tcpdump.org/linktypes. */
import { readU16 } from '../bytes/integers'
import type { Dissection, Registration } from './dissect'
import { dissectEtherType } from './ethernet-dissect'
import { decimal, Field, field, hex4, macAddress, octets, pushLayout } from './field'
import { LINKTYPE_LINUX_SLL, LINKTYPE_LINUX_SLL2, LINKTYPE_LOOP, LINKTYPE_NULL } from './link-type'

const VERSION_1 = [
  field('sll.pkttype', decimal, 0, 2),
  field('sll.hatype', decimal, 2, 2),
  field('sll.halen', decimal, 4, 2),
]
const VERSION_2 = [
  field('sll.etype', hex4, 0, 2),
  field('sll.ifindex', decimal, 4, 4),
  field('sll.hatype', decimal, 8, 2),
  field('sll.pkttype', decimal, 10, 1),
  field('sll.halen', decimal, 11, 1),
]
const SOURCE_ETHERNET = field('sll.src.eth', macAddress)
const SOURCE_OTHER = field('sll.src.other', octets)
const UNUSED = field('sll.unused', octets)
const ETHERTYPE = field('sll.etype', hex4)

export const linuxCooked: Registration = { dissect: dissectSll, link: [LINKTYPE_LINUX_SLL] }
export const linuxCooked2: Registration = { dissect: dissectSll2, link: [LINKTYPE_LINUX_SLL2] }

function dissectSll(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end - offset < 16) {
    into.tooShort('sll', 'a Linux cooked header', 16, bytes, offset, end)
    return
  }
  const layer = into.begin('sll', bytes, offset, 16)
  pushLayout(layer.fields, VERSION_1, bytes, offset)
  pushSource(layer.fields, bytes, offset + 6, readU16(bytes, offset + 4))
  layer.fields.push(new Field(ETHERTYPE, offset + 14, 2, bytes))
  dissectEtherType(into, readU16(bytes, offset + 14), bytes, offset + 16, end)
}

function dissectSll2(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end - offset < 20) {
    into.tooShort('sll', 'a Linux cooked header', 20, bytes, offset, end)
    return
  }
  const layer = into.begin('sll', bytes, offset, 20)
  pushLayout(layer.fields, VERSION_2, bytes, offset)
  pushSource(layer.fields, bytes, offset + 12, bytes[offset + 11])
  dissectEtherType(into, readU16(bytes, offset), bytes, offset + 20, end)
}

/** The address has a field of eight bytes, of which it uses `length`. */
function pushSource(fields: Field[], bytes: Uint8Array, at: number, length: number): void {
  const used = Math.min(length, 8)
  if (used > 0) fields.push(new Field(used === 6 ? SOURCE_ETHERNET : SOURCE_OTHER, at, used, bytes))
  if (used < 8) fields.push(new Field(UNUSED, at + used, 8 - used, bytes))
}

const FAMILY = field('null.family', { read: readFamily, format: String }, 0, 4)

export const bsdLoopback: Registration = { dissect: dissectNull, link: [LINKTYPE_NULL, LINKTYPE_LOOP] }

/** The address family in the byte order of the machine that captured (NULL) or in network order (LOOP). */
function readFamily(bytes: Uint8Array, offset: number): number {
  const first = bytes[offset] * 256 + bytes[offset + 1]
  return first === 0 ? readU16(bytes, offset + 2) : bytes[offset] + bytes[offset + 1] * 256
}

function dissectNull(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end - offset < 4) {
    into.tooShort('null', 'a loopback header', 4, bytes, offset, end)
    return
  }
  const layer = into.begin('null', bytes, offset, 4)
  pushLayout(layer.fields, [FAMILY], bytes, offset)
  // AF_INET is 2 everywhere; AF_INET6 is 10 on Linux, 24, 28 or 30 on the BSDs
  const family = readFamily(bytes, offset)
  const etherType = family === 2 ? 0x0800 : [10, 24, 28, 30].includes(family) ? 0x86dd : 0
  dissectEtherType(into, etherType, bytes, offset + 4, end)
}
