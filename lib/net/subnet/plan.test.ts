import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { containsPrefix, formatPrefix, type Prefix, parsePrefix } from '../addr/prefix'
import { sizeOf } from './address'
import { readNeeds } from './needs'
import { type Need, planSubnets, usableOf } from './plan'
import { rangeOf } from './range'
import { aggregate } from './summarise'

function block(text: string): Prefix {
  const prefix = parsePrefix(text)
  if (!prefix) throw new Error(`${text} is not a prefix`)
  return prefix
}

const EXPECTED =
  'a name, a space and a whole number is expected, as in “Office 60”, or a prefix length, as in “Uplink /30”'

function plan(base: string, needs: string) {
  const prefix = block(base)
  const read = readNeeds(needs, prefix.family).map(({ need }) => {
    if (!need.ok) throw new Error(need.error)
    return need.value
  })
  return planSubnets(prefix, read)
}

describe('a plan of subnets', () => {
  it('gives each need its smallest block, the largest first, and says what is left', () => {
    const made = plan('192.168.10.0/24', 'Lab 12\nOffice 60\nUplink /30\nGuests 28\nLoopback 1')
    if (!made.fits) throw new Error(made.why)
    expect(made.placed.map(({ need, prefix, spare }) => [need.name, formatPrefix(prefix), spare])).toEqual([
      ['Office', '192.168.10.0/26', 2n],
      ['Guests', '192.168.10.64/27', 2n],
      ['Lab', '192.168.10.96/28', 2n],
      ['Uplink', '192.168.10.112/30', 2n],
      ['Loopback', '192.168.10.116/32', 0n],
    ])
    expect(made.free.map(formatPrefix)).toEqual([
      '192.168.10.117/32',
      '192.168.10.118/31',
      '192.168.10.120/29',
      '192.168.10.128/25',
    ])
  })

  it.each([
    [1n, 32, 'a host route'],
    [2n, 30, 'two hosts, network and broadcast'],
    [3n, 29, 'three do not fit a /30'],
    [6n, 29, 'the last that fits a /29'],
    [7n, 28, 'one more'],
    [254n, 24, 'a whole /24'],
    [255n, 23, 'one more'],
  ])('%s hosts take a /%i: %s', (hosts, bits) => {
    const made = planSubnets(block('10.0.0.0/8'), [{ name: 'net', hosts }])
    expect(made.fits && made.placed[0].prefix.bits).toBe(bits)
  })

  it('gives a network of hosts a /64 in IPv6', () => {
    const made = plan('2001:db8:3::/48', 'Office 60\nBranch /56\nServers 2000')
    if (!made.fits) throw new Error(made.why)
    expect(made.placed.map(({ prefix }) => formatPrefix(prefix))).toEqual([
      '2001:db8:3::/56',
      '2001:db8:3:100::/64',
      '2001:db8:3:101::/64',
    ])
  })

  it.each([
    [
      '192.168.10.0/24',
      'a 100\nb 100\nc 10',
      'The blocks /25 + /25 + /28 take 272, and 192.168.10.0/24 has 256 addresses.',
      '192.168.10.0/23',
    ],
    [
      '192.168.10.0/24',
      'a 300',
      'a alone needs a /23, which is larger than 192.168.10.0/24.',
      '192.168.10.0/23',
    ],
    [
      '192.168.11.0/24',
      'a /23',
      'a alone needs a /23, which is larger than 192.168.11.0/24.',
      '192.168.10.0/23',
    ],
    ['10.0.0.0/8', 'a 9999999999', 'a needs more addresses than IPv4 has.', null],
    [
      '2001:db8::/63',
      'a 1\nb 1\nc 1',
      'The blocks /64 + /64 + /64 take 3, and 2001:db8::/63 has 2 networks of /64.',
      '2001:db8::/62',
    ],
  ])('%s does not hold %j: %s', (base, needs, why, nearest) => {
    const made = plan(base, needs)
    expect(made.fits || { why: made.why, nearest: made.nearest && formatPrefix(made.nearest) }).toEqual({
      why,
      nearest,
    })
  })

  it('never overlaps, stays inside, wastes nothing between, and fits whenever the sizes do', () => {
    const hosts = fc.array(fc.bigInt({ min: 1n, max: 3000n }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(hosts, fc.integer({ min: 16, max: 22 }), (counts, bits) => {
        const base = block(`10.64.0.0/${bits}`)
        const needs: Need[] = counts.map((count, index) => ({ name: `n${index}`, hosts: count }))
        const made = planSubnets(base, needs)
        const sizes = counts.map((count) => {
          for (let size = 1n; ; size *= 2n)
            if ((size > 2n ? size - 2n : size === 2n ? 0n : 1n) >= count) return size
        })
        const total = sizes.reduce((sum, size) => sum + size, 0n)
        expect(made.fits).toBe(total <= sizeOf(base))
        if (!made.fits) return
        const blocks = made.placed.map(({ prefix }) => prefix)
        for (const { need, prefix, spare } of made.placed) {
          expect(containsPrefix(base, prefix)).toBe(true)
          if ('hosts' in need) expect(usableOf(prefix)).toBe(need.hosts + spare)
        }
        const all = [...blocks, ...made.free]
        expect(all.reduce((sum, prefix) => sum + sizeOf(prefix), 0n)).toBe(sizeOf(base))
        expect(aggregate(all.map(rangeOf))).toEqual([base])
      }),
    )
  })

  it.each([
    ['Office', 6, `no number of hosts: ${EXPECTED}`],
    ['Office:', 7, `no number of hosts: ${EXPECTED}`],
    ['Office -5', 7, `"-5" is not a whole number: ${EXPECTED}`],
    ['Office - 5', 9, `"- 5" is not a whole number: ${EXPECTED}`],
    ['Office +5', 7, `"+5" is not a whole number: ${EXPECTED}`],
    ['Office 1e9', 7, `"1e9" is not a whole number: ${EXPECTED}`],
    ['Office 0x20', 7, `"0x20" is not a whole number: ${EXPECTED}`],
    ['A 2.5', 2, `"2.5" is not a whole number: ${EXPECTED}`],
    ['A 2,5', 2, `"2,5" is not a whole number: ${EXPECTED}`],
    ['Office 1,024 hosts', 7, `"1,024" is not a whole number: ${EXPECTED}`],
    ['Office 1 024', 9, `"024" is not a whole number: ${EXPECTED}`],
    ['Office60', 0, `"Office60" is not a whole number: ${EXPECTED}`],
    ['-5', 0, `"-5" is not a whole number: ${EXPECTED}`],
    ['Office 0', 7, 'a network for no host needs no addresses'],
    ['Office /33', 7, 'prefix length above 32: "33"'],
    ['Office /x', 7, '"x" is not a prefix length'],
  ])('refuses the need "%s"', (text, at, error) => {
    expect(readNeeds(text, 4)[0].need).toEqual({ ok: false, at, error })
  })

  it('reads names in the ways people list them', () => {
    const lines = 'Office: 60 hosts\nServers = 12\n\n30 # no name\nFloor 2, 14\nWi-Fi,1_000\nLAN\t5'
    expect(readNeeds(lines, 4).map(({ need }) => need.ok && need.value)).toEqual([
      { name: 'Office', hosts: 60n },
      { name: 'Servers', hosts: 12n },
      { name: 'Network', hosts: 30n },
      { name: 'Floor 2', hosts: 14n },
      { name: 'Wi-Fi', hosts: 1000n },
      { name: 'LAN', hosts: 5n },
    ])
  })
})
