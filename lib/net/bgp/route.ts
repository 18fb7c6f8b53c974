import type { Ipv4 } from '../addr/ipv4'
import type { Prefix4 } from '../addr/prefix'
import type { AsPath } from './as-path'

/** What the other end of an eBGP session is to this one: RFC 9234 section 3. */
export type Relation = 'customer' | 'peer' | 'provider'

/** To another AS, within one AS, or between two members of a confederation. */
export type SessionKind = 'ebgp' | 'ibgp' | 'confed'

export type Origin = 'igp' | 'egp' | 'incomplete'

/** The path attributes of a route: RFC 4271 section 5, RFC 4456 section 8, RFC 9234 section 5. */
export type Attributes = {
  readonly origin: Origin
  readonly asPath: AsPath
  readonly nextHop: Ipv4
  /** MULTI_EXIT_DISC */
  readonly med: number | null
  readonly localPref: number | null
  readonly originatorId: Ipv4 | null
  /** last reflector first */
  readonly clusterList: readonly Ipv4[]
  /** Only to Customer: the AS that set it */
  readonly onlyToCustomer: number | null
}

/** Who a route was learned from. `client`: that speaker is a client of the one that learned it. */
type Learned = {
  readonly peer: string
  readonly kind: SessionKind
  readonly relation: Relation | null
  readonly client: boolean
  readonly routerId: Ipv4
  readonly address: Ipv4
}

/** A route in a speaker's hands; `from` is null for its own. */
export type Route = {
  readonly prefix: Prefix4
  readonly attributes: Attributes
  readonly from: Learned | null
}

/** Attributes of a route that this speaker originates. */
export function ownAttributes(nextHop: Ipv4, asPath: AsPath = []): Attributes {
  return {
    origin: 'igp',
    asPath,
    nextHop,
    med: null,
    localPref: null,
    originatorId: null,
    clusterList: [],
    onlyToCustomer: null,
  }
}
