import { internetChecksum, updateChecksum } from '../../bytes/checksum'
import { readU16, writeU16 } from '../../bytes/integers'
import { type PacketView, tcpFlags } from './packet-view'

/**
 * xt_TCPMSS: lowers the MSS option of a SYN to `size`, never raises it; 'pmtu' is the path's MTU less 40 (60 in IPv6).
 * A SYN without the option gets one (536, 1220 in IPv6, at most `size`). Returns the packet, a longer one in that case.
 */
export function clampMss(view: PacketView, size: number | 'pmtu', pathMtu: () => number): Uint8Array {
  const { bytes, transport, family } = view
  if ((tcpFlags(view) & 2) === 0 || tcpFlags(view) < 0) return bytes
  const headers = family === 4 ? 40 : 60
  const wanted = size === 'pmtu' ? pathMtu() - headers : size
  const end = transport + (bytes[transport + 12] >>> 4) * 4
  for (let at = transport + 20; at < end; ) {
    const kind = bytes[at]
    if (kind === 0) break
    if (kind === 1) {
      at++
      continue
    }
    const length = bytes[at + 1]
    if (length < 2 || at + length > end) return bytes
    if (kind === 2 && length === 4) {
      const was = readU16(bytes, at + 2)
      if (was <= wanted) return bytes
      writeU16(bytes, at + 2, wanted)
      updateAt(bytes, transport + 16, at + 2, was, wanted)
      return bytes
    }
    at += length
  }
  if (end - transport > 56 || end !== transport + view.transportLength) return bytes
  return withOption(view, Math.min(wanted, family === 4 ? 536 : 1220))
}

/** At an odd offset the bytes of the value belong to two words of the sum, as if they were swapped. */
function updateAt(bytes: Uint8Array, checksum: number, at: number, was: number, is: number): void {
  const odd = (at - checksum) % 2 !== 0
  const word = (value: number) => (odd ? ((value & 255) << 8) | (value >>> 8) : value)
  writeU16(bytes, checksum, updateChecksum(readU16(bytes, checksum), word(was), word(is)))
}

function withOption(view: PacketView, mss: number): Uint8Array {
  const { bytes, transport, family } = view
  const longer = new Uint8Array(bytes.length + 4)
  longer.set(bytes.subarray(0, transport + 20))
  longer.set([2, 4, mss >>> 8, mss & 255], transport + 20)
  longer.set(bytes.subarray(transport + 20), transport + 24)
  const was = readU16(bytes, transport + 12)
  writeU16(longer, transport + 12, was + 0x1000)
  let checksum = updateChecksum(readU16(bytes, transport + 16), was, was + 0x1000)
  checksum = updateChecksum(checksum, 0, 0x0204)
  checksum = updateChecksum(checksum, 0, mss)
  // the pseudo header holds the TCP length
  checksum = updateChecksum(checksum, view.transportLength, view.transportLength + 4)
  writeU16(longer, transport + 16, checksum)
  if (family === 4) {
    writeU16(longer, 2, readU16(bytes, 2) + 4)
    writeU16(longer, 10, 0)
    writeU16(longer, 10, internetChecksum(longer, 0, transport))
  } else writeU16(longer, 4, readU16(bytes, 4) + 4)
  return longer
}
