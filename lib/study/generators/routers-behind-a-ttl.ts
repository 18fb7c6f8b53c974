import { pick, wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

/** Where systems begin: IANA recommends 64 (ip-parameters), Windows begins at 128, much network equipment at 255. */
const STARTS = [64, 128, 255] as const

/**
 * How many routers an answer has crossed, from the TTL that ping prints (RFC 1812 section 5.3.1: each takes off one). The TTL
 * lies so close under one of the usual starts that only one is likely.
 */
export const routersBehindATtl: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const start = pick(random, STARTS)
    const routers = wholeNumber(random, 3, 22)
    const ttl = start - routers
    const next = start === 64 ? 128 : 255
    return {
      given: [{ name: 'ping prints', value: `ttl=${ttl}` }],
      answer: routers,
      unit: 'routers',
      working: [
        `The lowest usual start that is not below ${ttl} is ${start}.`,
        `${start} − ${ttl} = ${routers} routers, on the way back.`,
      ],
      wrong: [
        {
          number: ttl,
          misconception: 'The TTL is the number of routers crossed',
          why: 'It is what was left. Take it from the start.',
        },
        {
          number: Math.abs(64 - ttl),
          misconception: 'Every system begins at 64',
          why: 'An answer cannot arrive with more than it began with.',
        },
        {
          number: next - ttl,
          misconception: 'The answer began at the next higher start',
          why: `That would be ${next - ttl} routers. The lower start is possible, and far more likely.`,
        },
        {
          number: routers - 1,
          misconception: 'The last router takes nothing off',
          why: 'Each router that forwards the packet takes off one; the two ends do not.',
        },
      ],
    }
  },
}
