import fc from 'fast-check'
import { expect, it } from 'vitest'
import { generate } from '../generate'

const anySeed = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const numbersIn = (name: string, seed: number) => {
  const { given, answer } = generate(name, {}, seed)
  return { answer, numbers: given.map(({ value }) => Number.parseInt(value.replaceAll(',', ''), 10)) }
}

it('round trips cover twice the distance each, at 200,000 km/s', () => {
  fc.assert(
    fc.property(anySeed, (seed) => {
      const { answer, numbers } = numbersIn('fibre-round-trips', seed)
      const [km = 0, speed = 0, trips = 0] = numbers
      expect((answer / 1000) * speed).toBeCloseTo(2 * km * trips, 6)
    }),
  )
})

it('a file takes as long as its bits need on the last mile', () => {
  fc.assert(
    fc.property(anySeed, (seed) => {
      const { answer, numbers } = numbersIn('download-time', seed)
      const [megabytes = 0, lastMile = 0] = numbers
      expect(answer * lastMile).toBe(megabytes * 8)
    }),
  )
})
