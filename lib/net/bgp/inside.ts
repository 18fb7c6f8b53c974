import type { Ipv4 } from '../addr/ipv4'
import { type Prefix4, prefix4 } from '../addr/prefix'
import { formatAsPath } from './as-path'
import {
  kindBetween,
  type Network,
  neighboursOf,
  type Session,
  type SessionEnd,
  type Speaker,
} from './network'
import { type Moment, runBgp } from './run'

/** How the routers of one AS tell each other what they heard: RFC 4271 section 9.2, RFC 4456, RFC 5065. */
export type Design = 'mesh' | 'hub' | 'reflectors' | 'confederation'

/**
 * `groups`: reflectors (of `reflectors`), members (of `confederation`); else without meaning. `entryIsClient`: of reflectors,
 * whether the router that hears the route from outside is their client.
 */
export type InsidePlan = {
  readonly design: Design
  readonly routers: number
  readonly groups: number
  readonly entryIsClient: boolean
}

export type Inside = {
  readonly network: Network
  /** names of the AS's own routers, reflectors or the hub first */
  readonly routers: readonly string[]
  /** sessions within the AS, the sessions between members included */
  readonly sessions: readonly Session[]
  /** the router that hears the route from outside */
  readonly entry: string
  readonly moments: readonly Moment[]
}

export const FEWEST_ROUTERS = 4
export const MOST_ROUTERS = 16
export const MOST_GROUPS = 4

const OWN_AS = 64500
const FIRST_MEMBER = 65001 // private use: RFC 6996
const BEFORE = 'AS 64496'
export const AFTER = 'AS 64511'
const PREFIX: Prefix4 = prefix4(0xcb007100 as Ipv4, 24)
const FIRST_ROUTER_ID = 0xc0000201 // 192.0.2.1
const HOP_US = 1000

/** Builds the AS, lets a neighbouring AS announce 203.0.113.0/24 to one of its routers, and runs until all is quiet. */
export function runInside(plan: InsidePlan): Inside {
  const { design, routers: count, groups } = plan
  const member = (at: number) => (design === 'confederation' ? Math.floor((at * groups) / count) : 0)
  const first = design === 'reflectors' ? groups : design === 'hub' ? 1 : 0
  const routers = Array.from({ length: count }, (_, at) => nameOf(design, at, first))
  const speakers = routers.map((id, at): Speaker => {
    const confederation = design === 'confederation' ? OWN_AS : null
    const as = confederation === null ? OWN_AS : FIRST_MEMBER + member(at)
    return speaker(id, as, FIRST_ROUTER_ID + at, confederation)
  })
  const sessions = pairsOf(plan, member, first).map(([a, b]): Session => {
    const isClient = b > first || (b === first && plan.entryIsClient)
    const reflects = design === 'reflectors' && a < first && isClient
    return { ends: [end(routers[a], reflects), end(routers[b], false)], delayUs: HOP_US }
  })
  const entry = routers[first]
  const exit = routers[count - 1]
  const network: Network = {
    speakers: [
      ...speakers,
      speaker(BEFORE, 64496, FIRST_ROUTER_ID + 200, null),
      speaker(AFTER, 64511, FIRST_ROUTER_ID + 201, null),
    ],
    sessions: [
      ...sessions,
      { ends: [end(BEFORE, false), end(entry, false)], delayUs: HOP_US },
      { ends: [end(exit, false), end(AFTER, false)], delayUs: HOP_US },
    ],
    roas: [],
  }
  const moments = runBgp(network, [{ do: 'announce', atUs: 0, speaker: BEFORE, prefix: PREFIX, asPath: [] }])
  return { network, routers, sessions, entry, moments }
}

function nameOf(design: Design, at: number, first: number): string {
  if (design === 'reflectors' && at < first) return `RR${at + 1}`
  if (design === 'hub' && at === 0) return 'Hub'
  return `R${at - first + 1}`
}

/** Which routers have a session, by their places. */
function pairsOf(
  { design, routers, groups }: InsidePlan,
  member: (at: number) => number,
  first: number,
): readonly (readonly [number, number])[] {
  const all = Array.from({ length: routers }, (_, a) => a).flatMap((a) =>
    Array.from({ length: routers - a - 1 }, (_, i) => [a, a + 1 + i] as const),
  )
  switch (design) {
    case 'mesh':
      return all
    case 'hub':
    case 'reflectors':
      return all.filter(([a]) => a < first)
    case 'confederation': {
      const places = Array.from({ length: routers }, (_, at) => at)
      const heads = Array.from({ length: groups }, (_, group) =>
        places.findIndex((at) => member(at) === group),
      )
      // a ring of members; two members need one session
      const ring = heads.slice(0, groups > 2 ? groups : groups - 1).map((_, group) => {
        const next = heads[(group + 1) % groups]
        const last = (group + 1 < groups ? next : routers) - 1
        return [Math.min(last, next), Math.max(last, next)] as const
      })
      return [...all.filter(([a, b]) => member(a) === member(b)), ...ring]
    }
  }
}

function speaker(id: string, as: number, routerId: number, confederation: number | null): Speaker {
  const address = routerId as Ipv4
  return { id, as, confederation, routerId: address, clusterId: null, validates: false, roles: false }
}

function end(name: string, client: boolean): SessionEnd {
  return { speaker: name, policy: 'any', client, leaks: false, prepend: 0 }
}

/** The routers that have a route at the end. */
export function routersWithRoute({ routers, moments }: Inside): readonly string[] {
  const states = moments.at(-1)?.states
  return routers.filter((id) => (states?.get(id)?.locRib.size ?? 0) > 0)
}

/** The AS path that the neighbouring AS behind the last router sees; null when it hears nothing. */
export function pathOutside({ moments }: Inside): string | null {
  const [decision] = moments.at(-1)?.states.get(AFTER)?.locRib.values() ?? []
  return decision?.best ? formatAsPath(decision.best.attributes.asPath) : null
}

/** Sessions by kind, from the network as it was built. */
export function countSessions({ network, sessions }: Inside): {
  readonly total: number
  readonly betweenMembers: number
  readonly statements: number
} {
  const kinds = sessions.map(({ ends: [a, b] }) =>
    kindBetween(
      network.speakers.find(({ id }) => id === a.speaker) as Speaker,
      network.speakers.find(({ id }) => id === b.speaker) as Speaker,
    ),
  )
  // each of the two routers has a line for the other in its configuration
  const statements = network.speakers
    .filter(({ id }) => id !== BEFORE && id !== AFTER)
    .reduce(
      (sum, { id }) =>
        sum +
        neighboursOf(network, id).filter(({ speaker }) => speaker.id !== BEFORE && speaker.id !== AFTER)
          .length,
      0,
    )
  return {
    total: sessions.length,
    betweenMembers: kinds.filter((kind) => kind === 'confed').length,
    statements,
  }
}
