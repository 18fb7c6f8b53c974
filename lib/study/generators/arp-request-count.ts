import { wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

/** How many ARP requests a host sends that talks to some neighbours and to some hosts elsewhere, with an empty cache. No params. */
export const arpRequestCount: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const near = wholeNumber(random, 2, 9)
    const far = wholeNumber(random, 2, 30)
    const pings = wholeNumber(random, 2, 5)
    const answer = near + 1
    return {
      given: [
        { name: 'hosts on the same network', value: String(near) },
        { name: 'hosts on other networks', value: String(far) },
        { name: 'pings to each', value: `${pings}, one right after the other` },
        { name: 'ARP cache at the start', value: 'empty; everybody answers' },
      ],
      answer,
      working: [
        `Each of the ${near} neighbours is asked for once: the entry then serves all ${pings} pings.`,
        `All ${far} other hosts share one next hop, the gateway: one request.`,
        `${near} + 1 = ${answer}`,
      ],
      wrong: [
        {
          number: near + far,
          misconception: 'ARP asks for the destination, wherever it is',
          why: 'A host elsewhere cannot hear the request. Its packets go to the gateway, whose entry they share.',
        },
        {
          number: near,
          misconception: 'Remote traffic needs no MAC address',
          why: 'The frame to the gateway needs the gateway’s MAC address.',
        },
        {
          number: near + 2,
          misconception: 'The answers are counted too',
          why: 'A reply is not a request, and there is one reply for each.',
        },
        {
          number: (near + far) * pings,
          misconception: 'Every packet is preceded by a question',
          why: 'The answer is kept: that is what the cache is for.',
        },
        {
          number: (near + 1) * pings,
          misconception: 'Every packet is preceded by a question',
          why: 'The answer is kept: that is what the cache is for.',
        },
      ],
    }
  },
}
