import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { tellNetwork } from '@/components/widgets/network/network-story'
import { readNetworkFile } from '@/lib/course/network-file'
import { formatIpv6, parseIpv6, solicitedNodeGroup } from '@/lib/net/addr/ipv6'
import { fromBase64 } from '@/lib/net/bytes/base64'
import { describeFrame } from '@/lib/net/explain/describe-frame'
import { readCapture } from '@/lib/net/wire/pcap'

const here = (file: string) => new URL(file, import.meta.url)
const read = (file: string) => readFileSync(here(file), 'utf8')
const lesson = read('lesson.mdx')
const transcript = (name: string) => read(`transcripts/${name}.txt`)

const tell = (file: string) => tellNetwork(readNetworkFile(JSON.parse(read(`networks/${file}`))), file)
const stories = { 'slaac.json': tell('slaac.json'), 'race.json': tell('race.json') }

function story(file: keyof typeof stories, name: string) {
  const found = stories[file].situations.find((situation) => situation.name === name)
  if (!found) throw new Error(`${file} has no situation ${name}`)
  return found
}

function sentBy(node: string, file: keyof typeof stories, name: string) {
  const { steps, frames } = story(file, name)
  return steps.flatMap(({ flights }) =>
    flights
      .filter(({ from }) => from.node === node)
      .map(({ frame }) => describeFrame(fromBase64(frames[frame].bytes))),
  )
}

describe('slaac.json', () => {
  it('three frames of the laptop, one of the router, and two seconds', () => {
    expect(sentBy('pc', 'slaac.json', 'router')).toEqual([
      'ICMPv6 neighbour solicitation',
      'ICMPv6 router solicitation',
      'ICMPv6 neighbour solicitation',
    ])
    expect(sentBy('gw', 'slaac.json', 'router')).toEqual(['ICMPv6 router advertisement'])
    expect(Math.round(story('slaac.json', 'router').steps.at(-1)!.at! / 1e6)).toBe(2)
    expect(lesson).toContain('It sent three frames for all that, and heard one.')
  })

  it('taken: the printer objects', () => {
    expect(story('slaac.json', 'taken').steps.at(-1)?.sentence).toContain('it is not used')
    expect(sentBy('printer', 'slaac.json', 'taken')).toEqual(['ICMPv6 neighbour advertisement'])
  })

  it('no router: the far server cannot be reached', () => {
    expect(story('slaac.json', 'no-router').steps.at(-1)?.sentence).toContain('ENETUNREACH')
  })

  it('the table of routes has a name for every column, though it was empty at first', () => {
    const { tables, steps } = story('slaac.json', 'router')
    const place = tables.findIndex(({ title }) => title === 'Routing table of Laptop')
    const widest = Math.max(...steps.map((step) => step.tables[place]?.[0]?.cells.length ?? 0))
    expect(tables[place]).toMatchObject({
      rows: [],
      columns: ['Destination', 'Next hop', 'Interface', 'Metric'],
    })
    expect(widest).toBe(4)
  })

  it('far and neighbour: the ping is answered', () => {
    for (const name of ['far', 'neighbour']) expect(story('slaac.json', name).steps.at(-1)?.worked).toBe(true)
  })
})

it.each([
  ['works', '2001:db8:100::80', 20],
  ['refused', '198.51.100.80', 40],
  ['dropped', '198.51.100.80', 220],
  ['slow', '198.51.100.80', 220],
  ['none', '198.51.100.80', 20],
])('race.json, %s: %s wins after %i ms', (name, winner, ms) => {
  const output = story('race.json', name).steps.findLast((step) => step.output)?.output ?? ''
  const [address, seconds] = output.trim().split(' ')
  expect(address).toBe(winner)
  expect(Math.round(Number(seconds) * 1000)).toBe(ms)
})

describe('what the prose says of the transcripts', () => {
  it('the race takes as long as in the figure', () => {
    const seconds = [...transcript('race').matchAll(/^\S+ (0\.\d{6})/gm)].map(([, text]) => Number(text))
    expect(seconds.map((value) => Math.round(value * 50) * 20)).toEqual([20, 220, 40])
  })

  it('lifetimes of the route and of the address', () => {
    expect(transcript('slaac')).toContain('expires 1795sec')
    expect(transcript('slaac')).toContain('valid_lft 7196sec')
    expect(lesson).toContain('1,795 s and the address after 7,196 s')
  })

  it('the second bind() fails, and the mapped address is shown', () => {
    expect(transcript('listen')).toContain('bind 0.0.0.0 failed: Address already in use')
    expect(transcript('listen')).toContain('connection from ::ffff:192.168.1.80')
  })
})

describe('the recorded frames', () => {
  const { frames } = readCapture(readFileSync(here('../../../public/captures/ipv6-nd-slaac.pcap')))
  it('the advertisement and the solicitation are where the figures look', () => {
    expect(describeFrame(frames[5].bytes)).toBe('ICMPv6 router advertisement')
    expect(describeFrame(frames[9].bytes)).toBe('ICMPv6 neighbour solicitation')
  })
})

describe('the arithmetic', () => {
  it('solicited-node groups', () => {
    const group = (text: string) => formatIpv6(solicitedNodeGroup(parseIpv6(text)!))
    expect(group('2001:db8:1::5:1a2b:3c4d')).toBe('ff02::1:ff2b:3c4d')
    expect(group('2001:db8:1::1')).toBe('ff02::1:ff00:1')
  })

  it('numbers of addresses', () => {
    expect(2 ** 32).toBe(4_294_967_296)
    expect((2 ** 128).toExponential(1)).toBe('3.4e+38')
    expect((2 ** 64).toExponential(1)).toBe('1.8e+19')
    expect(128 - 56).toBe(72)
  })

  it('two double colons fit all three of the options', () => {
    for (const option of ['2001:db8:0:0:7:0:0:1', '2001:db8:0:7:0:0:0:1', '2001:db8:0:0:0:7:0:1'])
      expect(option.split(':').filter((group) => group !== '0')).toEqual(['2001', 'db8', '7', '1'])
    expect(parseIpv6('2001:db8::7::1')).toBeNull()
  })
})
