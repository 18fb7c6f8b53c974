import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { tellNetwork } from '@/components/widgets/network/network-story'
import { readNetworkFile } from '@/lib/course/network-file'
import { fromBase64 } from '@/lib/net/bytes/base64'
import { describeFrame } from '@/lib/net/explain/describe-frame'
import { readCapture } from '@/lib/net/wire/pcap'

const here = (file: string) => new URL(file, import.meta.url)
const read = (file: string) => readFileSync(here(file), 'utf8')
const lesson = read('lesson.mdx')
const { frames } = readCapture(readFileSync(here('../../../public/captures/dhcp-dora.pcap')))

describe('the life of a lease', () => {
  const { situations } = tellNetwork(readNetworkFile(JSON.parse(read('networks/lease.json'))), 'lease.json')
  const story = (name: string) => situations.find((situation) => situation.name === name)!
  const sentences = (name: string) => story(name).steps.map(({ sentence }) => sentence)
  /** What the laptop sends, in order, with the step's sentence. */
  const sent = (name: string) =>
    story(name).steps.flatMap(({ sentence, flights }) =>
      flights
        .filter(({ from }) => from.node === 'laptop')
        .map(({ frame }) => ({ sentence, bytes: fromBase64(story(name).frames[frame].bytes) })),
    )

  it('the first time: four messages, two of them the laptop’s and both to everybody', () => {
    const own = sent('first').map(({ sentence, bytes }) => [
      /DHCP \w+/.exec(sentence)?.[0],
      bytes[0] === 0xff,
    ])
    expect(own).toEqual([
      ['DHCP DISCOVER', true],
      ['DHCP REQUEST', true],
    ])
  })

  it('half time: a REQUEST to the server alone', () => {
    const request = sent('renew').find(({ sentence }) => sentence.includes('DHCP REQUEST'))!
    expect(request.bytes[0]).not.toBe(0xff)
    expect(sentences('renew').some((sentence) => sentence.includes('begins anew'))).toBe(true)
  })

  it('the server is replaced: asked five times, three of them the old server alone', () => {
    const asked = sentences('replaced').filter((sentence) =>
      sentence.includes('to let it keep 192.168.1.100'),
    )
    expect(asked).toHaveLength(5)
    expect(asked.filter((sentence) => sentence.includes('every server'))).toHaveLength(2)
    expect(sentences('replaced').some((sentence) => sentence.includes('it stays silent'))).toBe(true)
    expect(sentences('replaced').findLast((sentence) => sentence.includes('now has'))).toContain(
      '192.168.1.200',
    )
  })

  it('two servers: the second frees the address that it had kept', () => {
    expect(sentences('two').some((sentence) => sentence.includes('192.168.1.200 is free again'))).toBe(true)
  })

  it('no server: three probes, an address of 169.254, and neighbours but nothing else', () => {
    const probes = sent('none').filter(({ bytes }) => describeFrame(bytes).startsWith('ARP probe'))
    expect(probes).toHaveLength(3)
    const taken = sentences('none').find((sentence) => sentence.includes('good for this link only'))
    expect(taken).toMatch(/takes 169\.254\.\d+\.\d+\/16/)
    expect(sentences('none').some((sentence) => sentence.includes('answered by 169.254.7.20'))).toBe(true)
    expect(story('none').steps.at(-1)?.output).toContain('Network is unreachable')
  })
})

describe('the recording', () => {
  const hex = Buffer.from(frames[3].bytes).toString('hex')

  it('the ACK holds the options that are printed, byte for byte', () => {
    const lines = [...lesson.matchAll(/^((?:[0-9a-f]{2} ){6}) +option (\d+): /gm)]
    expect(lines).toHaveLength(6)
    for (const [, bytes, option] of lines) {
      expect(hex).toContain(bytes.replaceAll(' ', ''))
      expect(Number.parseInt(bytes.slice(0, 2), 16)).toBe(Number(option))
    }
    expect([0x0e10, 0x0708, 0x0c4e]).toEqual([3600, 1800, 3150])
  })

  it('DISCOVER goes from 0.0.0.0, port 68, to 255.255.255.255, port 67', () => {
    const { bytes } = frames[0]
    expect([...bytes.subarray(26, 38)]).toEqual([0, 0, 0, 0, 255, 255, 255, 255, 0, 68, 0, 67])
  })

  it('the offer comes half a thousandth of a second later', () => {
    expect(frames[1].seconds).toBe(frames[0].seconds)
    expect(Math.round((frames[1].nanoseconds - frames[0].nanoseconds) / 100_000)).toBe(5)
  })

  it('OFFER and ACK go to the address that is offered', () => {
    for (const index of [1, 3]) expect([...frames[index].bytes.subarray(30, 34)]).toEqual([192, 168, 1, 144])
  })
})

it('the transcripts show what the notes say', () => {
  expect(read('transcripts/lease.txt')).toContain('default via 192.168.1.1 dev eth0 proto dhcp')
  expect(read('transcripts/lease.txt')).toContain('valid_lft 600sec preferred_lft 525sec')
  expect(read('transcripts/nobody.txt')).toMatch(/using IPv4LL address 169\.254\./)
})
