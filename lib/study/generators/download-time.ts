import { pick, wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

const BITS = 8

/** How long a file takes on the slowest link of its way, in seconds: megabytes times eight, by megabits a second. */
export const downloadTime: Generator<object> = {
  readParams(params) {
    onlyParams(params, [])
    return {}
  },

  make(random) {
    const lastMile = pick(random, [16, 40, 80, 160] as const)
    const answer = wholeNumber(random, 2, 40)
    const megabytes = (answer * lastMile) / BITS
    const backbone = pick(random, [100, 400] as const)

    return {
      given: [
        { name: 'file', value: `${megabytes} MB` },
        { name: 'last mile', value: `${lastMile} Mbit/s` },
        { name: 'backbone', value: `${backbone} Gbit/s` },
      ],
      answer,
      unit: 's',
      working: [
        `The slowest link decides: ${lastMile} Mbit/s.`,
        `${megabytes} MB × 8 = ${megabytes * BITS} Mbit`,
        `${megabytes * BITS} Mbit / ${lastMile} Mbit/s = ${answer} s`,
      ],
      wrong: [
        {
          number: megabytes / lastMile,
          misconception: 'A byte is a bit',
          why: 'Files are counted in bytes and links in bits. A byte has eight bits.',
        },
        {
          number: answer * BITS,
          misconception: 'Eight is multiplied in twice',
          why: 'The factor of eight belongs into the sum once.',
        },
        {
          number: megabytes * BITS,
          misconception: 'The size in bits is the time',
          why: 'That is how many megabits the file has. Divide by the rate.',
        },
      ].filter(({ number }) => Number.isInteger(number)),
    }
  },
}
