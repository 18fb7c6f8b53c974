import type { Prefix4 } from '../addr/prefix'
import { pathContains } from './as-path'
import { DEFAULT_LOCAL_PREF } from './decide'
import { clusterIdOf, type Neighbour, publicAs, type Speaker } from './network'
import type { Attributes, Relation, Route } from './route'
import { type OriginState, originStateOf, type Roa } from './validate-origin'

/** Why a route that arrived may not be chosen. */
export type Refusal =
  | 'loop.as-path'
  | 'loop.originator-id'
  | 'loop.cluster-list'
  | 'policy.none'
  | 'leak.only-to-customer'
  | 'origin.invalid'

/** A route as it stands in Adj-RIB-In: with what its policy made of it. */
export type Heard = {
  readonly route: Route
  readonly refused: Refusal | null
  readonly originState: OriginState
}

/** What most networks do: a customer pays, a peer is free, a provider costs. The numbers are this course's. */
const LOCAL_PREF_OF: Readonly<Record<Relation, number>> = { customer: 200, peer: 150, provider: 100 }

/**
 * A route that arrives from a neighbour: loops (RFC 4271, 9.1.2; RFC 4456, 8; RFC 5065, 4), policy, roles (RFC 9234, 5), origin
 * validation, and the local preference that this speaker gives it.
 */
export function importRoute(
  own: Speaker,
  neighbour: Neighbour,
  prefix: Prefix4,
  sent: Attributes,
  roas: readonly Roa[],
): Heard {
  const attributes = neighbour.kind === 'ebgp' ? fromOutside(own, neighbour, sent) : sent
  const { speaker, kind, mine } = neighbour
  const from = {
    peer: speaker.id,
    kind,
    relation: relationOf(neighbour),
    client: mine.client,
    routerId: speaker.routerId,
    address: speaker.routerId,
  }
  const originState = originStateOf(roas, prefix, attributes.asPath, publicAs(own))
  const refused =
    loopIn(own, neighbour, sent) ??
    (kind === 'ebgp' ? refusedByPolicy(own, neighbour, sent) : null) ??
    (kind === 'ebgp' && own.validates && originState === 'invalid' ? 'origin.invalid' : null)
  return { route: { prefix, attributes, from }, refused, originState }
}

/** Null inside an AS, and where policy knows no relation. */
export function relationOf({ kind, mine: { policy } }: Neighbour): Relation | null {
  return kind !== 'ebgp' || policy === 'any' || policy === 'none' ? null : policy
}

function loopIn(own: Speaker, { kind }: Neighbour, sent: Attributes): Refusal | null {
  if (kind !== 'ibgp' && (pathContains(sent.asPath, own.as) || pathContains(sent.asPath, publicAs(own))))
    return 'loop.as-path'
  if (sent.originatorId === own.routerId) return 'loop.originator-id'
  return sent.clusterList.includes(clusterIdOf(own)) ? 'loop.cluster-list' : null
}

function refusedByPolicy(own: Speaker, neighbour: Neighbour, sent: Attributes): Refusal | null {
  if (neighbour.mine.policy === 'none') return 'policy.none'
  if (!own.roles || sent.onlyToCustomer === null) return null
  const relation = relationOf(neighbour)
  const leaked =
    relation === 'customer' || (relation === 'peer' && sent.onlyToCustomer !== publicAs(neighbour.speaker))
  return leaked ? 'leak.only-to-customer' : null
}

function fromOutside(own: Speaker, neighbour: Neighbour, sent: Attributes): Attributes {
  const relation = relationOf(neighbour)
  const marks = own.roles && (relation === 'provider' || relation === 'peer')
  return {
    ...sent,
    localPref: relation ? LOCAL_PREF_OF[relation] : DEFAULT_LOCAL_PREF,
    originatorId: null,
    clusterList: [],
    onlyToCustomer: sent.onlyToCustomer ?? (marks ? publicAs(neighbour.speaker) : null),
  }
}
