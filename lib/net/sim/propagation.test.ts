import { expect, it } from 'vitest'
import { FIBRE_KM_PER_SECOND, fibreRoundTripMs, greatCircleKm } from './propagation'

const pole = { latitude: 90, longitude: 0 }

it.each([
  ['pole to pole', pole, { latitude: -90, longitude: 77 }, 20015.1],
  ['pole to equator', pole, { latitude: 0, longitude: 123 }, 10007.6],
  ['one degree of latitude', { latitude: 50, longitude: 8 }, { latitude: 51, longitude: 8 }, 111.2],
  ['across the date line', { latitude: 0, longitude: 179 }, { latitude: 0, longitude: -179 }, 222.4],
  ['to itself', pole, pole, 0],
])('%s', (_what, from, to, km) => {
  expect(greatCircleKm(from, to)).toBeCloseTo(km, 1)
  expect(greatCircleKm(to, from)).toBeCloseTo(km, 1)
})

it('light in fibre covers 200 km in a millisecond', () => {
  expect(fibreRoundTripMs(200)).toBe(2)
  expect(fibreRoundTripMs(FIBRE_KM_PER_SECOND)).toBe(2000)
})
