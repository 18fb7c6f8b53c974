import { pick, wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

/** traceroute(8): the first probe's destination port in the default mode. */
const FIRST_PORT = 33434

/** To which UDP port a probe of traceroute goes: one higher for each probe, hop after hop (traceroute(8), LIST OF METHODS). */
export const traceroutePort: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const perHop = pick(random, [1, 2, 3, 4])
    const ttl = wholeNumber(random, 2, 12)
    const nth = wholeNumber(random, 1, perHop)
    const before = (ttl - 1) * perHop + nth - 1
    const answer = FIRST_PORT + before
    return {
      given: [
        { name: 'command', value: `traceroute -q ${perHop} 198.51.100.80` },
        { name: 'TTL of the probe', value: String(ttl) },
        { name: 'which of the probes with this TTL', value: `number ${nth} of ${perHop}` },
      ],
      answer,
      working: [
        `Probes with a smaller TTL: (${ttl} − 1) × ${perHop} = ${(ttl - 1) * perHop}.`,
        `Before it with the same TTL: ${nth} − 1 = ${nth - 1}.`,
        `${FIRST_PORT} + ${before} = ${answer}`,
      ],
      wrong: [
        {
          number: answer + 1,
          misconception: 'The first probe goes to port 33435',
          why: 'The first probe goes to 33434 itself, so count the probes before this one.',
        },
        {
          number: FIRST_PORT + ttl - 1,
          misconception: 'All probes of a hop go to the same port',
          why: 'Each probe has a port of its own; that is how the answers are told apart.',
        },
        {
          number: FIRST_PORT + ttl * perHop + nth - 1,
          misconception: 'The first hop has TTL 0',
          why: 'The first probes have TTL 1.',
        },
        {
          number: FIRST_PORT,
          misconception: 'The port is always 33434',
          why: 'That is the first probe’s port. It goes up by one with each.',
        },
      ],
    }
  },
}
