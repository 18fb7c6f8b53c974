import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Writer } from '../bytes/writer'
import { decodeFrames, encodeFrame, type PacketRange, type QuicFrame } from './frame'
import { decodeShortPacket, encodeShortPacket, isAckEliciting, SHORT_HEADER } from './packet'
import { readVarint, writeVarint } from './varint'

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

it.each([
  ['9d7f3e7d', 494_878_333, 'four bytes'],
  ['7bbd', 15_293, 'two bytes'],
  ['25', 37, 'one byte'],
  ['4025', 37, 'two bytes where one would do'],
])('reads %s as %d: %s (RFC 9000 appendix A.1)', (hex, value) => {
  expect(readVarint(bytesOf(hex), 0)).toEqual({ value, next: hex.length / 2 })
})

it('refuses an integer that is cut short, or that JavaScript cannot hold', () => {
  expect(readVarint(bytesOf('9d7f3e'), 0)).toBeNull()
  expect(readVarint(bytesOf('c2197c5eff14e88c'), 0)).toBeNull()
})

it('writes every integer so that it reads as itself', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (value) => {
      const bytes = writeVarint(new Writer(), value).finish()
      expect(readVarint(bytes, 0)).toEqual({ value, next: bytes.length })
    }),
  )
})

const ranges = fc
  .uniqueArray(fc.nat(10_000), { minLength: 2, maxLength: 12 })
  .map((numbers): readonly PacketRange[] => {
    const sorted = numbers.sort((a, b) => b - a)
    // every other number begins a range, so that gaps are at least one packet wide
    return sorted.flatMap((high, index) =>
      index % 2 === 0 && (sorted[index + 1] ?? -1) + 1 <= high
        ? [{ low: Math.max((sorted[index + 1] ?? -1) + 2, 0), high }]
        : [],
    )
  })
  .map((list) => list.filter(({ low, high }) => low <= high))
  .filter((list) => list.length > 0)

it('packs frames so that they read as themselves', () => {
  const stream = fc.record({
    type: fc.constant('stream' as const),
    streamId: fc.nat(2 ** 30),
    offset: fc.nat(2 ** 30),
    data: fc.uint8Array({ maxLength: 200 }),
    fin: fc.boolean(),
  })
  const ack = fc.record({
    type: fc.constant('ack' as const),
    ranges,
    delayUs: fc.nat(10_000).map((n) => n * 8),
  })
  fc.assert(
    fc.property(
      fc.array(fc.oneof(stream, ack, fc.constant({ type: 'ping' as const })), { maxLength: 5 }),
      (frames) => {
        const packet = { connectionId: new Uint8Array(8).fill(7), number: 42, frames: frames as QuicFrame[] }
        const bytes = encodeShortPacket(packet)
        expect(decodeShortPacket(bytes)).toEqual(packet)
        expect(bytes.length).toBe(
          SHORT_HEADER + frames.reduce((sum, frame) => sum + encodeFrame(frame).length, 0),
        )
      },
    ),
  )
})

it('never throws on bytes that mean nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      decodeShortPacket(bytes)
      decodeFrames(bytes)
    }),
  )
})

it('asks for an acknowledgment with anything but ACK', () => {
  const ack: QuicFrame = { type: 'ack', ranges: [{ low: 0, high: 3 }], delayUs: 0 }
  expect(isAckEliciting({ frames: [ack] })).toBe(false)
  expect(isAckEliciting({ frames: [ack, { type: 'ping' }] })).toBe(true)
})
