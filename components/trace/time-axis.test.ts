import { expect, it } from 'vitest'
import { timeAxis } from './time-axis'

const options = { unitUs: 10_000, unitPx: 60, leastPx: 9, mostPx: 84, padPx: 20 }

it('draws gaps in proportion', () => {
  const { yOf, offScale } = timeAxis([0, 10_000, 15_000], options)
  expect([yOf(0), yOf(10_000), yOf(15_000)]).toEqual([20, 80, 110])
  expect(offScale).toEqual([])
})

it('widens a gap that could not be seen, and puts that on record', () => {
  const { yOf, offScale } = timeAxis([0, 10], options)
  expect(yOf(10) - yOf(0)).toBe(9)
  expect(offScale).toEqual([{ kind: 'widened', fromY: 20, toY: 29, us: 10 }])
})

it('shortens a wait, and puts that on record', () => {
  const { yOf, offScale } = timeAxis([0, 1_000_000], options)
  expect(yOf(1_000_000) - yOf(0)).toBe(84)
  expect(offScale).toEqual([{ kind: 'shortened', fromY: 20, toY: 104, us: 1_000_000 }])
})

it('never lets a later moment stand above an earlier one', () => {
  const times = [0, 5, 9_000, 9_001, 400_000, 400_500, 2_000_000]
  const ys = times.map(timeAxis(times, options).yOf)
  expect(ys).toEqual([...ys].sort((a, b) => a - b))
})
