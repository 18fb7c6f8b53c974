import type { Ipv4 } from '../../addr/ipv4'
import type { Ipv6 } from '../../addr/ipv6'
import type { Address, Family } from '../address'

export const ICMP = 1
export const TCP = 6
export const UDP = 17
export const ICMPV6 = 58

/**
 * One direction of a connection (struct nf_conntrack_tuple). For ICMP queries `sport` is the identifier and `dport` is
 * type * 256 + code, as in the kernel's union; protocols without ports have 0 in both.
 */
export type Tuple = {
  readonly source: Address
  readonly destination: Address
  readonly protocol: number
  readonly sport: number
  readonly dport: number
}

/** Seven or nineteen 16-bit units: exact, cheap to make, and good as a Map key. */
export function tupleKey(tuple: Tuple): string {
  const { source, destination } = tuple
  if (typeof source === 'number') {
    return ipv4Key(source, destination as Ipv4, tuple.protocol, tuple.sport, tuple.dport)
  }
  return (
    ipv6Units(source) + ipv6Units(destination as Ipv6) + portsKey(tuple.protocol, tuple.sport, tuple.dport)
  )
}

export function ipv4Key(
  source: number,
  destination: number,
  protocol: number,
  sport: number,
  dport: number,
): string {
  return String.fromCharCode(
    source >>> 16,
    source & 0xffff,
    destination >>> 16,
    destination & 0xffff,
    sport,
    dport,
    protocol,
  )
}

/** The same key straight from an IPv6 header at the start of `bytes`, without a bigint. */
export function ipv6Key(bytes: Uint8Array, protocol: number, sport: number, dport: number): string {
  let key = ''
  for (let at = 8; at < 40; at += 2) key += String.fromCharCode((bytes[at] << 8) | bytes[at + 1])
  return key + portsKey(protocol, sport, dport)
}

/** Who speaks, whomever to: NAT keeps one table by source (nf_nat_bysource) and one by what the outside sees. */
export function endpointKey(address: Address, port: number, protocol: number): string {
  const units =
    typeof address === 'number' ? String.fromCharCode(address >>> 16, address & 0xffff) : ipv6Units(address)
  return units + String.fromCharCode(port, protocol)
}

function portsKey(protocol: number, sport: number, dport: number): string {
  return String.fromCharCode(sport, dport, protocol)
}

function ipv6Units(address: Ipv6): string {
  let units = ''
  for (let shift = 112n; shift >= 0n; shift -= 16n)
    units += String.fromCharCode(Number((address >> shift) & 0xffffn))
  return units
}

/** Queries and their answers: echo, timestamp, information, address mask (RFC 792, RFC 950). */
const ANSWER4: Readonly<Record<number, number>> = {
  8: 0,
  0: 8,
  13: 14,
  14: 13,
  15: 16,
  16: 15,
  17: 18,
  18: 17,
}
/** Echo (RFC 4443) and node information (RFC 4620). */
const ANSWER6: Readonly<Record<number, number>> = { 128: 129, 129: 128, 139: 140, 140: 139 }

/** The tuple of an answer; null for ICMP messages that have none. */
export function invertTuple(tuple: Tuple): Tuple | null {
  const { source, destination, protocol, sport, dport } = tuple
  if (protocol === ICMP || protocol === ICMPV6) {
    const type = (protocol === ICMP ? ANSWER4 : ANSWER6)[dport >>> 8]
    if (type === undefined) return null
    return { source: destination, destination: source, protocol, sport, dport: type * 256 + (dport & 255) }
  }
  return { source: destination, destination: source, protocol, sport: dport, dport: sport }
}

/** Only a query may open an ICMP connection: an answer without a question is INVALID. */
export function isQuery(tuple: Tuple): boolean {
  const type = tuple.dport >>> 8
  if (tuple.protocol === ICMP) return type === 8 || type === 13 || type === 15 || type === 17
  return type === 128 || type === 139
}

export function hasPorts(protocol: number): boolean {
  // tcp, udp, dccp, sctp, udplite
  return protocol === 6 || protocol === 17 || protocol === 33 || protocol === 132 || protocol === 136
}

export function familyOfTuple(tuple: Tuple): Family {
  return typeof tuple.source === 'number' ? 4 : 6
}
