/**
 * The decision process: RFC 4271 sections 9.1.1 and 9.1.2, with the changes of RFC 4456 section 9 (reflection) and RFC 5065
 * section 5.3 (confederations).
 */

import type { Ipv4 } from '../addr/ipv4'
import { lengthOfPath, neighbourOfPath } from './as-path'
import type { Route } from './route'

/** The rules in their order. `own`: a speaker's own route comes before what others tell it, as routers do it. */
const rules = [
  'next-hop',
  'own',
  'local-pref',
  'as-path',
  'origin',
  'med',
  'external',
  'igp-metric',
  'router-id',
  'cluster-list',
  'peer-address',
] as const

export type Rule = (typeof rules)[number]

/** Distance inside this AS to a NEXT_HOP, null when there is no way. */
export type IgpMetric = (nextHop: Ipv4) => number | null

export type Decision = {
  readonly best: Route | null
  /** the rule that left one route; null when there was none, or one from the start */
  readonly because: Rule | null
  /** the others, with the rule by which each fell out, in the order in which they fell */
  readonly lost: readonly { readonly route: Route; readonly because: Rule }[]
}

export const DEFAULT_LOCAL_PREF = 100

const ORIGINS = ['igp', 'egp', 'incomplete'] as const

/** Chooses one of the routes to one prefix. Loops and refused routes are taken out before (`import-route.ts`). */
export function decide(routes: readonly Route[], igpMetric: IgpMetric): Decision {
  let left = routes
  let because: Rule | null = null
  const lost: { route: Route; because: Rule }[] = []
  for (const rule of rules) {
    const kept = keep(rule, left, igpMetric)
    if (kept.length === left.length) continue
    for (const route of left) if (!kept.includes(route)) lost.push({ route, because: rule })
    left = kept
    because = rule
  }
  return { best: left[0] ?? null, because: left.length > 0 ? because : null, lost }
}

function keep(rule: Rule, routes: readonly Route[], igpMetric: IgpMetric): readonly Route[] {
  switch (rule) {
    case 'next-hop':
      return routes.filter(({ from, attributes }) => !from || igpMetric(attributes.nextHop) !== null)
    case 'own':
      return lowest(routes, ({ from }) => (from ? 1 : 0))
    case 'local-pref':
      return lowest(routes, ({ attributes }) => -(attributes.localPref ?? DEFAULT_LOCAL_PREF))
    case 'as-path':
      return lowest(routes, ({ attributes }) => lengthOfPath(attributes.asPath))
    case 'origin':
      return lowest(routes, ({ attributes }) => ORIGINS.indexOf(attributes.origin))
    case 'med':
      return withLowestMed(routes)
    case 'external':
      return lowest(routes, ({ from }) => (from && from.kind !== 'ebgp' ? 1 : 0))
    case 'igp-metric':
      return lowest(routes, ({ attributes }) => igpMetric(attributes.nextHop) ?? 0)
    case 'router-id':
      return lowest(routes, ({ attributes, from }) => attributes.originatorId ?? from?.routerId ?? 0)
    case 'cluster-list':
      return lowest(routes, ({ attributes }) => attributes.clusterList.length)
    case 'peer-address':
      return lowest(routes, ({ from }) => from?.address ?? 0)
  }
}

function lowest(routes: readonly Route[], value: (route: Route) => number): readonly Route[] {
  const least = Math.min(...routes.map(value))
  return routes.filter((route) => value(route) === least)
}

/** Compared only among routes that came in from the same neighbouring AS; a route without one counts as 0. */
function withLowestMed(routes: readonly Route[]): readonly Route[] {
  const medOf = ({ attributes }: Route) => attributes.med ?? 0
  const neighbourOf = ({ attributes }: Route) => neighbourOfPath(attributes.asPath)
  return routes.filter(
    (route) =>
      !routes.some((other) => neighbourOf(other) === neighbourOf(route) && medOf(other) < medOf(route)),
  )
}
