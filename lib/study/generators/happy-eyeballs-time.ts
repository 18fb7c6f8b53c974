import { pick, wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

/**
 * When a connection stands that is tried by IPv6 first and by IPv4 after a head start (RFC 8305 section 5): the SYN-ACK of the one
 * that is quicker. A refusal starts the other at once. No params.
 */
export const happyEyeballsTime: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const head = pick(random, [200, 250, 300])
    const rtt4 = wholeNumber(random, 5, 45) * 2
    const kind = pick(random, ['answers', 'slow', 'dropped', 'refused'] as const)
    const rtt6 = {
      answers: wholeNumber(random, 5, 90) * 2,
      slow: head + rtt4 + wholeNumber(random, 10, 150) * 2,
      dropped: 0,
      refused: wholeNumber(random, 5, 45) * 2,
    }[kind]
    const answer = { answers: rtt6, slow: head + rtt4, dropped: head + rtt4, refused: rtt6 + rtt4 }[kind]
    const way6 = {
      answers: `answers after ${rtt6} ms`,
      slow: `answers after ${rtt6} ms`,
      dropped: 'drops every SYN',
      refused: `refuses with RST after ${rtt6} ms`,
    }[kind]
    return {
      given: [
        { name: 'IPv6', value: way6 },
        { name: 'IPv4', value: `answers after ${rtt4} ms` },
        { name: 'head start of IPv6', value: `${head} ms` },
      ],
      answer,
      unit: 'ms',
      working: workingOf(kind, { rtt4, rtt6, head, answer }),
      wrong: [
        {
          number: rtt4,
          misconception: 'Both start at the same time',
          why: 'IPv4 waits for the head start, or until IPv6 has failed.',
        },
        {
          number: head + rtt4,
          misconception: 'IPv4 always waits for the whole head start',
          why: 'It waits only as long as IPv6 has neither answered nor refused.',
        },
        {
          number: rtt6,
          misconception: 'IPv6 wins, however late it answers',
          why: 'The first connection that stands is taken.',
        },
        {
          number: head + rtt4 + rtt6,
          misconception: 'IPv4 starts after IPv6 has ended',
          why: 'After the head start both are under way.',
        },
        {
          number: head,
          misconception: 'The head start is the whole wait',
          why: 'After it the SYN of IPv4 leaves, and its answer takes a round trip.',
        },
      ],
    }
  },
}

type Times = { readonly rtt4: number; readonly rtt6: number; readonly head: number; readonly answer: number }

function workingOf(
  kind: 'answers' | 'slow' | 'dropped' | 'refused',
  { rtt4, rtt6, head, answer }: Times,
): string[] {
  switch (kind) {
    case 'answers':
      return [
        `${rtt6} ms is less than the head start of ${head} ms: IPv4 is never tried.`,
        `One round trip by IPv6 = ${answer} ms`,
      ]
    case 'slow':
      return [
        `IPv6 would answer at ${rtt6} ms. IPv4 starts at ${head} ms and answers before that.`,
        `${head} + ${rtt4} = ${answer} ms`,
      ]
    case 'dropped':
      return [`IPv6 says nothing, so IPv4 starts at ${head} ms: ${head} + ${rtt4} = ${answer} ms`]
    case 'refused':
      return [`The refusal starts IPv4 at ${rtt6} ms: ${rtt6} + ${rtt4} = ${answer} ms`]
  }
}
