import { expect, it } from 'vitest'
import { cities } from './cities'
import { cityNamed, describeFloor, floorBetween } from './floor-between'

it('New York and London: 5,570 km and at least 55.7 ms, and the fastest cable needs 58.95', () => {
  expect(describeFloor(cityNamed('New York'), cityNamed('London'))).toBe(
    'New York to London: 5,570 km, a round trip of at least 55.7 ms. Measured on Hibernia Express, a cable laid for the shortest time, 2015: 58.95 ms.',
  )
})

it('no measurement is below its floor', () => {
  for (const from of cities)
    for (const to of cities) {
      const { floorMs, measured } = floorBetween(from, to)
      expect(measured?.ms ?? Number.POSITIVE_INFINITY).toBeGreaterThan(floorMs)
    }
})

it.each([
  ['Sydney', 'London', 16_990],
  ['Tokyo', 'San Francisco', 8_280],
  ['Singapore', 'Frankfurt', 10_270],
])('%s to %s is about %i km', (from, to, km) => {
  const between = floorBetween(cityNamed(from), cityNamed(to)).km
  expect(Math.abs(between - km)).toBeLessThan(20)
})
