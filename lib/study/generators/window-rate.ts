import { pick } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

/** The rate that a window of fixed size allows: one window in each round trip (RFC 7323, section 1.1). No params. */
export const windowRate: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const kib = pick(random, [16, 32, 64, 128, 256] as const)
    const rttMs = pick(random, [16, 32, 64, 128, 256] as const)
    const bytes = kib * 1024
    const answer = (bytes * 8) / rttMs
    return {
      given: [
        { name: 'window', value: `${bytes} bytes` },
        { name: 'round trip', value: `${rttMs} ms` },
      ],
      answer,
      unit: 'kbit/s',
      working: [
        `${bytes} bytes × 8 = ${bytes * 8} bits in each round trip`,
        `${bytes * 8} bits ÷ ${rttMs} ms = ${answer} bits per ms, which is ${answer} kbit/s`,
      ],
      wrong: [
        {
          number: bytes / rttMs,
          misconception: 'Bytes and bits are the same',
          why: 'The window counts bytes, the rate bits. A factor of 8 is missing.',
        },
        {
          number: (2 * bytes * 8) / rttMs,
          misconception: 'A window is confirmed in half a round trip',
          why: 'The data travels there and the ACK back: a whole round trip passes.',
        },
        {
          number: bytes * 8 * rttMs,
          misconception: 'A longer round trip makes a window faster',
          why: 'The longer the round trip, the fewer windows fit into a second: divide.',
        },
      ],
    }
  },
}
