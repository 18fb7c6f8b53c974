import { type Generator, onlyParams } from './generated'
import { givenOf, linesOf, makeRoutes, nameOf } from './made-routes'

/** Longest prefix match: which gateway gets the packet, by the last number of its address. */
export const routeGateway: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const made = makeRoutes(random)
    const matching = made.entries.filter(({ matches }) => matches)
    const winner = matching.reduce((best, each) => (each.prefix.bits > best.prefix.bits ? each : best))
    return {
      given: [...givenOf(made), { name: 'asked for', value: 'the last number of the gateway’s address' }],
      answer: winner.gateway,
      working: [
        ...linesOf(made),
        `The longest that matches is \`${nameOf(winner.prefix)}\`, via 192.168.1.${winner.gateway}: last number = ${winner.gateway}.`,
      ],
      wrong: made.entries
        .filter((entry) => entry !== winner)
        .map(({ prefix, gateway, matches }) => ({
          number: gateway,
          misconception: matches
            ? 'Any entry that matches will do'
            : 'The most specific entry wins, whether it matches or not',
          why: matches
            ? `${nameOf(prefix)} matches, and ${nameOf(winner.prefix)} matches with more bits.`
            : `${nameOf(prefix)} does not hold the destination. Compare its first ${prefix.bits} bits.`,
        })),
    }
  },
}
