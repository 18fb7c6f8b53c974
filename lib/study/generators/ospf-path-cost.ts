import { pick, wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

const FROM = 'A'
const TO = 'D'

/** Four routers A to D, five links with costs, one of which fails: the cost of the shortest path that is left (RFC 2328, 16.1). */
export const ospfPathCost: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const cost = () => wholeNumber(random, 1, 9) * 5
    const links = ['AB', 'BD', 'AC', 'CD', 'BC'].map((name) => ({ name, cost: cost() }))
    const before = pathsOf(links)
    const best = before.reduce((least, path) => (path.cost < least.cost ? path : least))
    const failed = pick(random, best.links)
    const after = pathsOf(links.filter(({ name }) => name !== failed))
    const answer = Math.min(...after.map((path) => path.cost))
    const wrong = [
      {
        number: best.cost,
        misconception: 'The old path is still used',
        why: `It went over ${failed[0]}–${failed[1]}, which has failed.`,
      },
      ...after
        .filter((path) => path.cost !== answer)
        .map((path) => ({
          number: path.cost,
          misconception: 'Any path that is left will do',
          why: `${path.routers} costs ${path.cost}, and another path costs less.`,
        })),
      {
        number: Math.min(...after.map((path) => path.links.length)),
        misconception: 'The cost is the number of links',
        why: 'OSPF adds up the costs of the links.',
      },
    ]
    return {
      given: [
        ...links.map((link) => ({ name: `${link.name[0]}–${link.name[1]}`, value: `cost ${link.cost}` })),
        { name: 'fails', value: `${failed[0]}–${failed[1]}` },
        { name: 'asked for', value: `the cost from ${FROM} to ${TO}` },
      ],
      answer,
      working: [
        ...after.map((path) => `${path.routers}: ${path.costs.join(' + ')} = ${path.cost}`),
        `The smallest = ${answer}`,
      ],
      wrong: wrong.filter(
        ({ number }, index) =>
          number !== answer && wrong.findIndex((each) => each.number === number) === index,
      ),
    }
  },
}

type Path = {
  readonly routers: string
  readonly links: readonly string[]
  readonly costs: readonly number[]
  readonly cost: number
}

/** Every way from A to D that passes no router twice. */
function pathsOf(links: readonly { readonly name: string; readonly cost: number }[]): Path[] {
  const costOf = (a: string, b: string) => links.find(({ name }) => name === a + b || name === b + a) ?? null
  return ['ABD', 'ACD', 'ABCD', 'ACBD'].flatMap((routers): Path[] => {
    const used = [...routers].slice(1).map((router, index) => costOf(routers[index] as string, router))
    if (used.some((link) => link === null)) return []
    const there = used.filter((link) => link !== null)
    const costs = there.map(({ cost }) => cost)
    return [
      {
        routers: [...routers].join('–'),
        links: there.map(({ name }) => name),
        costs,
        cost: costs.reduce((sum, each) => sum + each, 0),
      },
    ]
  })
}
