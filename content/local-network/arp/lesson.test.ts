import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { tellNetwork } from '@/components/widgets/network/network-story'
import { readNetworkFile } from '@/lib/course/network-file'
import { fromBase64 } from '@/lib/net/bytes/base64'
import { describeFrame } from '@/lib/net/explain/describe-frame'
import { readCapture } from '@/lib/net/wire/pcap'

const here = (file: string) => new URL(file, import.meta.url)
const read = (file: string) => readFileSync(here(file), 'utf8')

function story(file: string, name: string) {
  const { situations } = tellNetwork(readNetworkFile(JSON.parse(read(`networks/${file}`))), file)
  const found = situations.find((situation) => situation.name === name)
  if (!found) throw new Error(`${file} has no situation ${name}`)
  return found
}

/** What is sent, once for each sender: a copy that a switch passes on is no second question. */
function sentBy(name: string, file = 'ask.json') {
  const { steps, frames } = story(file, name)
  return steps.flatMap(({ flights }) =>
    flights
      .filter(({ from }) => from.node !== 'sw')
      .map(({ from, frame }) => `${from.node}: ${describeFrame(fromBase64(frames[frame].bytes))}`),
  )
}

describe('ask.json', () => {
  it('the far server: the laptop asks for the router, the router for the server', () => {
    expect(sentBy('far').filter((frame) => frame.includes('request: who'))).toEqual([
      'pc: ARP request: who has 192.168.1.1?',
      'gw: ARP request: who has 198.51.100.80?',
    ])
  })

  it('the same again: no ARP at all', () => {
    expect(sentBy('again').filter((frame) => frame.includes('ARP'))).toEqual([])
  })

  it('nobody there: three questions, then FAILED and an error from the laptop itself', () => {
    expect(sentBy('nobody')).toEqual(Array(3).fill('pc: ARP request: who has 192.168.1.77?'))
    expect(story('ask.json', 'nobody').steps.at(-1)?.sentence).toContain('EHOSTUNREACH')
  })
})

describe('lie.json', () => {
  it('claimed: the ping reaches the guest', () => {
    const to = story('lie.json', 'claims').steps.flatMap(({ drops }) => drops.map(({ node }) => node))
    expect(to).toContain('guest')
  })

  it('by hand: nobody takes the frame', () => {
    const { steps } = story('lie.json', 'static')
    expect(steps.flatMap(({ flights }) => flights).filter(({ ignored }) => ignored)).toHaveLength(3)
    expect(steps.at(-1)?.sentence).toContain('Nobody took the frame')
  })

  it('deleted: the next packet asks and arrives', () => {
    expect(story('lie.json', 'mended').steps.at(-1)?.worked).toBe(true)
  })
})

it('the recorded request asks for 192.168.1.11 by EtherType 0x0806', () => {
  const { frames } = readCapture(readFileSync(here('../../../public/captures/arp-resolution.pcap')))
  expect(describeFrame(frames[0].bytes)).toBe('ARP request: who has 192.168.1.11?')
  expect([frames[0].bytes[12], frames[0].bytes[13]]).toEqual([0x08, 0x06])
})

it('what the transcripts show is what the prose says', () => {
  expect(read('transcripts/neighbour-cache.txt')).not.toContain('198.51.100.80 dev')
  expect(read('transcripts/nobody-there.txt').match(/who-has 192\.168\.1\.77/g)).toHaveLength(3)
  expect(read('transcripts/wrong-entry.txt')).toContain('PERMANENT')
})
