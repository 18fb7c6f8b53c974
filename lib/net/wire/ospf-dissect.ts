/** OSPF version 2: RFC 2328, appendix A. Router LSAs in full, of others the header. */
import { readU16, readU32 } from '../bytes/integers'
import type { Dissection, Registration } from './dissect'
import {
  bitField,
  decimal,
  Field,
  field,
  formatDecimal,
  hex2,
  hex4,
  hex8,
  ipv4Address,
  octets,
  pushLayout,
  storedField,
} from './field'
import { IPPROTO_OSPF } from './ip-protocol'
import { OSPF_HEADER } from './ospf'
import { LSA_HEADER, ROUTER_LSA } from './ospf-lsa'

const IS_KIND = ['hello', 'dbdesc', 'lsreq', 'lsupdate', 'lsack'].map((name) =>
  storedField(`ospf.msg.${name}`, formatDecimal),
)
const IS_ROUTER_LSA = storedField('ospf.lsa.router', formatDecimal)
const BEGIN = [field('ospf.version', decimal, 0, 1), field('ospf.msg', decimal, 1, 1)]
const HEADER = [
  field('ospf.packet_length', decimal, 2, 2),
  field('ospf.srcrouter', ipv4Address, 4, 4),
  field('ospf.area_id', ipv4Address, 8, 4),
  field('ospf.checksum', hex4, 12, 2),
  field('ospf.auth.type', decimal, 14, 2),
]
const OPTIONS = (at: number) => [
  field('ospf.v2.options', hex2, at, 1),
  ...['dn', 'o', 'dc', 'l', 'n', 'mc', 'e', 'mt'].map((name, bit) =>
    bitField(`ospf.v2.options.${name}`, formatDecimal, at, 1, bit, 1),
  ),
]
const HELLO = [
  field('ospf.hello.network_mask', ipv4Address, 0, 4),
  field('ospf.hello.hello_interval', decimal, 4, 2),
  ...OPTIONS(6),
  field('ospf.hello.router_priority', decimal, 7, 1),
  field('ospf.hello.router_dead_interval', decimal, 8, 4),
  field('ospf.hello.designated_router', ipv4Address, 12, 4),
  field('ospf.hello.backup_designated_router', ipv4Address, 16, 4),
]
const AUTH_NONE = field('ospf.auth.none', octets, 16, 8)
const NEIGHBOUR = field('ospf.hello.active_neighbor', ipv4Address)
const DESCRIPTION = [
  field('ospf.db.interface_mtu', decimal, 0, 2),
  ...OPTIONS(2),
  field('ospf.dbd', hex2, 3, 1),
  ...['r', 'i', 'm', 'ms'].map((name, bit) => bitField(`ospf.dbd.${name}`, formatDecimal, 3, 1, 4 + bit, 1)),
  field('ospf.db.dd_sequence', decimal, 4, 4),
]
const REQUEST = [
  field('ospf.lsa', decimal, 0, 4),
  field('ospf.link_state_id', ipv4Address, 4, 4),
  field('ospf.advrouter', ipv4Address, 8, 4),
]
const LSA_COUNT = field('ospf.ls.number_of_lsas', decimal)
const LSA_AGE = [
  bitField('ospf.lsa.age', formatDecimal, 0, 2, 1, 15),
  bitField('ospf.lsa.donotage', formatDecimal, 0, 2, 0, 1),
  ...OPTIONS(2),
  field('ospf.lsa', decimal, 3, 1),
]
const LSA_REST = [
  field('ospf.lsa.id', ipv4Address, 4, 4),
  field('ospf.advrouter', ipv4Address, 8, 4),
  field('ospf.lsa.seqnum', hex8, 12, 4),
  field('ospf.lsa.chksum', hex4, 16, 2),
  field('ospf.lsa.length', decimal, 18, 2),
]
const ROUTER_FLAGS = [
  field('ospf.v2.router.lsa.flags', hex2, 0, 1),
  ...(
    [
      ['h', 0],
      ['n', 3],
      ['w', 4],
      ['v', 5],
      ['e', 6],
      ['b', 7],
    ] as const
  ).map(([name, bit]) => bitField(`ospf.v2.router.lsa.flags.${name}`, formatDecimal, 0, 1, bit, 1)),
  field('ospf.lsa.number_of_links', decimal, 2, 2),
]
const LINK = [
  field('ospf.lsa.router.linkid', ipv4Address, 0, 4),
  field('ospf.lsa.router.linkdata', ipv4Address, 4, 4),
  field('ospf.lsa.router.linktype', decimal, 8, 1),
  field('ospf.lsa.router.nummetrics', decimal, 9, 1),
  field('ospf.lsa.router.metric0', decimal, 10, 2),
]

export const ospf: Registration = { dissect: dissectOspf, ipProtocol: [IPPROTO_OSPF] }

function dissectOspf(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end - offset < OSPF_HEADER) {
    into.tooShort('ospf', 'an OSPF header', OSPF_HEADER, bytes, offset, end)
    return
  }
  const stop = Math.min(end, offset + Math.max(readU16(bytes, offset + 2), OSPF_HEADER))
  const { fields } = into.begin('ospf', bytes, offset, stop - offset)
  pushLayout(fields, BEGIN, bytes, offset)
  const type = bytes[offset + 1]
  const kind = IS_KIND[type - 1]
  if (kind) fields.push(new Field(kind, offset + 1, 1, 1))
  pushLayout(fields, HEADER, bytes, offset)
  if (readU16(bytes, offset + 14) !== 0) return
  pushLayout(fields, [AUTH_NONE], bytes, offset)
  pushBody(fields, type, bytes, offset + OSPF_HEADER, stop)
}

function pushBody(fields: Field[], type: number, bytes: Uint8Array, at: number, stop: number): void {
  if (type === 1 && stop - at >= 20) {
    pushLayout(fields, HELLO, bytes, at)
    for (let next = at + 20; next + 4 <= stop; next += 4) fields.push(new Field(NEIGHBOUR, next, 4, bytes))
  } else if (type === 2 && stop - at >= 8) {
    pushLayout(fields, DESCRIPTION, bytes, at)
    pushHeaders(fields, bytes, at + 8, stop)
  } else if (type === 3) {
    for (let next = at; next + 12 <= stop; next += 12) pushLayout(fields, REQUEST, bytes, next)
  } else if (type === 4 && stop - at >= 4) {
    fields.push(new Field(LSA_COUNT, at, 4, bytes))
    pushLsas(fields, bytes, at, stop)
  } else if (type === 5) pushHeaders(fields, bytes, at, stop)
}

function pushHeaders(fields: Field[], bytes: Uint8Array, from: number, stop: number): void {
  for (let at = from; at + LSA_HEADER <= stop; at += LSA_HEADER) pushHeader(fields, bytes, at)
}

function pushHeader(fields: Field[], bytes: Uint8Array, at: number): void {
  pushLayout(fields, LSA_AGE, bytes, at)
  if (bytes[at + 3] === ROUTER_LSA) fields.push(new Field(IS_ROUTER_LSA, at + 3, 1, 1))
  pushLayout(fields, LSA_REST, bytes, at)
}

function pushLsas(fields: Field[], bytes: Uint8Array, from: number, stop: number): void {
  let at = from + 4
  for (let left = readU32(bytes, from); left > 0 && at + LSA_HEADER <= stop; left--) {
    pushHeader(fields, bytes, at)
    const length = Math.max(readU16(bytes, at + 18), LSA_HEADER)
    const next = Math.min(at + length, stop)
    if (bytes[at + 3] === ROUTER_LSA && next - at >= LSA_HEADER + 4)
      pushLinks(fields, bytes, at + LSA_HEADER, next)
    at += length
  }
}

function pushLinks(fields: Field[], bytes: Uint8Array, at: number, stop: number): void {
  pushLayout(fields, ROUTER_FLAGS, bytes, at)
  let link = at + 4
  for (let left = readU16(bytes, at + 2); left > 0 && link + 12 <= stop; left--) {
    pushLayout(fields, LINK, bytes, link)
    link += 12 + bytes[link + 9] * 4
  }
}
