import { macFromBytes } from '../addr/mac'
import { readU16 } from '../bytes/integers'
import type { TraceFrame } from '../sim/trace'

/**
 * The frame that came in to a node and left it again as `frames[sent]`: what a switch passed on, or a packet that a router
 * forwarded, recognised by what forwarding keeps (RFC 791 identification, lengths) with one less TTL. Null for a frame that the
 * node made itself.
 */
export function frameBefore(frames: readonly TraceFrame[], sent: number, isSwitch: boolean): number | null {
  const out = frames[sent]
  for (let index = sent - 1; index >= 0; index--) {
    const frame = frames[index]
    if (frame.node !== out.node || frame.direction === 'out') continue
    if (isSwitch) {
      if (frame.at !== out.at) return null
      if (hasSameEnds(frame.bytes, out.bytes)) return index
    } else if (isForwarded(frame.bytes, out.bytes)) return index
  }
  return null
}

function hasSameEnds(a: Uint8Array, b: Uint8Array): boolean {
  return macFromBytes(a) === macFromBytes(b) && macFromBytes(a, 6) === macFromBytes(b, 6)
}

const IPV4_ID = 4
const IPV4_TTL = 8
const IPV6_HOP_LIMIT = 7

function isForwarded(before: Uint8Array, after: Uint8Array): boolean {
  const [a, b] = [packetOf(before), packetOf(after)]
  if (a === null || b === null || a[0] >>> 4 !== b[0] >>> 4) return false
  if (a[0] >>> 4 === 4)
    return (
      readU16(a, 2) === readU16(b, 2) &&
      readU16(a, IPV4_ID) === readU16(b, IPV4_ID) &&
      a[9] === b[9] &&
      a[IPV4_TTL] === b[IPV4_TTL] + 1
    )
  return readU16(a, 4) === readU16(b, 4) && a[6] === b[6] && a[IPV6_HOP_LIMIT] === b[IPV6_HOP_LIMIT] + 1
}

/** The IP packet in a frame; null for a frame without one. */
function packetOf(frame: Uint8Array): Uint8Array | null {
  const at = readU16(frame, 12) === 0x8100 ? 18 : 14
  const type = readU16(frame, at - 2)
  return (type === 0x0800 || type === 0x86dd) && frame.length >= at + 20 ? frame.subarray(at) : null
}
