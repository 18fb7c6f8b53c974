import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Writer } from '../bytes/writer'
import { openCapture, readCapture, writePcap } from './pcap'

const frame = Uint8Array.from([1, 2, 3, 4, 5])

/** A pcap file in either byte order with one frame. */
function classic(little: boolean, magic: number, fraction: number): Uint8Array {
  const file = new Uint8Array(24 + 16 + frame.length)
  const view = new DataView(file.buffer)
  view.setUint32(0, magic, little)
  view.setUint16(4, 2, little)
  view.setUint16(6, 4, little)
  view.setUint32(16, 65535, little)
  view.setUint32(20, 1, little)
  view.setUint32(24, 1700000000, little)
  view.setUint32(28, fraction, little)
  view.setUint32(32, frame.length, little)
  view.setUint32(36, 60, little)
  file.set(frame, 40)
  return file
}

it.each([
  ['little-endian, microseconds', true, 0xa1b2c3d4, 123456, 123456000],
  ['big-endian, microseconds', false, 0xa1b2c3d4, 123456, 123456000],
  ['little-endian, nanoseconds', true, 0xa1b23c4d, 123456789, 123456789],
  ['big-endian, nanoseconds', false, 0xa1b23c4d, 123456789, 123456789],
])('reads pcap, %s', (_, little, magic, fraction, nanoseconds) => {
  const { frames, linkTypes, problem } = readCapture(classic(little, magic, fraction))
  expect(problem).toBeNull()
  expect(linkTypes).toEqual([1])
  expect(frames).toEqual([
    { number: 1, seconds: 1700000000, nanoseconds, originalLength: 60, linkType: 1, bytes: frame },
  ])
})

function block(type: number, body: Uint8Array, little: boolean): Uint8Array {
  const padded = (body.length + 3) & ~3
  const bytes = new Uint8Array(12 + padded)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, type, little)
  view.setUint32(4, bytes.length, little)
  bytes.set(body, 8)
  view.setUint32(8 + padded, bytes.length, little)
  return bytes
}

/** Section header, an interface with a resolution option, an unknown block, one enhanced packet. */
function nextGeneration(little: boolean, resolution: number | null, units: bigint): Uint8Array {
  const section = new DataView(new ArrayBuffer(16))
  section.setUint32(0, 0x1a2b3c4d, little)
  section.setUint16(4, 1, little)
  section.setBigInt64(8, -1n, little)
  const description = new DataView(new ArrayBuffer(resolution === null ? 8 : 20))
  description.setUint16(0, 101, little)
  description.setUint32(4, 262144, little)
  if (resolution !== null) {
    description.setUint16(8, 9, little)
    description.setUint16(10, 1, little)
    description.setUint8(12, resolution)
  }
  const packet = new DataView(new ArrayBuffer(20 + frame.length))
  packet.setUint32(4, Number(units >> 32n), little)
  packet.setUint32(8, Number(units & 0xffffffffn), little)
  packet.setUint32(12, frame.length, little)
  packet.setUint32(16, frame.length, little)
  new Uint8Array(packet.buffer).set(frame, 20)
  const bytesOf = (view: DataView) => new Uint8Array(view.buffer)
  const out = new Writer()
  out.bytes(block(0x0a0d0d0a, bytesOf(section), little)).bytes(block(1, bytesOf(description), little))
  out.bytes(block(0xbad, Uint8Array.from([9, 9]), little)).bytes(block(6, bytesOf(packet), little))
  return out.finish()
}

it.each([
  ['little-endian, microseconds by default', true, null, 1700000000_123456n, 123456000],
  ['big-endian, nanoseconds', false, 9, 1700000000_123456789n, 123456789],
  ['little-endian, units of 2^-10 s', true, 0x8a, 1700000000n * 1024n + 512n, 500000000],
])(
  'reads pcapng, %s, and steps over blocks it does not know',
  (_, little, resolution, units, nanoseconds) => {
    const { frames, linkTypes, problem } = readCapture(nextGeneration(little, resolution, units))
    expect(problem).toBeNull()
    expect(linkTypes).toEqual([101])
    expect(frames[0]).toMatchObject({
      number: 1,
      seconds: 1700000000,
      nanoseconds,
      linkType: 101,
      bytes: frame,
    })
  },
)

it('writes what it reads', () => {
  const moment = fc.record({
    seconds: fc.integer({ min: 0, max: 0xffffffff }),
    nanoseconds: fc.integer({ min: 0, max: 999_999_999 }),
    bytes: fc.uint8Array({ maxLength: 80 }),
  })
  fc.assert(
    fc.property(fc.array(moment, { maxLength: 5 }), (frames) => {
      const { frames: read, problem } = readCapture(writePcap(frames, 113, 'nanoseconds'))
      expect(problem).toBeNull()
      expect(read.map(({ seconds, nanoseconds, bytes }) => ({ seconds, nanoseconds, bytes }))).toEqual(frames)
    }),
  )
})

const two = writePcap([
  { seconds: 1, nanoseconds: 0, bytes: frame },
  { seconds: 2, nanoseconds: 0, bytes: frame },
])

it.each([
  ['nothing', new Uint8Array(0), 0, 0, 'the file is empty'],
  ['two bytes', two.subarray(0, 2), 0, 0, 'only 2 bytes'],
  [
    'half a file header',
    two.subarray(0, 12),
    0,
    0,
    'expected a pcap file header of 24 bytes at byte 0, found 12',
  ],
  [
    'half a record header',
    two.subarray(0, 24 + 21 + 8),
    1,
    45,
    'expected a record header of 16 bytes at byte 45, found 8',
  ],
  ['half a frame', two.subarray(0, 24 + 21 + 18), 1, 45, 'expected frame 2 of 5 bytes at byte 61, found 2'],
  [
    'a record of an absurd length',
    new Writer().bytes(two).u32(3).u32(0).u32(0x7fffffff).u32(9).finish(),
    2,
    66,
    'longer than any capture writes',
  ],
])('keeps what came before and says where it stopped: %s', (_, file, frames, at, message) => {
  const capture = readCapture(file)
  expect(capture.frames).toHaveLength(frames)
  expect(capture.problem?.at).toBe(at)
  expect(capture.problem?.message).toContain(message)
})

it.each([
  [
    'a block longer than the file',
    (file: Uint8Array) => file.subarray(0, file.length - 4),
    'expected a block of 40 bytes',
  ],
  [
    'a block that does not repeat its length',
    (file: Uint8Array) =>
      new Writer()
        .bytes(file.subarray(0, file.length - 4))
        .u32(1)
        .finish(),
    'does not repeat its length',
  ],
])('stops a pcapng at %s', (_, spoil, message) => {
  const { frames, problem } = readCapture(spoil(nextGeneration(true, null, 0n)))
  expect(frames).toEqual([])
  expect(problem?.message).toContain(message)
})

it('never throws and always ends, whatever the bytes', () => {
  const heads = [
    classic(true, 0xa1b2c3d4, 0).subarray(0, 24),
    nextGeneration(true, 9, 0n).subarray(0, 60),
    new Uint8Array(0),
  ]
  fc.assert(
    fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 200 }), (head, tail) => {
      const reader = openCapture(new Writer().bytes(head).bytes(tail).finish())
      let frames = 0
      while (reader.next()) frames++
      expect(frames).toBeLessThan(50)
    }),
  )
})
