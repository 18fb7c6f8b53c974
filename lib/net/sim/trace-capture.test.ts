import { expect, it } from 'vitest'
import { readCapture } from '../wire/pcap'
import type { TraceFrame } from './trace'
import { captureOf } from './trace-capture'

const bytes = new Uint8Array(60)
const frames: TraceFrame[] = [
  { at: 1_500_000, node: 'a', iface: 'eth0', direction: 'out', bytes },
  { at: 1_500_005, node: 'b', iface: 'eth0', direction: 'in', bytes },
  { at: 1_600_000, node: 'b', iface: 'eth0', direction: 'out', bytes },
]

it('writes each frame once, with its moment', () => {
  const { frames: read } = readCapture(captureOf(frames))
  expect(read.map(({ seconds, nanoseconds }) => [seconds, nanoseconds])).toEqual([
    [1, 500_000_000],
    [1, 600_000_000],
  ])
})

it('or what one interface saw, both ways', () => {
  const { frames: read } = readCapture(captureOf(frames, { node: 'b', iface: 'eth0' }))
  expect(read.map(({ nanoseconds }) => nanoseconds)).toEqual([500_005_000, 600_000_000])
})
