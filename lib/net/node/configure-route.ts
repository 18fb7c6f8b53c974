import type { Prefix } from '../addr/prefix'
import type { Address } from './address'
import type { Machine } from './machine'
import { addRoute, chooseRoute, type NextHop, type Route, type RouteMetrics, type RouteType } from './route'

export type RouteRequest = {
  readonly type: RouteType
  readonly prefix: Prefix
  readonly via: Address | null
  readonly dev: string | null
  readonly metric: number | null
  readonly source: Address | null
  readonly mtu: number | null
  readonly metrics?: RouteMetrics
  /** several ways; `via` and `dev` are then null */
  readonly nextHops?: readonly {
    readonly via: Address | null
    readonly dev: string | null
    readonly weight: number
  }[]
}

/** What the kernel says to a route that it does not take; `ip` prints it. */
export type RouteRefusal =
  | 'Nexthop has invalid gateway.'
  | 'File exists'
  | 'Network is down'
  | 'No such process'
  | 'Invalid prefsrc address'

const METRIC6 = 1024 // IP6_RT_PRIO_USER

/** `ip route add` (or `replace`): the gateway has to be on a link of this machine, and the same route must not be there already. */
export function requestRoute(machine: Machine, request: RouteRequest, replace = false): RouteRefusal | null {
  const { prefix, source, metrics } = request
  const nextHops = request.nextHops && resolveHops(machine, request.nextHops)
  if (nextHops === null) return 'Nexthop has invalid gateway.'
  const via = nextHops ? nextHops[0].via : request.via
  if (nextHops) request = { ...request, dev: nextHops[0].dev }
  const dev = request.dev ?? (via === null ? null : linkOf(machine, via))
  if (via !== null && dev === null) return 'Nexthop has invalid gateway.'
  if (dev !== null && !machine.interfaces.get(dev)?.up) return 'Network is down'
  if (source !== null && !machine.local.has(source)) return 'Invalid prefsrc address'
  const metric = request.metric ?? (prefix.family === 4 ? 0 : METRIC6)
  const same = machine.routes.find((route) => isSame(route, prefix, metric))
  if (same && !replace && prefix.family === 4) return 'File exists'
  if (same && replace) machine.routes = machine.routes.filter((route) => route !== same)
  addRoute(machine, {
    prefix,
    type: request.type,
    via,
    dev,
    metric,
    source,
    protocol: 'static',
    mtu: request.mtu,
    ...(metrics && { metrics }),
    ...(nextHops && { nextHops }),
    expires: null,
  })
  return null
}

function resolveHops(
  machine: Machine,
  asked: NonNullable<RouteRequest['nextHops']>,
): readonly NextHop[] | null {
  const hops: NextHop[] = []
  for (const { via, dev, weight } of asked) {
    const found = dev ?? (via === null ? null : linkOf(machine, via))
    if (found === null) return null
    hops.push({ via, dev: found, weight })
  }
  return hops
}

/** The interface of a gateway that is a neighbour: its own route must need no gateway. */
function linkOf(machine: Machine, gateway: Address): string | null {
  const towards = chooseRoute(machine, gateway, null, 0)
  return towards?.dev && towards.via === null ? towards.dev : null
}

function isSame(route: Route, prefix: Prefix, metric: number): boolean {
  return (
    route.prefix.network === prefix.network && route.prefix.bits === prefix.bits && route.metric === metric
  )
}

/** `ip route del`: the first route that has everything that was named. */
export function removeRoute(machine: Machine, request: RouteRequest): RouteRefusal | null {
  const found = machine.routes.find(
    (route) =>
      route.prefix.network === request.prefix.network &&
      route.prefix.bits === request.prefix.bits &&
      route.prefix.family === request.prefix.family &&
      (request.type === 'unicast' || route.type === request.type) &&
      (request.via === null || route.via === request.via) &&
      (request.dev === null || route.dev === request.dev) &&
      (request.metric === null || route.metric === request.metric),
  )
  if (!found) return 'No such process'
  machine.routes = machine.routes.filter((route) => route !== found)
  machine.localPrefixes = machine.routes
    .filter((route) => route.type === 'local')
    .map((route) => route.prefix)
  machine.decisions.clear()
  return null
}
