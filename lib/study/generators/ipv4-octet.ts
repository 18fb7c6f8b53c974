import { wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

const PLACES = [128, 64, 32, 16, 8, 4, 2, 1] as const

/** The number that eight bits of an IPv4 address stand for (RFC 791 section 3.1). No params. */
export const ipv4Octet: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const answer = wholeNumber(random, 33, 250)
    const bits = bitsOf(answer)
    const ones = PLACES.filter((place) => answer & place)
    const backwards = Number.parseInt([...bits].reverse().join(''), 2)
    return {
      given: [{ name: 'bits', value: `\`${bits.slice(0, 4)} ${bits.slice(4)}\`` }],
      answer,
      working: [
        'The places are worth 128, 64, 32, 16, 8, 4, 2, 1.',
        `Ones stand at ${ones.join(' + ')} = ${answer}`,
      ],
      wrong: [
        {
          number: backwards,
          misconception: 'The first bit is worth one',
          why: 'The first bit is worth the most, 128. The last one is worth 1.',
        },
        {
          number: answer * 2,
          misconception: 'The places begin at 256',
          why: 'The last place is worth 1, so the first of eight is worth 128.',
        },
        {
          number: answer >> 1,
          misconception: 'The places begin at 64',
          why: 'Eight places: 128 is the first of them.',
        },
        {
          number: 255 - answer,
          misconception: 'The zeros are added up',
          why: 'A place counts if it holds a one.',
        },
        {
          number: ones.length,
          misconception: 'The ones are counted',
          why: 'Each one is worth its place.',
        },
      ],
    }
  },
}

function bitsOf(octet: number): string {
  return octet.toString(2).padStart(8, '0')
}
