import { prependAs, withoutMembers } from './as-path'
import { DEFAULT_LOCAL_PREF } from './decide'
import { relationOf } from './import-route'
import { clusterIdOf, type Neighbour, publicAs, type Speaker } from './network'
import type { Attributes, Route } from './route'

/** Why a chosen route is not told to a neighbour. */
export type Withheld =
  | 'back' // it came from that neighbour
  | 'ibgp' // heard in this AS, and this speaker reflects nothing (RFC 4271, 9.2)
  | 'reflect.non-client' // between two non-clients (RFC 4456, 6)
  | 'reflect.originator' // the neighbour put it into this AS
  | 'policy.valley' // from a provider or peer to a provider or peer
  | 'policy.none'
  | 'only-to-customer'

export type Exported =
  | { readonly told: true; readonly attributes: Attributes }
  | { readonly told: false; readonly because: Withheld }

/**
 * What a neighbour is told of a chosen route, or why it is not. Inside: RFC 4271 section 9.2 and the two rules of RFC 4456
 * section 6. Outside: one's own and one's customers' routes go to everybody, all others to customers alone.
 * `reflects`: this speaker has clients.
 */
export function exportRoute(own: Speaker, reflects: boolean, route: Route, to: Neighbour): Exported {
  const because = withheldFrom(own, reflects, route, to)
  return because ? { told: false, because } : { told: true, attributes: attributesFor(own, route, to) }
}

function withheldFrom(own: Speaker, reflects: boolean, route: Route, to: Neighbour): Withheld | null {
  if (route.from?.peer === to.speaker.id) return 'back'
  if (to.kind === 'ebgp') return withheldOutside(own, route, to)
  if (to.kind === 'ibgp' && route.from?.kind === 'ibgp') {
    if (!reflects) return 'ibgp'
    if (!route.from.client && !to.mine.client) return 'reflect.non-client'
    if (route.attributes.originatorId === to.speaker.routerId) return 'reflect.originator'
  }
  return null
}

function withheldOutside(own: Speaker, route: Route, to: Neighbour): Withheld | null {
  if (to.mine.policy === 'none') return 'policy.none'
  if (to.mine.leaks) return null
  const relation = relationOf(to)
  if (relation === null || relation === 'customer') return null
  if (own.roles && route.attributes.onlyToCustomer !== null) return 'only-to-customer'
  const learned = route.from?.relation ?? null
  return learned === 'provider' || learned === 'peer' ? 'policy.valley' : null
}

function attributesFor(own: Speaker, { attributes, from }: Route, to: Neighbour): Attributes {
  if (to.kind === 'ebgp') return outside(own, attributes, to)
  const inside = { ...attributes, localPref: attributes.localPref ?? DEFAULT_LOCAL_PREF }
  if (to.kind === 'confed') {
    // NEXT_HOP, MED and LOCAL_PREF stay; reflection is a matter of one member AS
    const asPath = prependAs(attributes.asPath, own.as, 1, 'confed-sequence')
    return { ...inside, asPath, originatorId: null, clusterList: [] }
  }
  if (from?.kind !== 'ibgp') return inside
  return {
    ...inside,
    originatorId: attributes.originatorId ?? from.routerId,
    clusterList: [clusterIdOf(own), ...attributes.clusterList],
  }
}

function outside(own: Speaker, attributes: Attributes, to: Neighbour): Attributes {
  const relation = relationOf(to)
  const marks = own.roles && (relation === 'customer' || relation === 'peer')
  return {
    origin: attributes.origin,
    asPath: prependAs(withoutMembers(attributes.asPath), publicAs(own), 1 + to.mine.prepend),
    nextHop: own.routerId,
    med: null,
    localPref: null,
    originatorId: null,
    clusterList: [],
    onlyToCustomer: attributes.onlyToCustomer ?? (marks ? publicAs(own) : null),
  }
}
