import { expect, it } from 'vitest'
import { firstAfter, stairs, ticks } from './chart-path'
import { readSegments } from './choices'

const extent = { fromUs: 0, toUs: 1000, low: 0, high: 10 }

it('a value holds until the next one is known', () => {
  expect(stairs(extent, [0, 500], [10, 5])).toBe('M0 0H500V500H1000')
})

it('a line that began before the extent begins at its left edge', () => {
  expect(stairs({ ...extent, fromUs: 200, toUs: 1200 }, [0, 700], [10, 5])).toBe('M0 0H500V500H1000')
})

it('a value that does not exist yet is a gap', () => {
  expect(stairs(extent, [0, 500], [0, 5], true)).toBe('M500 500H1000')
  expect(stairs(extent, [0], [0], true)).toBe('')
})

it.each([
  [0, 8_556_000, [0, 2_000_000, 4_000_000, 6_000_000, 8_000_000], 'few steps'],
  [0, 1_000, [0, 200, 400, 600, 800, 1000], 'ends that are round'],
  [160_000, 290_000, [160_000, 180_000, 200_000, 220_000, 240_000, 260_000, 280_000], 'steps of two'],
])('ticks from %d to %d', (from, to, expected) => {
  expect(ticks(from, to)).toEqual(expected)
})

it('finds the first time after a moment', () => {
  expect([0, 5, 9].map((at) => firstAfter([0, 5, 9], at))).toEqual([1, 2, 3])
})

it.each([
  ['60', [60]],
  ['60, 61;62', [60, 61, 62]],
  ['', []],
  ['0', null],
  ['1.5', null],
  ['sixty', null],
])('reads %j as %j', (text, numbers) => {
  expect(readSegments(text)).toEqual(numbers)
})
