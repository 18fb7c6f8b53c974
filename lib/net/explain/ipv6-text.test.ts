import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatIpv6, type Ipv6 } from '../addr/ipv6'
import { explainIpv6Text } from './ipv6-text'

function explain(text: string) {
  const explained = explainIpv6Text(text)
  if (!explained.ok) throw new Error(explained.error)
  return explained
}

it.each([
  [
    '2001:0db8:85a3:0000:0000:8a2e:0370:7334',
    '2001:db8:85a3::8a2e:370:7334',
    'the only run of zero groups, 2',
  ],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1', 'the first of 2 runs that are equally long'],
  ['2001:DB8:0:0:1:0:0:0', '2001:db8:0:0:1::', 'the longest run'],
  ['2001:db8:1:0:64a4:b4d2:6f74:66e4', '2001:db8:1:0:64a4:b4d2:6f74:66e4', 'stays 0'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8', 'No group is zero'],
])('%s becomes %s: %s', (long, short, why) => {
  const { short: ours, working } = explain(long)
  expect(ours).toBe(short)
  expect(working[2].text).toContain(why)
  expect(working[2].result).toBe(short)
})

it('says for how many groups :: stands in what was written', () => {
  expect(explain('2001:db8::1').working[0].text).toMatch(/^3 groups are written, so :: stands for 5 groups/)
  expect(explain('::').working[0].text).toMatch(/^No group is written, so :: stands for 8 groups/)
  expect(explain('::1').working[0].text).toMatch(/^One group is written, so :: stands for 7/)
  expect(explain('1:2:3:4:5:6:7::').working[0].text).toContain('stands for one group of')
})

it('writes the end of an IPv4-mapped address as IPv4', () => {
  const { working, groups } = explain('::ffff:c0a8:101')
  expect(working.map(({ result }) => result)).toEqual([
    '0000:0000:0000:0000:0000:ffff:c0a8:0101',
    '0:0:0:0:0:ffff:c0a8:101',
    '::ffff:c0a8:101',
    '::ffff:192.168.1.1',
  ])
  expect(groups.map(({ hidden }) => hidden)).toEqual([true, true, true, true, true, false, false, false])
  expect(explain('::ffff:192.168.1.1').working[0].text).toMatch(/^3 groups are written/)
})

it('refuses what is no address, with the place', () => {
  expect(explainIpv6Text('2001::db8::1')).toEqual({ ok: false, error: 'a second "::"', at: 9 })
})

it('every line of the working is the same address', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }),
      fc.integer({ min: 0, max: 255 }),
      (bits, zero) => {
        let address = bits
        for (let place = 0; place < 8; place++)
          if ((zero >> place) & 1) address &= ~(0xffffn << BigInt(16 * place))
        const short = formatIpv6(address as Ipv6)
        for (const { result } of explain(short).working) expect(explain(result).short).toBe(short)
      },
    ),
  )
})
