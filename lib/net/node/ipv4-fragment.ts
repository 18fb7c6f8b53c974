import { fragmentOffset, hasMoreFragments, headerLength, isDontFragment, markFragment } from './ipv4-header'
import { allocatePacket, type Packet } from './packet'

/**
 * Cuts a packet for a link of `mtu` bytes (RFC 791 section 3.2, Linux ip_do_fragment). A packet that this machine had put
 * together from fragments that all fit is cut where it was cut before.
 */
export function fragment(packet: Packet, mtu: number): Uint8Array[] {
  const header = headerLength(packet.bytes)
  const largest = packet.largestPiece > 0 ? Math.min(mtu, packet.largestPiece) : mtu
  const room = largest - header
  const before = packet.pieces
  const sizes = before && fits(before, room) ? before : equalPieces(packet.bytes.length - header, room)
  const dontFragment = isDontFragment(packet.bytes)
  const start = fragmentOffset(packet.bytes) // it may be a fragment already
  const more = hasMoreFragments(packet.bytes)
  const pieces: Uint8Array[] = []
  let offset = 0
  for (const size of sizes) {
    const bytes = allocatePacket(header + size)
    bytes.set(packet.bytes.subarray(0, header))
    bytes.set(packet.bytes.subarray(header + offset, header + offset + size), header)
    offset += size
    markFragment(bytes, start + offset - size, more || header + offset < packet.bytes.length, dontFragment)
    pieces.push(bytes)
  }
  return pieces
}

function fits(sizes: readonly number[], room: number): boolean {
  return sizes.every((size, index) => size <= room && (index === sizes.length - 1 || size % 8 === 0))
}

/** All but the last are a multiple of eight bytes long, because the offset counts in eights. */
function equalPieces(length: number, room: number): number[] {
  const step = room - (room % 8)
  const sizes: number[] = []
  let left = length
  while (left > room) {
    sizes.push(step)
    left -= step
  }
  sizes.push(left)
  return sizes
}
