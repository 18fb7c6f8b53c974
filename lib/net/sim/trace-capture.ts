import { writePcap } from '../wire/pcap'
import type { TraceFrame } from './trace'

/**
 * Frames of a run as a pcap file, times in µs since the run began. A frame on a cable is seen at both ends: without `at` it is
 * written once, where it was sent; with it as a capture on that interface of that machine holds it, both directions.
 */
export function captureOf(
  frames: readonly TraceFrame[],
  at?: { readonly node: string; readonly iface: string },
): Uint8Array {
  const kept = frames.filter((frame) =>
    at ? frame.node === at.node && frame.iface === at.iface : frame.direction === 'out',
  )
  return writePcap(
    kept.map(({ at: us, bytes }) => ({
      seconds: Math.floor(us / 1_000_000),
      nanoseconds: (us % 1_000_000) * 1000,
      bytes,
    })),
  )
}
