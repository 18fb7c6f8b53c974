import {
  foldChecksum,
  internetChecksum,
  sumPseudoHeader4,
  sumPseudoHeader6,
  sumWords,
} from '../../bytes/checksum'
import { writeU16 } from '../../bytes/integers'
import { allocatePacket } from '../packet'
import { type PacketView, viewPacket } from './packet-view'
import { TCP } from './tuple'

/**
 * nf_nat_mangle_tcp_packet: puts `text` (ASCII) in the place of `length` bytes from offset `at` of a TCP segment. The
 * view then shows a new packet with the lengths and checksums that belong to it; the sequence numbers are as they were.
 */
export function replacePayload(view: PacketView, at: number, length: number, text: string): void {
  const { bytes, family, transport } = view
  const total = view.length + text.length - length
  const fresh = allocatePacket(total)
  fresh.set(bytes.subarray(0, at))
  for (let i = 0; i < text.length; i++) fresh[at + i] = text.charCodeAt(i)
  fresh.set(bytes.subarray(at + length, view.length), at + text.length)
  const segment = total - transport
  if (family === 4) {
    writeU16(fresh, 2, total)
    writeU16(fresh, 10, 0)
    writeU16(fresh, 10, internetChecksum(fresh, 0, transport))
  } else writeU16(fresh, 4, total - 40)
  const pseudo =
    family === 4 ? sumPseudoHeader4(fresh, 0, TCP, segment) : sumPseudoHeader6(fresh, 0, TCP, segment)
  writeU16(fresh, transport + 16, 0)
  writeU16(fresh, transport + 16, foldChecksum(sumWords(fresh, transport, total, pseudo)))
  const made = viewPacket(fresh, family)
  if (made) Object.assign(view, made)
}
