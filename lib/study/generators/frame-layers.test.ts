import fc from 'fast-check'
import { expect, it } from 'vitest'
import { generate } from '../generate'

const anySeed = fc.integer({ min: 0, max: 2 ** 32 - 1 })

function given(name: string, params: Record<string, string>, seed: number) {
  const { given, answer } = generate(name, params, seed)
  return { answer, values: given.map(({ value }) => value) }
}

it('a frame is as long as its payload and the headers that are given', () => {
  fc.assert(
    fc.property(anySeed, (seed) => {
      const { answer, values } = given('frame-length', { where: 'wire', over: 'either' }, seed)
      const sum = values
        .flatMap((value) => value.match(/\d+(?= bytes| of options| behind)/g) ?? [])
        .reduce((total, number) => total + Number(number), 0)
      expect(answer).toBe(sum)
    }),
  )
})

it('a byte lies in the header that its number falls into', () => {
  fc.assert(
    fc.property(anySeed, (seed) => {
      const { answer, values } = given('layer-of-byte', {}, seed)
      const lengths = (values[0] ?? '').match(/\d+(?= bytes)/g)?.map(Number) ?? []
      let rest = Number.parseInt(values[2] ?? '', 10)
      const layer = [2, 3, 4].find((_, index) => {
        rest -= lengths[index] ?? 0
        return rest < 0
      })
      expect(answer).toBe(layer ?? 7)
    }),
  )
})
