import { pick } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

/** What must be under way to keep a path full: its rate times its round trip, in bytes (RFC 7323, section 1.1). No params. */
export const bandwidthDelayProduct: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const mbit = pick(random, [2, 10, 20, 50, 100, 500, 1000] as const)
    const rttMs = pick(random, [8, 20, 40, 80, 120, 200] as const)
    const bits = mbit * 1000 * rttMs
    const answer = bits / 8
    return {
      given: [
        { name: 'bottleneck', value: `${mbit} Mbit/s` },
        { name: 'round trip', value: `${rttMs} ms` },
      ],
      answer,
      unit: 'bytes',
      working: [
        `${mbit} Mbit/s is ${mbit * 1000} bits in each millisecond`,
        `${mbit * 1000} × ${rttMs} ms = ${bits} bits`,
        `${bits} ÷ 8 = ${answer} bytes`,
      ],
      wrong: [
        {
          number: bits,
          misconception: 'The product of bits and time is in bytes',
          why: 'Rate times time gives bits here. Divide by 8.',
        },
        {
          number: answer / 2,
          misconception: 'The data is under way for half a round trip',
          why: 'What was sent counts as under way until its ACK is back, a whole round trip later.',
        },
        {
          number: answer * 1000,
          misconception: 'Milliseconds are seconds',
          why: 'The round trip is given in thousandths of a second.',
        },
        {
          number: mbit * 1000,
          misconception: 'The round trip does not matter',
          why: 'That is what the link carries in one millisecond.',
        },
      ],
    }
  },
}
