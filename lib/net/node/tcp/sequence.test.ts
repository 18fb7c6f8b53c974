import { describe, expect, it } from 'vitest'
import { advance, distance, earlierOf, isAfter, isBefore, isUpTo, laterOf } from './sequence'

describe('sequence numbers (RFC 9293 section 3.4)', () => {
  it.each([
    [1, 2, true, 'as numbers, when near'],
    [2, 2, false, 'a number is not before itself'],
    [0xffffffff, 0, true, 'the last number is before zero'],
    [0, 0xffffffff, false, 'and not the other way round'],
    [0x7fffffff, 0x80000000, true, 'the sign bit means nothing'],
    [0, 0x7fffffff, true, 'up to 2^31 - 1 ahead is after'],
  ])('%d before %d is %s: %s', (a, b, before) => {
    expect(isBefore(a, b)).toBe(before)
    expect(isAfter(b, a)).toBe(before)
  })

  it('wraps when it advances, and counts across the wrap', () => {
    expect(advance(0xfffffff0, 0x20)).toBe(0x10)
    expect(distance(0xfffffff0, 0x10)).toBe(0x20)
    expect(isUpTo(5, 5)).toBe(true)
  })

  it('chooses the later and the earlier across the wrap', () => {
    expect(laterOf(0xffffffff, 3)).toBe(3)
    expect(earlierOf(0xffffffff, 3)).toBe(0xffffffff)
  })
})
