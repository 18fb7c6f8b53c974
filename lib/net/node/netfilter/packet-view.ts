import { ipv4FromBytes } from '../../addr/ipv4'
import { ipv6FromBytes } from '../../addr/ipv6'
import { readU16 } from '../../bytes/integers'
import type { Address, Family } from '../address'
import { hasPorts, ICMP, ICMPV6, ipv4Key, ipv6Key, TCP, type Tuple } from './tuple'

/** Where things are in an IP packet: what every match, conntrack and NAT read. Changed in place when the packet is. */
export type PacketView = {
  bytes: Uint8Array
  readonly family: Family
  /** of the whole packet, as the IP header says it */
  length: number
  readonly protocol: number
  /** offset of the transport header, and how many bytes there are from it on */
  readonly transport: number
  transportLength: number
  /** true for every fragment but the first: it has no transport header */
  readonly laterFragment: boolean
  /** ports, or 0; of an ICMP query its identifier and type * 256 + code, as in a Tuple */
  sport: number
  dport: number
  /** null until asked for: a bigint is dear */
  source: Address | null
  destination: Address | null
}

/** Null for what is too short to be an IP packet of that family. `bytes` starts with the IP header. */
export function viewPacket(bytes: Uint8Array, family: Family, start = 0): PacketView | null {
  return family === 4 ? viewIpv4(bytes, start) : viewIpv6(bytes, start)
}

function viewIpv4(bytes: Uint8Array, start: number): PacketView | null {
  if (bytes.length < start + 20) return null
  const headerLength = (bytes[start] & 15) * 4
  const length = readU16(bytes, start + 2)
  const protocol = bytes[start + 9]
  const laterFragment = (readU16(bytes, start + 6) & 0x1fff) !== 0
  const transport = start + headerLength
  const transportLength = Math.min(length - headerLength, bytes.length - transport)
  const view: PacketView = {
    bytes,
    family: 4,
    length,
    protocol,
    transport,
    transportLength,
    laterFragment,
    sport: 0,
    dport: 0,
    source: ipv4FromBytes(bytes, start + 12),
    destination: ipv4FromBytes(bytes, start + 16),
  }
  readPorts(view)
  return view
}

function viewIpv6(bytes: Uint8Array, start: number): PacketView | null {
  if (bytes.length < start + 40) return null
  const end = Math.min(start + 40 + readU16(bytes, start + 4), bytes.length)
  let protocol = bytes[start + 6]
  let transport = start + 40
  let laterFragment = false
  // hop-by-hop, routing, fragment, authentication, destination options (RFC 8200 section 4)
  while (protocol === 0 || protocol === 43 || protocol === 44 || protocol === 51 || protocol === 60) {
    if (transport + 8 > end) break
    const next = bytes[transport]
    if (protocol === 44) {
      laterFragment = (readU16(bytes, transport + 2) & 0xfff8) !== 0
      transport += 8
    } else transport += protocol === 51 ? (bytes[transport + 1] + 2) * 4 : (bytes[transport + 1] + 1) * 8
    protocol = next
    if (laterFragment) break
  }
  const view: PacketView = {
    bytes,
    family: 6,
    length: 40 + readU16(bytes, start + 4),
    protocol,
    transport,
    transportLength: Math.max(0, end - transport),
    laterFragment,
    sport: 0,
    dport: 0,
    source: start === 0 ? null : ipv6FromBytes(bytes, start + 8),
    destination: start === 0 ? null : ipv6FromBytes(bytes, start + 24),
  }
  readPorts(view)
  return view
}

/** Reads ports (or the ICMP query's identifier) again, after they were written. */
export function readPorts(view: PacketView): void {
  const { bytes, transport, protocol } = view
  if (view.laterFragment || view.transportLength < 4) return
  if (hasPorts(protocol)) {
    view.sport = readU16(bytes, transport)
    view.dport = readU16(bytes, transport + 2)
  } else if (protocol === ICMP || protocol === ICMPV6) {
    view.dport = readU16(bytes, transport)
    if (view.transportLength >= 8) view.sport = readU16(bytes, transport + 4)
  }
}

export function sourceOf(view: PacketView): Address {
  view.source ??= ipv6FromBytes(view.bytes, 8)
  return view.source
}

export function destinationOf(view: PacketView): Address {
  view.destination ??= ipv6FromBytes(view.bytes, 24)
  return view.destination
}

export function tupleOf(view: PacketView): Tuple {
  return {
    source: sourceOf(view),
    destination: destinationOf(view),
    protocol: view.protocol,
    sport: view.sport,
    dport: view.dport,
  }
}

/** `tupleKey(tupleOf(view))`, without making the tuple; for a view that starts at the start of its bytes. */
export function keyOfView(view: PacketView): string {
  return view.family === 4
    ? ipv4Key(view.source as number, view.destination as number, view.protocol, view.sport, view.dport)
    : ipv6Key(view.bytes, view.protocol, view.sport, view.dport)
}

/** Bytes 13 of the TCP header: FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32, ECE 64, CWR 128; -1 when there is none. */
export function tcpFlags(view: PacketView): number {
  if (view.protocol !== TCP || view.laterFragment || view.transportLength < 20) return -1
  return view.bytes[view.transport + 13]
}

export function isIcmpError(view: PacketView): boolean {
  if (view.transportLength < 8) return false
  const type = view.bytes[view.transport]
  // unreachable, source quench, redirect, time exceeded, parameter problem
  if (view.protocol === ICMP) return type === 3 || type === 4 || type === 5 || type === 11 || type === 12
  // RFC 4443: types below 128 are errors
  return view.protocol === ICMPV6 && type < 128
}
