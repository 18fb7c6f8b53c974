import { pick } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

const FIRST = 1024
const ALL = 65536

/** How many ports each subscriber gets of a shared address, in equal fixed blocks (as in RFC 7422). No params. */
export const natPortShare: Generator<Record<string, never>> = {
  readParams(params) {
    onlyParams(params, [])
    return {}
  },

  make(random) {
    const subscribers = pick(random, [12, 24, 48, 50, 64, 96, 100, 120, 200, 256])
    const usable = ALL - FIRST
    const answer = Math.floor(usable / subscribers)
    return {
      given: [{ name: 'Subscribers on one address', value: String(subscribers) }],
      answer,
      working: [
        `Ports from ${FIRST} to ${ALL - 1}: ${ALL} − ${FIRST} = ${usable}.`,
        `${usable} ÷ ${subscribers} = ${Math.floor((usable / subscribers) * 100) / 100}, rounded down: ${answer}.`,
      ],
      wrong: [
        {
          number: Math.floor(ALL / subscribers),
          misconception: 'All 65,536 ports are given out',
          why: `The ports below ${FIRST} are left out.`,
        },
        {
          number: Math.ceil(usable / subscribers),
          misconception: 'What is left over makes another port for each',
          why: 'A part of a port cannot be given to anybody: round down.',
        },
        {
          number: usable,
          misconception: 'Every subscriber has all ports of the address',
          why: 'They share the address, so they share its ports.',
        },
      ],
    }
  },
}
