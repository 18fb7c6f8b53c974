import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readFrames } from '@/components/widgets/two-models/read-frames'
import { allProtocols } from '@/lib/net/wire/all'
import { dissect } from '@/lib/net/wire/dissect'
import { readCapture } from '@/lib/net/wire/pcap'

const lesson = readFileSync(new URL('lesson.mdx', import.meta.url), 'utf8')
const { frames } = readCapture(
  readFileSync(new URL('../../../public/captures/one-router-laptop.pcap', import.meta.url)),
)

it.each([
  [10, [1, 2, 3, 4, 7], 'a web request'],
  [5, [1, 2, 3, 4, 7], 'a DNS question'],
  [3, [1, 2, 3], 'a ping has no transport'],
  [1, [1, 2], 'an ARP request has no internet layer either'],
  [27, [1, 2, 3, 4, 5, 7], 'TLS stands between'],
])('frame %i has the layers %j: %s', (number, layers) => {
  const [frame] = readFrames('one-router-laptop', [{ name: 'x', frame: number, says: '' }])
  expect(frame.layers).toEqual(layers)
  expect(lesson).toContain(`frame: ${number},`)
})

it('the five frames were sent by the laptop within a tenth of a second', () => {
  const times = [1, 3, 5, 10, 27].map((number) => {
    const { seconds, nanoseconds } = frames[number - 1]
    return seconds * 1000 + nanoseconds / 1e6
  })
  expect(Math.max(...times) - Math.min(...times)).toBeLessThan(100)
})

it('28 frames of TCP, 10 of them with something of the application', () => {
  const protocols = frames.map(({ bytes, linkType }) => dissect(bytes, linkType, allProtocols).protocols)
  const tcp = protocols.filter((each) => each.includes('tcp'))
  expect(tcp.length).toBe(28)
  expect(tcp.filter((each) => each.length > 3).length).toBe(10)
  expect(lesson).toContain('28 frames of TCP, and only 10 of them')
})

it('UDP needs 8 bytes where TCP took 32', () => {
  const [dns, web] = readFrames('one-router-laptop', [
    { name: 'x', frame: 5, says: '' },
    { name: 'x', frame: 10, says: '' },
  ])
  const size = (frame: typeof dns, protocol: string) => {
    const header = frame.headers.find((each) => each.protocol === protocol)
    return (header?.to ?? 0) - (header?.from ?? 0)
  }
  expect([size(dns, 'udp'), size(web, 'tcp')]).toEqual([8, 32])
})
