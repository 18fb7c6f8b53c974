import { wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

const PAUSES_S = [4, 8, 16, 32, 64, 64, 64] as const
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'] as const

/** When the nth DISCOVER leaves if nobody answers: RFC 2131 section 4.1, without its random second. No params. */
export const dhcpDiscovers: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const nth = wholeNumber(random, 3, 8)
    const pauses = PAUSES_S.slice(0, nth - 1)
    const answer = sum(pauses)
    return {
      given: [{ name: 'DISCOVER', value: `the ${ORDINALS[nth - 1]}` }],
      answer,
      unit: 's',
      working: [`The pauses before it: ${pauses.join(' + ')} = ${answer} s`],
      wrong: [
        {
          number: sum(PAUSES_S.slice(0, nth)),
          misconception: 'One pause too many is added',
          why: 'Before the first one there is no pause.',
        },
        {
          number: pauses.at(-1)!,
          misconception: 'The last pause is taken for the time since the first',
          why: 'All pauses before it count.',
        },
        {
          number: 4 * (nth - 1),
          misconception: 'The pause stays the same',
          why: 'It doubles each time, up to 64 s.',
        },
        {
          number: 4 * (2 ** (nth - 1) - 1),
          misconception: 'The pause doubles without limit',
          why: 'It grows to 64 s and no further.',
        },
      ],
    }
  },
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
