import { wholeNumber } from '../seeded-random'
import { type Generator, oneOf, onlyParams } from './generated'

type Asked = { readonly design: 'mesh' | 'reflectors'; readonly count: 'sessions' | 'statements' }

/**
 * iBGP sessions of an AS, or the neighbour statements for them. Params: `design`, `mesh` (default) or `reflectors` (RFC 4456: every
 * client has a session with each reflector, reflectors are meshed); `count`, `sessions` (default) or `statements`.
 */
export const ibgpSessions: Generator<Asked> = {
  readParams(params) {
    onlyParams(params, ['design', 'count'])
    return {
      design: oneOf(params, 'design', ['mesh', 'reflectors']),
      count: oneOf(params, 'count', ['sessions', 'statements']),
    }
  },

  make(random, { design, count }) {
    const routers = wholeNumber(random, 6, 40)
    const times = count === 'statements' ? 2 : 1
    const reflectors = design === 'reflectors' ? wholeNumber(random, 2, 3) : 0
    const clients = routers - reflectors
    const mesh = (routers * (routers - 1)) / 2
    const among = (reflectors * (reflectors - 1)) / 2
    const sessions = design === 'mesh' ? mesh : clients * reflectors + among
    const double =
      times === 2 ? [`Each session is written down at both ends: 2 × ${sessions} = ${2 * sessions}.`] : []
    const wrong = {
      mesh: [
        {
          number: times === 2 ? mesh : routers * (routers - 1),
          misconception:
            times === 2 ? 'A session needs one statement' : 'Every pair is counted from both ends',
          why:
            times === 2 ? 'Each of the two routers has one.' : 'One session serves both routers of a pair.',
        },
        {
          number: routers * times,
          misconception: 'Every router has one session',
          why: 'In a full mesh each has one with every other.',
        },
      ],
      reflectors: [
        {
          number: clients * reflectors * times,
          misconception: 'Reflectors need no session with each other',
          why: 'They are non-clients of each other, and a route from a non-client reaches only clients.',
        },
        {
          number: routers * reflectors * times,
          misconception: 'Reflectors are counted as their own clients',
          why: `Only ${clients} of the ${routers} routers are clients.`,
        },
        {
          number: mesh * times,
          misconception: 'Reflectors come on top of a full mesh',
          why: 'Clients have no sessions with each other.',
        },
      ],
    }[design]
    return {
      given: [
        { name: 'Routers', value: String(routers) },
        ...(design === 'reflectors' ? [{ name: 'Of them reflectors', value: String(reflectors) }] : []),
      ],
      answer: sessions * times,
      working:
        design === 'mesh'
          ? [`Pairs: ${routers} × ${routers - 1} ÷ 2 = ${mesh}.`, ...double]
          : [
              `Clients: ${routers} − ${reflectors} = ${clients}, each with ${reflectors} sessions: ${clients} × ${reflectors} = ${clients * reflectors}.`,
              `With those between the reflectors: ${clients * reflectors} + ${among} = ${sessions}.`,
              ...double,
            ],
      wrong,
    }
  },
}
