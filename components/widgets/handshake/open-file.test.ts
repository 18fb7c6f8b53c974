import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MOST_BYTES, openFile, refuseSize } from './open-file'

const good = readFileSync(new URL('../../../public/captures/tcp-handshake-teardown.pcap', import.meta.url))

it('lists the flow of a sound capture without complaint', () => {
  const { flows, problems } = openFile(good)
  expect(flows.map(({ protocol, playable }) => [protocol, playable])).toEqual([['TCP', true]])
  expect(problems).toEqual([])
})

it('keeps what it could read of a capture that is cut short at any byte, and names the byte', () => {
  for (let length = 0; length < good.length; length++) {
    const { capture, problems } = openFile(good.subarray(0, length))
    expect(capture.frames.length).toBeLessThanOrEqual(8)
    for (const problem of problems) expect(problem).toMatch(/^Byte \d+: |^The capture is sound/)
  }
})

it('says that a capture of no frames is sound but empty', () => {
  expect(openFile(good.subarray(0, 24)).problems).toEqual([
    'The capture is sound, but there is no frame in it.',
  ])
})

it('throws at nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 0, max: 100 }), (noise, at) => {
      const damaged = Uint8Array.from(good)
      damaged.set(noise.subarray(0, damaged.length - at), at)
      openFile(noise)
      openFile(damaged)
    }),
  )
})

it.each([
  [MOST_BYTES, null],
  [MOST_BYTES + 1, 'This file has 20.0 MB'],
  [25_000_000, 'This file has 23.8 MB'],
])('judges a file of %i bytes by its size alone', (bytes, words) => {
  if (words === null) expect(refuseSize(bytes)).toBeNull()
  else expect(refuseSize(bytes)).toContain(words)
})
