import { pick, wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

/** cwnd in segments after some round trips of slow start, every window filled and nothing lost (RFC 5681, section 3.1). No params. */
export const slowStartWindow: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const initial = pick(random, [10, 10, 4, 3, 2] as const)
    const trips = wholeNumber(random, 2, 6)
    const answer = initial * 2 ** trips
    const row = Array.from({ length: trips + 1 }, (_, trip) => initial * 2 ** trip)
    return {
      given: [
        { name: 'initial cwnd', value: `${initial} segments` },
        { name: 'round trips of data', value: String(trips) },
      ],
      answer,
      unit: 'segments',
      working: [`Each round trip doubles it: ${row.join(', ')}.`, `${initial} × 2^${trips} = ${answer}`],
      wrong: [
        {
          number: initial + trips,
          misconception: 'Slow start adds one segment in a round trip',
          why: 'That is Reno’s congestion avoidance. In slow start every ACK adds what it confirms.',
        },
        {
          number: initial * trips,
          misconception: 'Slow start adds the initial window in a round trip',
          why: 'Growth is by doubling, not by equal steps.',
        },
        {
          number: initial * 2 ** (trips - 1),
          misconception: 'The first window does not count as a round trip',
          why: 'The ACKs of the first window already double it.',
        },
        {
          number: initial * 2 ** (trips + 1),
          misconception: 'The handshake doubles cwnd as well',
          why: 'The handshake confirms no data. cwnd begins at its initial value after it.',
        },
      ],
    }
  },
}
