import type { Prefix } from '../addr/prefix'
import type { Address } from './address'
import type { Machine } from './machine'
import {
  addRoute,
  broadcastOf,
  chooseRoute,
  type NextHop,
  type Route,
  type RouteMetrics,
  type RouteProtocol,
  type RouteType,
} from './route'

export type RouteRequest = {
  readonly type: RouteType
  readonly prefix: Prefix
  readonly via: Address | null
  readonly dev: string | null
  readonly metric: number | null
  readonly source: Address | null
  readonly mtu: number | null
  /** the gateway is taken on trust, even if no route says that it is on the link */
  readonly onlink?: boolean
  readonly protocol?: RouteProtocol
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
  | 'No such device'
  | 'No such file or directory'
  | 'Invalid prefsrc address.'

const METRIC6 = 1024 // IP6_RT_PRIO_USER

/** `add` refuses a route that is there already, `change` one that is not, `replace` takes both. */
export type RouteMode = 'add' | 'replace' | 'change'

/** `ip route add`, `replace` or `change`: the gateway has to be on a link of this machine. Two routes are the same if prefix and metric are. */
export function requestRoute(
  machine: Machine,
  request: RouteRequest,
  mode: RouteMode = 'add',
): RouteRefusal | null {
  const { prefix, source, metrics } = request
  const nextHops = request.nextHops && resolveHops(machine, request.nextHops)
  if (nextHops === null) return 'Nexthop has invalid gateway.'
  const via = nextHops ? nextHops[0].via : request.via
  if (nextHops) request = { ...request, dev: nextHops[0].dev }
  const dev = request.dev ?? (via === null ? null : linkOf(machine, via))
  if (via !== null && (dev === null || !(request.onlink || isNeighbour(machine, via, dev))))
    return 'Nexthop has invalid gateway.'
  if (dev === null && request.type === 'unicast') return 'No such device'
  if (dev !== null && !machine.interfaces.get(dev)?.up) return 'Network is down'
  if (source !== null && !machine.local.has(source)) return 'Invalid prefsrc address.'
  const metric = request.metric ?? (prefix.family === 4 ? 0 : METRIC6)
  const same = machine.routes.find((route) => isSame(route, prefix, metric))
  if (same && mode === 'add' && prefix.family === 4) return 'File exists'
  if (!same && mode === 'change') return 'No such file or directory'
  if (same && mode !== 'add') machine.routes = machine.routes.filter((route) => route !== same)
  addRoute(machine, {
    prefix,
    type: request.type,
    via,
    dev,
    metric,
    source,
    protocol: request.protocol ?? 'boot',
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

/** fib_check_nh: what leads to the gateway by that interface is the link itself, and the gateway is no broadcast address. */
function isNeighbour(machine: Machine, gateway: Address, dev: string): boolean {
  if (!machine.interfaces.get(dev)?.up) return true // said in other words
  if (typeof gateway === 'number' && broadcastOf(machine, gateway, dev)) return false
  const towards = chooseRoute(machine, gateway, dev, 0)
  return towards !== null && towards.via === null && towards.type === 'unicast'
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
