import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatPrefix, type Prefix, parsePrefix } from '../addr/prefix'
import { type Address, blockAround, readAddress, sizeOf } from './address'
import { classOf, factsOf } from './facts'
import { isMember } from './membership'
import { readQuery } from './query'
import { rangeOf } from './range'
import { relationOf } from './relation'
import { reverseZones } from './reverse-zone'
import { asCsv, factRows, rowsAsText } from './rows'
import { scopeOf } from './scope'
import { specialAround, specialBlocks, specialWithin } from './special-purpose'
import { halvesOf, joinCells, joinInto, type Layout, readCuts, splitAt, writeCuts } from './split'
import { aggregate, mergeRanges, summarise } from './summarise'
import { workingOf4, workingOf6 } from './working'

function block(text: string): Prefix {
  const prefix = parsePrefix(text)
  if (!prefix) throw new Error(`${text} is not a prefix`)
  return prefix
}

function factsFor(text: string) {
  const query = readQuery(text)
  if (!query.ok || query.value.kind !== 'block') throw new Error(`${text} is not a block`)
  return factsOf(query.value.address, query.value.prefix)
}

const anyPrefix = fc
  .tuple(fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }), fc.integer({ min: 0, max: 32 }))
  .map(([value, bits]) => blockAround({ family: 4, value }, bits))

describe('facts of an address', () => {
  it('of the last sizes: /30, /31 and /32', () => {
    expect(factsFor('192.0.2.9/30')).toMatchObject({
      usable: '2',
      broadcast: '192.0.2.11',
      first: '192.0.2.9',
    })
    expect(factsFor('192.0.2.9/31')).toMatchObject({ usable: '2', broadcast: null, first: '192.0.2.8' })
    expect(factsFor('192.0.2.9')).toMatchObject({ usable: '1', broadcast: null, last: '192.0.2.9' })
  })

  it('has no block before the first and none after the last', () => {
    expect(factsFor('0.0.0.1/24')).toMatchObject({ previous: null, next: '0.0.1.0' })
    expect(factsFor('255.255.255.1/24')).toMatchObject({ previous: '255.255.254.0', next: null })
    expect(factsFor('::/0')).toMatchObject({ previous: null, next: null })
  })

  it('finds the MAC in an interface identifier, and the group that is asked for the address', () => {
    expect(factsFor('02:00:c0:a8:01:0a')).toMatchObject({
      embeddedMac: '02:00:c0:a8:01:0a',
      solicitedNode: 'ff02::1:ffa8:10a',
      expanded: 'fe80:0000:0000:0000:0000:c0ff:fea8:010a',
    })
    expect(factsFor('2001:db8::1').embeddedMac).toBeNull()
  })

  it.each([
    ['0.0.0.0', 'A'],
    ['127.255.255.255', 'A'],
    ['128.0.0.0', 'B'],
    ['191.255.0.0', 'B'],
    ['192.0.0.0', 'C'],
    ['223.255.255.255', 'C'],
    ['224.0.0.1', 'D'],
    ['240.0.0.1', 'E'],
    ['255.255.255.255', 'E'],
  ])('%s was of class %s', (text, expected) => {
    const address = readAddress(text)
    expect(address.ok && classOf(Number(address.value.value) as never)).toBe(expected)
  })

  it.each([
    ['10.3.7.0/24', '7.3.10.in-addr.arpa', 1, null],
    ['10.3.0.0/20', '0.3.10.in-addr.arpa', 16, null],
    ['10.0.0.0/8', '10.in-addr.arpa', 1, null],
    ['192.0.2.64/26', '64/26.2.0.192.in-addr.arpa', 1, '2.0.192.in-addr.arpa'],
    ['192.0.2.9/32', '9.2.0.192.in-addr.arpa', 1, null],
    ['2001:db8:3::/48', '3.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa', 1, null],
    ['2001:db8::/46', '0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa', 4, null],
  ])('%s has its PTR records in %s and %i zones in all', (text, first, count, within) => {
    expect(reverseZones(block(text))).toMatchObject({ first, count, within })
  })

  it('as lines of text, and as cells that no spreadsheet runs', () => {
    const rows = factRows(factsFor('10.3.7.9/20'))
    expect(rowsAsText(rows).split('\n')[2]).toBe('Network                 10.3.0.0')
    expect(rows.find(({ name }) => name === 'Reverse zone')?.value).toBe(
      '16 zones, 0.3.10.in-addr.arpa to 15.3.10.in-addr.arpa',
    )
    expect(
      asCsv(
        ['name', 'value'],
        [
          ['a "b"', '=1+1'],
          ['c,d', ''],
        ],
      ),
    ).toBe('name,value\r\n"a ""b""",\'=1+1\r\n"c,d",')
  })
})

describe('the special-purpose registry', () => {
  it('has 26 blocks of IPv4 and 25 of IPv6', () => {
    const families = specialBlocks().map(({ prefix }) => prefix.family)
    expect(families.filter((family) => family === 4)).toHaveLength(26)
    expect(families.filter((family) => family === 6)).toHaveLength(25)
  })

  it.each([
    ['192.168.1.0/24', 'Private-Use'],
    ['100.64.0.0/10', 'Shared Address Space'],
    ['192.0.0.9/32', 'Port Control Protocol Anycast'],
    ['255.255.255.255/32', 'Limited Broadcast'],
    ['2001:db8:1::/48', 'Documentation'],
    ['fe80::/64', 'Link-Local Unicast'],
    ['8.8.8.0/24', undefined],
  ])('%s is %s: the most specific entry counts', (text, name) => {
    expect(specialAround(block(text))[0]?.name).toBe(name)
  })

  it.each([
    ['192.168.1.0/24', 'Private-Use'],
    ['239.0.0.0/8', 'Multicast'],
    ['8.8.8.0/24', 'Global unicast'],
    ['0.0.0.0/0', 'Of several kinds'],
    ['ff02::/16', 'Multicast'],
    ['2600::/12', 'Global unicast'],
    ['8000::/3', 'Not assigned'],
  ])('%s is for %s', (text, name) => {
    expect(scopeOf(block(text)).name).toBe(name)
  })

  it('finds what lies within a larger block', () => {
    expect(specialWithin(block('192.0.0.0/22')).map(({ prefix }) => formatPrefix(prefix))).toContain(
      '192.0.2.0/24',
    )
    expect(specialWithin(block('10.0.0.0/8'))).toEqual([])
  })
})

describe('the working', () => {
  it('of a split within an octet', () => {
    const address: Address = { family: 4, value: 0xc0a80a4dn }
    const prefix = blockAround(address, 26)
    if (prefix.family !== 4) throw new Error('an IPv4 address became IPv6')
    expect(workingOf4(address, prefix).map(({ sum }) => sum)).toEqual([
      '26 − 24 = 2 bits',
      '128 + 64 = 192',
      '256 − 192 = 64',
      '77 ÷ 64 = 1 rest 13; 1 × 64 = 64',
      '192.168.10.64',
      '64 + 64 − 1 = 127; 192.168.10.127',
      '32 − 26 = 6; 2⁶ = 64; 64 − 2 = 62',
      '192.168.10.65 to 192.168.10.126',
    ])
  })

  it('names the network, the broadcast and the hosts of every block', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }),
        fc.integer({ min: 0, max: 32 }),
        (value, bits) => {
          const address: Address = { family: 4, value }
          const prefix = blockAround(address, bits)
          if (prefix.family !== 4) throw new Error('an IPv4 address became IPv6')
          const facts = factsOf(address, prefix)
          const sums = workingOf4(address, prefix).map(({ sum }) => sum)
          expect(sums).toContain(facts.network)
          if (facts.broadcast) expect(sums.some((sum) => sum.endsWith(facts.broadcast ?? ''))).toBe(true)
          if (bits < 31) expect(sums.join()).toContain(`− 2 = ${facts.usable}`)
          if (bits < 31) expect(sums.at(-1)).toBe(`${facts.first} to ${facts.last}`)
        },
      ),
    )
  })

  it('goes by digits in IPv6', () => {
    const address = readAddress('2001:db8:3::7')
    if (!address.ok) throw new Error(address.error)
    const prefix = blockAround(address.value, 46)
    if (prefix.family !== 6) throw new Error('an IPv6 address became IPv4')
    expect(workingOf6(address.value, prefix).map(({ sum }) => sum)).toEqual([
      '2001:0db8:0003:0000:0000:0000:0000:0007',
      '46 ÷ 4 = 11 rest 2',
      '0011 → 0000 = 0',
      '2001:db8::',
      '2001:db8:3:ffff:ffff:ffff:ffff:ffff',
      '128 − 46 = 82; 2⁸² addresses',
      '64 − 46 = 18; 2¹⁸ = 262144',
    ])
  })
})

describe('splitting and joining', () => {
  it('keeps the whole, and the cuts survive a link', () => {
    const cuts = fc.array(fc.nat(), { maxLength: 20 })
    fc.assert(
      fc.property(anyPrefix, cuts, (root, presses) => {
        let layout: Layout = [root]
        for (const press of presses) layout = splitAt(layout, press % layout.length)
        expect(aggregate(layout.map(rangeOf))).toEqual([root])
        expect(readCuts(root, writeCuts(root, layout))).toEqual(layout)
        for (const { cells } of joinCells(root, layout))
          for (const { prefix, row, rows } of cells) {
            const joined = joinInto(layout, prefix)
            expect(joined).toHaveLength(layout.length - rows + 1)
            expect(joined[row]).toEqual(prefix)
          }
        expect(joinInto(layout, root)).toEqual([root])
      }),
    )
  })

  it.each(['', '3', 'zz', '!', '1', '7', '9999'])('refuses the cuts "%s"', (text) => {
    expect(readCuts(block('10.0.0.0/24'), text)).toBeNull()
  })

  it('does not cut a single address', () => {
    expect(halvesOf(block('10.0.0.1/32'))).toBeNull()
    expect(readCuts(block('10.0.0.1/32'), '6')).toBeNull()
  })
})

describe('lists', () => {
  it('are summed up in the fewest blocks, which hold each other’s addresses exactly', () => {
    fc.assert(
      fc.property(fc.array(anyPrefix, { maxLength: 8 }), (list) => {
        const ranges = list.map(rangeOf)
        const summed = aggregate(ranges)
        expect(mergeRanges(summed.map(rangeOf))).toEqual(mergeRanges(ranges))
        expect(aggregate(summed.map(rangeOf))).toEqual(summed)
        expect(summed.length).toBeLessThanOrEqual(list.length)
      }),
    )
  })

  it('have one block around them, with what it holds too much', () => {
    const list = ['10.4.0.0/24', '10.4.1.0/24', '10.4.2.0/24'].map(block).map(rangeOf)
    const summary = summarise(list)
    expect(summary && formatPrefix(summary.prefix)).toBe('10.4.0.0/22')
    expect(summary?.extra).toBe(256n)
    expect(summarise([])).toBeNull()
    expect(summarise(['10.0.0.0/8', '2001:db8::/32'].map(block).map(rangeOf))).toBeNull()
    expect(summarise(['0.0.0.0/1', '128.0.0.0/1'].map(block).map(rangeOf))).toEqual({
      prefix: block('0.0.0.0/0'),
      extra: 0n,
    })
  })

  it('know how two ranges lie to each other', () => {
    const range = (first: bigint, last: bigint) => ({ family: 4 as const, first, last })
    expect(relationOf(range(0n, 9n), range(10n, 19n))).toBe('adjacent')
    expect(relationOf(range(0n, 9n), range(11n, 19n))).toBe('apart')
    expect(relationOf(range(0n, 9n), range(5n, 19n))).toBe('overlaps')
    expect(relationOf(range(0n, 9n), range(2n, 3n))).toBe('contains')
    expect(relationOf(range(2n, 3n), range(0n, 9n))).toBe('inside')
    expect(relationOf(range(2n, 3n), { ...range(2n, 3n), family: 6 })).toBe('other-family')
  })

  it('tell whether an address is in a network, and which bit says so', () => {
    const address = readAddress('192.168.10.130')
    if (!address.ok) throw new Error(address.error)
    expect(isMember(address.value, block('192.168.10.64/26'))?.sentence).toBe(
      'No. 192.168.10.130 is in 192.168.10.128/26: bit 25 of the first 26 differs. Hosts in these two blocks reach each other through a router.',
    )
    expect(isMember(address.value, block('192.168.10.128/26'))?.sentence).toBe(
      'Yes. 192.168.10.130 is in 192.168.10.128/26, which runs from 192.168.10.128 to 192.168.10.191. The first 26 bits are the same.',
    )
    expect(isMember(address.value, block('2001:db8::/32'))).toBeNull()
    expect(sizeOf(block('192.168.10.128/26'))).toBe(64n)
  })
})
