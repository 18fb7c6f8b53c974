import { type Generator, onlyParams } from './generated'
import { givenOf, linesOf, makeRoutes } from './made-routes'

/** How many entries of a routing table match a destination; the default route is one of them. */
export const routeMatches: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const made = makeRoutes(random)
    const answer = made.entries.filter(({ matches }) => matches).length
    const wrong = [
      {
        number: answer - 1,
        misconception: 'The default route is not counted',
        why: '`default` is 0.0.0.0/0: it compares no bit, and therefore matches every destination.',
      },
      {
        number: made.entries.length,
        misconception: 'A network that looks alike matches',
        why: 'One number that is a little different is enough: the bits up to the prefix length have to be the same.',
      },
      {
        number: 1,
        misconception: 'Only the winner matches',
        why: 'Several entries may match. The longest of them wins.',
      },
    ]
    return {
      given: givenOf(made),
      answer,
      working: [
        ...linesOf(made),
        `${made.entries.map(({ matches }) => (matches ? 1 : 0)).join(' + ')} = ${answer} entries match.`,
      ],
      wrong: wrong.filter(
        ({ number }, index) =>
          number !== answer && wrong.findIndex((each) => each.number === number) === index,
      ),
    }
  },
}
