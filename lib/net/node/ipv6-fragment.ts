import { writeU16 } from '../bytes/integers'
import { IPPROTO_FRAGMENT } from '../wire/ip-protocol'
import { IPV6_HEADER } from '../wire/ipv6'
import { encodeFragmentHeader } from '../wire/ipv6-extensions'
import { allocatePacket } from './packet'

const FRAGMENT_HEADER = 8

/** Cuts a packet without extension headers for a path of `mtu` bytes (RFC 8200 section 4.5). */
export function fragment6(packet: Uint8Array, mtu: number, identification: number): Uint8Array[] {
  const room = mtu - IPV6_HEADER - FRAGMENT_HEADER
  const step = room - (room % 8)
  const payload = packet.subarray(IPV6_HEADER)
  const pieces: Uint8Array[] = []
  for (let offset = 0; offset < payload.length; offset += step) {
    const part = payload.subarray(offset, offset + step)
    const moreFragments = offset + part.length < payload.length
    const header = encodeFragmentHeader({
      nextHeader: packet[6],
      fragmentOffset: offset,
      moreFragments,
      identification,
    })
    const piece = allocatePacket(IPV6_HEADER + FRAGMENT_HEADER + part.length)
    piece.set(packet.subarray(0, IPV6_HEADER))
    piece[6] = IPPROTO_FRAGMENT
    writeU16(piece, 4, FRAGMENT_HEADER + part.length)
    piece.set(header, IPV6_HEADER)
    piece.set(part, IPV6_HEADER + FRAGMENT_HEADER)
    pieces.push(piece)
  }
  return pieces
}
