import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readJourney } from '@/components/widgets/encapsulation/read-journey'
import { readFailures } from '@/lib/course/failures'
import { crc32 } from '@/lib/net/bytes/crc32'
import { decodeIpv4 } from '@/lib/net/wire/ipv4'
import { readCapture } from '@/lib/net/wire/pcap'

const lesson = readFileSync(new URL('lesson.mdx', import.meta.url), 'utf8')
const journey = readJourney('one-router-laptop', 10, 'one-router-server', 12)
const request = readCapture(
  readFileSync(new URL('../../../public/captures/one-router-laptop.pcap', import.meta.url)),
).frames[9].bytes

it('79 bytes become 157 on the wire, and a capture holds 145 of them', () => {
  const http = journey.headers.find(({ protocol }) => protocol === 'http')
  expect((http?.to ?? 0) - (http?.from ?? 0)).toBe(79)
  expect(journey.sent.length / 2).toBe(157)
  expect(request.length).toBe(145)
  expect(lesson).toContain('The program writes 79 bytes. The network card sends 157.')
  expect(lesson).toContain('145 bytes: a capture holds neither')
})

it('the router changed both MAC addresses, the TTL and the checksums that follow from it, and nothing else', () => {
  expect(Object.keys(journey.rewritten).map((key) => key.split('@')[0])).toEqual([
    'eth.dst',
    'eth.src',
    'ip.ttl',
    'ip.checksum',
    'eth.fcs',
  ])
  const ttl = Object.entries(journey.rewritten).find(([key]) => key.startsWith('ip.ttl'))
  expect(ttl?.[1].value).toBe('63')
})

it('the check sequence behind each frame is the one that a receiver works out', () => {
  for (const image of [journey.sent, journey.arrived]) {
    const bytes = Uint8Array.from(image.match(/../g) ?? [], (hex) => Number.parseInt(hex, 16))
    expect(crc32(bytes, 8)).toBe(0x2144df1c)
  }
})

it('byte 22 is the TTL, byte 34 begins TCP and byte 66 HTTP', () => {
  const packet = decodeIpv4(request, 14)
  if (!packet.ok) throw new Error(packet.malformed)
  expect(request[22]).toBe(packet.header.ttl)
  expect(request[22]).toBe(0x40)
  expect(request[34] * 256 + request[35]).toBe(52192)
  expect(String.fromCharCode(...request.subarray(66, 69))).toBe('GET')
})

it('steps through every layer that each machine has', () => {
  expect(journey.steps.map(({ at, layer }) => `${at} ${layer}`)).toEqual([
    'laptop 7',
    'laptop 4',
    'laptop 3',
    'laptop 2',
    'laptop 1',
    'router 2',
    'router 3',
    'router 2',
    'server 2',
    'server 3',
    'server 4',
    'server 7',
  ])
  expect(journey.steps[7].sentence).toContain('from 00:00:5e:00:53:02')
})

it('three of eight messages say “No route to host”, at three layers', () => {
  const failures = readFailures('foundations/osi-model', 'failures.yaml')
  const said = failures.filter(({ message }) =>
    readFileSync(new URL(`transcripts/${message}`, import.meta.url), 'utf8').includes('No route to host'),
  )
  expect(failures.length).toBe(8)
  expect(new Set(said.map(({ layer }) => layer))).toEqual(new Set([1, 2, 3]))
  expect(said.length).toBe(3)
})
