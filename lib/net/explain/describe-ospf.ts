import { formatIpv4 } from '../addr/ipv4'
import { readU16 } from '../bytes/integers'
import { decodeOspf, type OspfBody } from '../wire/ospf'
import { FIRST_SEQUENCE, type LsaHeader } from '../wire/ospf-lsa'

/** An OSPF packet in a few words. `bytes` begins with the Ethernet header. */
export function describeOspf(bytes: Uint8Array): string {
  const at = readU16(bytes, 12) === 0x8100 ? 18 : 14
  const read = decodeOspf(bytes, at + (bytes[at] & 15) * 4, at + readU16(bytes, at + 2))
  return read.ok ? describeBody(read.header.body) : 'OSPF packet'
}

function describeBody(body: OspfBody): string {
  switch (body.type) {
    case 'hello':
      return body.neighbours.length === 0
        ? 'OSPF hello, nobody heard yet'
        : `OSPF hello, hears ${body.neighbours.map(formatIpv4).join(' and ')}`
    case 'database-description':
      return body.initial
        ? 'OSPF database description, claims to lead'
        : `OSPF database description, ${countText(body.headers.length)}`
    case 'link-state-request':
      return `OSPF link state request for the LSA of ${body.wanted.map(({ advertisingRouter }) => formatIpv4(advertisingRouter)).join(' and ')}`
    case 'link-state-update':
      return `OSPF link state update: ${body.lsas.map(({ header }) => nameOf(header)).join(', ')}`
    case 'link-state-acknowledgment':
      return `OSPF acknowledgment: ${body.headers.map(nameOf).join(', ')}`
  }
}

function countText(count: number): string {
  return count === 1 ? '1 LSA header' : `${count} LSA headers`
}

function nameOf({ advertisingRouter, sequence }: LsaHeader): string {
  return `LSA ${sequence - FIRST_SEQUENCE + 1} of ${formatIpv4(advertisingRouter)}`
}
