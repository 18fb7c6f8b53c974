import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { tellReach } from '@/components/widgets/address-reach/reach-story'
import { tellNetwork } from '@/components/widgets/network/network-story'
import { readNetworkFile } from '@/lib/course/network-file'
import { readReachFile } from '@/lib/course/reach-file'
import { parseIpv4 } from '@/lib/net/addr/ipv4'
import { lastAddress4, type Prefix4, parsePrefix } from '@/lib/net/addr/prefix'
import { formatAddress, sizeOf } from '@/lib/net/subnet/address'
import { addressKindOf } from '@/lib/net/subnet/address-kind'
import { readCapture } from '@/lib/net/wire/pcap'

const here = (file: string) => new URL(file, import.meta.url)
const read = (file: string) => readFileSync(here(file), 'utf8')
const lesson = read('lesson.mdx')
const kindOf = (address: string) => addressKindOf(parseIpv4(address)!)

describe('the same packet from four places', () => {
  const { from, to, attempts } = tellReach(readReachFile(JSON.parse(read('reach.json'))))
  const takers = (address: string) => attempts[to.findIndex((target) => target.address === address)]

  it('127.0.0.1 is a different machine each time, and no cable is used', () => {
    const row = takers('127.0.0.1')
    expect(row.map(({ taken }) => taken)).toEqual(from.map(({ host }) => [host]))
    expect(row.every(({ by }) => by.length === 0)).toBe(true)
  })

  it('192.168.1.20 is the home server, in another house the printer, and far away nobody', () => {
    expect(takers('192.168.1.20').map(({ taken }) => taken)).toEqual([['home'], ['home'], ['printer'], []])
    expect(takers('192.168.1.20')[3].stopped).toBe('isp')
  })

  it('169.254.7.20 is known on its own link only', () => {
    expect(takers('169.254.7.20').map(({ ended }) => ended)).toEqual(['meant', 'meant', 'nobody', 'nobody'])
  })

  it('255.255.255.255 reaches neighbours, and no packet leaves a house', () => {
    expect(takers('255.255.255.255').map(({ taken }) => taken)).toEqual([
      ['laptop', 'gw'],
      ['home', 'gw'],
      ['printer', 'gw2'],
      ['isp'],
    ])
  })

  it('public addresses are the same machine from everywhere', () => {
    expect(takers('203.0.113.5').every(({ taken }) => taken.join() === 'gw')).toBe(true)
    expect(takers('198.51.100.80').every(({ taken }) => taken.join() === 'web')).toBe(true)
  })
})

describe('share.json', () => {
  const { situations } = tellNetwork(readNetworkFile(JSON.parse(read('networks/share.json'))), 'share.json')
  const said = (name: string) =>
    situations.find((situation) => situation.name === name)!.steps.map(({ sentence }) => sentence)

  it('three devices: one address, three ports, and the laptop keeps 40000', () => {
    const seen = said('three').flatMap((sentence) => sentence.match(/(?<=saw )[\d.:]+\d/) ?? [])
    expect(seen[0]).toBe('203.0.113.5:40000')
    expect(new Set(seen).size).toBe(3)
    expect(seen.every((end) => end.startsWith('203.0.113.5:'))).toBe(true)
  })

  it('behind carrier-grade NAT the server sees the provider, and nobody outside reaches the router', () => {
    expect(said('carrier').some((sentence) => sentence.includes('saw 203.0.113.17:40000'))).toBe(true)
    expect(said('carrier').at(-1)).toContain('No route leads to 100.64.0.5')
  })
})

it.each(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'])(
  'the table tells first, last and size of %s',
  (text) => {
    const prefix = parsePrefix(text) as Prefix4
    const last = formatAddress({ family: 4, value: BigInt(lastAddress4(prefix)) })
    const size = Number(sizeOf(prefix)).toLocaleString('en-GB')
    expect(lesson).toContain(`| ${text} | ${text.replace(/\/.*/, '')} | ${last} | ${size} |`)
  },
)

it('the bits of 192.168.1.100, and of the prediction', () => {
  for (const octet of [192, 168, 1, 100])
    expect(lesson).toContain(
      `${String(octet).padStart(3)} =    ${[...octet.toString(2).padStart(8, '0')].join('  ')}`,
    )
  expect(0b10010001).toBe(145)
  expect(lesson).toContain((2 ** 32).toLocaleString('en-GB'))
})

it('the recorded ping carries the two addresses as bytes', () => {
  const { frames } = readCapture(readFileSync(here('../../../public/captures/arp-resolution.pcap')))
  expect([...frames[2].bytes.subarray(26, 34)]).toEqual([192, 168, 1, 10, 192, 168, 1, 11])
})

it('the predictions about kinds', () => {
  expect(kindOf('172.32.4.4').name).toBe('Global unicast')
  for (const address of ['10.200.0.1', '172.31.4.4', '192.168.255.1'])
    expect(kindOf(address).name).toBe('Private-Use')
  expect(kindOf('100.72.13.9').block).toBe('100.64.0.0/10')
})

it('the recordings show what the notes say', () => {
  expect(read('transcripts/own-addresses.txt')).toContain('you come from 203.0.113.5')
  expect(read('transcripts/own-addresses.txt')).toContain('local 127.44.3.2 dev lo')
  expect(read('transcripts/bind.txt')).toMatch(/192\.168\.1\.20 port 8000 \(tcp\) failed: Connection refused/)
})
