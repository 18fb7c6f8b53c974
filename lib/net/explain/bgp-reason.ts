import { formatIpv4 } from '../addr/ipv4'
import { lengthOfPath } from '../bgp/as-path'
import { DEFAULT_LOCAL_PREF, type Rule } from '../bgp/decide'
import type { Withheld } from '../bgp/export-route'
import type { Refusal } from '../bgp/import-route'
import type { Route } from '../bgp/route'

/** Why the one route was taken and the other left, in a few words with both values: "shorter AS path, 2 against 3". */
export function preferenceText(rule: Rule, taken: Route, left: Route): string {
  const against = (what: string, value: (route: Route) => number | string) =>
    `${what}, ${value(taken)} against ${value(left)}`
  switch (rule) {
    case 'next-hop':
      return 'the next hop of the other cannot be reached'
    case 'own':
      return 'its own prefix'
    case 'local-pref':
      return against(
        'higher local preference',
        ({ attributes }) => attributes.localPref ?? DEFAULT_LOCAL_PREF,
      )
    case 'as-path':
      return against('shorter AS path', ({ attributes }) => lengthOfPath(attributes.asPath))
    case 'origin':
      return against('lower ORIGIN', ({ attributes }) => attributes.origin)
    case 'med':
      return against('lower MED', ({ attributes }) => attributes.med ?? 0)
    case 'external':
      return 'heard from another AS, not from inside'
    case 'igp-metric':
      return 'the nearer next hop'
    case 'router-id':
      return against('lower BGP Identifier', identifierOf)
    case 'cluster-list':
      return against('shorter CLUSTER_LIST', ({ attributes }) => attributes.clusterList.length)
    case 'peer-address':
      return against('lower address of the neighbour', ({ from }) => (from ? formatIpv4(from.address) : ''))
  }
}

function identifierOf({ attributes, from }: Route): string {
  const id = attributes.originatorId ?? from?.routerId ?? null
  return id === null ? '' : formatIpv4(id)
}

/** Why a route that arrived is dropped, as the end of "It drops the route: …". */
export function refusalText(refused: Refusal): string {
  return REFUSALS[refused]
}

const REFUSALS: Readonly<Record<Refusal, string>> = {
  'loop.as-path': 'its own AS number is in the path',
  'loop.originator-id': 'ORIGINATOR_ID is its own',
  'loop.cluster-list': 'its own cluster is in CLUSTER_LIST',
  'policy.none': 'this session has no policy, and without one nothing passes',
  'leak.only-to-customer': 'it is marked Only to Customer, and yet a customer or a peer sends it: a leak',
  'origin.invalid': 'ROAs cover this prefix, and none of them allows this origin with this length',
}

/** Why a neighbour is not told, as a whole clause about the neighbours that are named before it. */
export function withheldText(because: Withheld): string {
  return WITHHELD[because]
}

const WITHHELD: Readonly<Record<Withheld, string>> = {
  back: 'the route came from there',
  ibgp: 'heard inside the AS, and passed on to nobody inside it',
  'reflect.non-client': 'from a non-client, so not to non-clients (rule 1)',
  'reflect.originator': 'that router put it into the AS',
  'policy.valley': 'only customers are told what a provider or a peer has told',
  'policy.none': 'this session has no policy',
  'only-to-customer': 'marked Only to Customer',
}
