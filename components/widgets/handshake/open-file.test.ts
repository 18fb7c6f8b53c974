import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { describeStep } from '@/lib/net/explain/describe-step'
import { flowConversation } from '@/lib/net/trace/flows'
import type { Conversation } from '@/lib/net/trace/tcp-conversation'
import { readCapture, writePcap } from '@/lib/net/wire/pcap'
import { MOST_BYTES, type Opened, openedText, openFile, refuseSize } from './open-file'

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

it.each([
  ['bad.pcap', Buffer.from([7, 1, 9, 3, 5]), 'bad.pcap was not opened: no frame in it could be read.'],
  ['headless.pcap', good.subarray(0, 30), 'headless.pcap was not opened: no frame in it could be read.'],
  ['none.pcap', good.subarray(0, 24), 'none.pcap is open: 0 frames, 0 flows.'],
  ['cut.pcap', good.subarray(0, 330), 'cut.pcap is open: 3 frames, 1 flow. A TCP flow is played below.'],
  ['good.pcap', good, 'good.pcap is open: 8 frames, 1 flow. A TCP flow is played below.'],
])('says of %s only what opening it led to', (name, bytes, says) => {
  const opened = openFile(bytes)
  expect(openedText(name, opened, opened.flows.length > 0)).toBe(says)
})

it('throws at nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 0, max: 100 }), (noise, at) => {
      const damaged = Uint8Array.from(good)
      damaged.set(noise.subarray(0, damaged.length - at), at)
      openFile(noise)
      playAll(openFile(damaged))
    }),
  )
})

/** Plays every flow to its last sentence. */
function playAll({ capture, flows }: Opened) {
  for (const flow of flows) {
    const conversation = flowConversation(capture, flow)
    for (const step of conversation?.steps ?? [])
      expect(describeStep(step, conversation as Conversation)).toMatch(/\.$/)
  }
}

it('takes one direction of a long transfer, with every tenth frame missing, in good time', () => {
  const { frames } = readCapture(good)
  const long = Array.from({ length: 30_000 }, (_, index) => index)
    .filter((index) => index % 10 !== 9)
    .map((index) => {
      const bytes = Uint8Array.from(frames[3].bytes)
      new DataView(bytes.buffer).setUint32(38, 1000 + index * 6)
      return { seconds: index, nanoseconds: 0, bytes }
    })
  const { capture, flows } = openFile(writePcap(long))
  expect(flowConversation(capture, flows[0])?.steps).toHaveLength(27_000)
})

it.each([
  [MOST_BYTES, null],
  [MOST_BYTES + 1, 'This file has 20.0 MB'],
  [25_000_000, 'This file has 23.8 MB'],
])('judges a file of %i bytes by its size alone', (bytes, words) => {
  if (words === null) expect(refuseSize(bytes)).toBeNull()
  else expect(refuseSize(bytes)).toContain(words)
})
