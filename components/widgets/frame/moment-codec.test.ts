import fc from 'fast-check'
import { expect, it } from 'vitest'
import { freeText, listOf, momentCodec, oneWord, whole, yesNo } from './moment-codec'

const initial = {
  situation: 'open' as 'open' | 'refused',
  rtt: 40,
  lost: [] as readonly number[],
  wrote: '',
  on: false,
}
const codec = momentCodec<typeof initial>({
  version: 2,
  parts: {
    situation: oneWord(['open', 'refused']),
    rtt: whole(0, 2000),
    lost: listOf(whole(1, 99), 10),
    wrote: freeText(60),
    on: yesNo(),
  },
  initial,
})

it('writes only what differs from the beginning, and leaves addresses readable', () => {
  expect(codec.write(initial)).toBe('#v2')
  expect(codec.write({ ...initial, rtt: 7, lost: [1, 3], wrote: '10.3.7.9/20 2001:db8::/48' })).toBe(
    '#v2&rtt=7&lost=1,3&wrote=10.3.7.9/20+2001:db8::/48',
  )
})

it('reads what it has written, whatever was typed', () => {
  fc.assert(
    fc.property(
      fc.record({
        situation: fc.constantFrom('open' as const, 'refused' as const),
        rtt: fc.integer({ min: 0, max: 2000 }),
        lost: fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 10 }),
        wrote: fc.string({ maxLength: 60 }),
        on: fc.boolean(),
      }),
      (state) => {
        expect(codec.read(codec.write(state))).toEqual({ state, problem: null })
      },
    ),
  )
})

it.each(['', '#main', '#q-first', '#voyage', '#v'])('takes %j for no link of its own', (hash) => {
  expect(codec.read(hash)).toEqual({ state: null, problem: null })
})

it.each([
  ['#v1&rtt=7', 'older form', 'an older version'],
  ['#v3', 'newer form', 'a newer version'],
  ['#v2&rtt=fast', '“rtt=fast”, but rtt is a whole number from 0 to 2000', 'not a number'],
  ['#v2&rtt=2001', 'a whole number from 0 to 2000', 'a number out of range'],
  ['#v2&rtt', 'a whole number', 'a name without a value'],
  ['#v2&situation=closed', 'one of open, refused', 'a word that is none'],
  ['#v2&colour=red', '“colour”, which is not known here', 'an unknown name'],
  ['#v2&toString=1', 'not known here', 'a name that every object has'],
  ['#v2&wrote=%E0%A4', 'a text of at most 60 characters', 'a broken escape'],
  ['#v2&lost=1,x', 'a list, of which each is a whole number', 'one wrong member'],
  [`#v2&wrote=${'a'.repeat(5000)}`, 'longer than 4000', 'a link without end'],
])('explains and ignores %.30s: %s', (hash, words) => {
  const { state, problem } = codec.read(hash)
  expect(state).toBeNull()
  expect(problem).toContain(words)
})
