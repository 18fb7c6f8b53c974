import { writeIpv4 } from '../../addr/ipv4'
import { writeIpv6 } from '../../addr/ipv6'
import { updateChecksum } from '../../bytes/checksum'
import { readU16, writeU16 } from '../../bytes/integers'
import type { Address } from '../address'
import { type PacketView, readPorts } from './packet-view'
import { hasPorts, ICMP, ICMPV6, TCP, UDP } from './tuple'

export type Manip = 'source' | 'destination'

/**
 * Gives a packet another source or destination: address, and port (for an ICMP query its identifier). Every checksum
 * that covers them is updated incrementally (RFC 1624), so that a wrong one stays wrong by the same amount.
 */
export function rewriteEndpoint(view: PacketView, manip: Manip, address: Address, port: number): void {
  rewriteAddress(view, 0, manip, address)
  if (manip === 'source') view.source = address
  else view.destination = address
  rewritePort(view, manip, port)
  readPorts(view)
}

/** As `rewriteEndpoint` for a packet that is quoted inside an ICMP error from byte `start` on; part of it may be cut off. */
export function rewriteQuoted(
  view: PacketView,
  start: number,
  manip: Manip,
  address: Address,
  port: number,
): void {
  rewriteAddress(view, start, manip, address)
  rewritePort(view, manip, port)
}

function rewriteAddress(view: PacketView, start: number, manip: Manip, address: Address): void {
  const { bytes } = view
  const transportChecksum = checksumOffset(view, true)
  if (typeof address === 'number') {
    const at = start + (manip === 'source' ? 12 : 16)
    const was = [readU16(bytes, at), readU16(bytes, at + 2)]
    writeIpv4(bytes, at, address)
    for (let i = 0; i < 2; i++) {
      const is = readU16(bytes, at + 2 * i)
      update(bytes, start + 10, was[i], is)
      if (transportChecksum >= 0) updateTransport(view, transportChecksum, was[i], is)
    }
    return
  }
  const at = start + (manip === 'source' ? 8 : 24)
  const was: number[] = []
  for (let i = 0; i < 8; i++) was.push(readU16(bytes, at + 2 * i))
  writeIpv6(bytes, at, address)
  if (transportChecksum < 0) return
  for (let i = 0; i < 8; i++) updateTransport(view, transportChecksum, was[i], readU16(bytes, at + 2 * i))
}

function rewritePort(view: PacketView, manip: Manip, port: number): void {
  const at = portOffset(view, manip)
  if (at < 0) return
  const was = readU16(view.bytes, at)
  if (was === port) return
  writeU16(view.bytes, at, port)
  const checksum = checksumOffset(view, false)
  if (checksum >= 0) updateTransport(view, checksum, was, port)
}

/** -1 where there is none. An identifier is the same for both ends. */
function portOffset(view: PacketView, manip: Manip): number {
  if (view.laterFragment) return -1
  if (hasPorts(view.protocol)) {
    return view.transportLength < 4 ? -1 : view.transport + (manip === 'source' ? 0 : 2)
  }
  return isQueryView(view) && view.transportLength >= 8 ? view.transport + 4 : -1
}

function isQueryView(view: PacketView): boolean {
  const type = view.bytes[view.transport]
  if (view.protocol === ICMP) return type === 0 || type === 8 || (type >= 13 && type <= 18)
  return view.protocol === ICMPV6 && (type === 128 || type === 129 || type === 139 || type === 140)
}

/** -1 when the transport has no checksum, does not cover the addresses, or when the quote ends before it. */
function checksumOffset(view: PacketView, overAddress: boolean): number {
  if (view.laterFragment) return -1
  const { protocol, transport } = view
  const within =
    protocol === TCP
      ? 16
      : protocol === UDP || protocol === 136
        ? 6
        : protocol === ICMP || protocol === ICMPV6
          ? 2
          : -1
  if (within < 0 || within + 2 > view.transportLength) return -1
  if (protocol === ICMP && overAddress) return -1 // ICMP for IPv4 has no pseudo header
  return transport + within
}

function updateTransport(view: PacketView, at: number, was: number, is: number): void {
  if (view.protocol === UDP && view.family === 4 && readU16(view.bytes, at) === 0) return // RFC 768: no checksum
  update(view.bytes, at, was, is)
  if (view.protocol === UDP && readU16(view.bytes, at) === 0) writeU16(view.bytes, at, 0xffff)
}

function update(bytes: Uint8Array, at: number, was: number, is: number): void {
  if (was !== is) writeU16(bytes, at, updateChecksum(readU16(bytes, at), was, is))
}
