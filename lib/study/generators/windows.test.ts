import fc from 'fast-check'
import { expect, it } from 'vitest'
import { generate } from '../generate'

const anySeed = fc.integer({ min: 0, max: 2 ** 32 - 1 })

function numbersOf(name: string, seed: number) {
  const { given, answer } = generate(name, {}, seed)
  return { answer, numbers: given.map(({ value }) => Number.parseInt(value, 10)) }
}

it('a window is carried once in each round trip', () => {
  fc.assert(
    fc.property(anySeed, (seed) => {
      const { answer, numbers } = numbersOf('window-rate', seed)
      const [bytes = 0, rttMs = 1] = numbers
      expect(Number.isInteger(answer)).toBe(true)
      expect((answer * rttMs) / 8).toBe(bytes)
    }),
  )
})

it('a path is full when rate times round trip is under way', () => {
  fc.assert(
    fc.property(anySeed, (seed) => {
      const { answer, numbers } = numbersOf('bandwidth-delay-product', seed)
      const [mbit = 1, rttMs = 1] = numbers
      expect((answer * 8) / (rttMs / 1000) / 1e6).toBeCloseTo(mbit, 9)
    }),
  )
})

it('slow start doubles in each round trip', () => {
  fc.assert(
    fc.property(anySeed, (seed) => {
      const { answer, numbers } = numbersOf('slow-start-window', seed)
      const [initial = 1, trips = 0] = numbers
      let cwnd = initial
      for (let trip = 0; trip < trips; trip++) cwnd += cwnd
      expect(answer).toBe(cwnd)
    }),
  )
})
