import { type Ipv4, isLoopbackIpv4, isMulticastIpv4 } from '../addr/ipv4'
import { isLinkLocalIpv6, isMulticastIpv6, isUniqueLocalIpv6, LOOPBACK_IPV6 } from '../addr/ipv6'
import { covers4, covers6, type Prefix, prefix4, prefix6 } from '../addr/prefix'
import { type Address, familyOf } from './address'
import type { Interface } from './interface'
import type { Machine } from './machine'
import { findException } from './path-exception'

export type RouteType = 'unicast' | 'local' | 'blackhole' | 'unreachable' | 'prohibit' | 'throw'

/** Who put a route in, rtnetlink(7) and iproute2's rt_protos: `boot` is what `ip route add` writes unless told otherwise. */
export type RouteProtocol = (typeof routeProtocols)[number]

export const routeProtocols = [
  'kernel',
  'boot',
  'static',
  'ra',
  'dhcp',
  'bird',
  'bgp',
  'ospf',
  'rip',
] as const

/** What a route tells the transport, ip-route(8): `mtu lock`, `advmss`, `hoplimit`. */
export type RouteMetrics = {
  /** the MTU is taken as it is: no path MTU discovery, so no DF */
  readonly mtuLocked: boolean
  readonly advertisedMss: number | null
  readonly hopLimit: number | null
}

/** One of several ways of the same route (`nexthop via … weight …`). */
export type NextHop = { readonly via: Address | null; readonly dev: string; readonly weight: number }

/** One line of `ip route`: ip-route(8). */
export type Route = {
  readonly prefix: Prefix
  readonly type: RouteType
  /** next hop; null when the destination is on the link */
  readonly via: Address | null
  readonly dev: string | null
  readonly metric: number
  /** preferred source address (`src`) */
  readonly source: Address | null
  readonly protocol: RouteProtocol
  /** `mtu` of the route, if it names one */
  readonly mtu: number | null
  readonly metrics?: RouteMetrics
  /** the ways of a multipath route; `via` and `dev` are the first of them */
  readonly nextHops?: readonly NextHop[]
  /** RFC 4861: until when a router is a default router, in µs; null for ever */
  readonly expires: number | null
}

/** What the routing table says about one destination. */
export type Decision = {
  readonly type: Exclude<RouteType, 'throw'> | 'broadcast' | 'multicast' | 'none'
  /** the interface that it leaves by (lo for local) */
  readonly dev: string
  /** who gets the frame: the gateway, or the destination itself */
  readonly nextHop: Address
  readonly gateway: Address | null
  /** the address that a packet of this machine would carry as source */
  readonly source: Address | null
  /** of the packets that this machine sends: what was learned about the path counts */
  readonly mtu: number
  /** of the packets that it forwards (ip_dst_mtu_maybe_forward): what it learned for itself does not count */
  readonly forwardMtu: number
  /** an MTU that no discovery may question: packets of that size go without DF */
  readonly mtuLocked: boolean
  readonly route: Route | null
}

/** Keeps the table in the order in which it is searched: longest prefix, then lowest metric, then first come. */
export function addRoute(machine: Machine, route: Route): void {
  const at = machine.routes.findIndex(
    (other) =>
      route.prefix.bits > other.prefix.bits ||
      (route.prefix.bits === other.prefix.bits && route.metric < other.metric),
  )
  machine.routes.splice(at < 0 ? machine.routes.length : at, 0, route)
  if (route.type === 'local') machine.localPrefixes.push(route.prefix)
  machine.decisions.clear()
}

/** RFC 1812 5.2.4.3: longest match first; between equals the lower metric. Routes by an interface that is down do not count. */
export function chooseRoute(machine: Machine, to: Address, oif: string | null, now: number): Route | null {
  const family = familyOf(to)
  for (const route of machine.routes) {
    if (route.prefix.family !== family) continue
    if (oif !== null && route.dev !== null && !leavesBy(route, oif)) continue
    if (route.expires !== null && route.expires <= now) continue
    if (route.dev !== null && !machine.interfaces.get(route.dev)?.up) continue
    if (covers(route.prefix, to)) return route
  }
  return null
}

function leavesBy(route: Route, oif: string): boolean {
  return route.nextHops ? route.nextHops.some((hop) => hop.dev === oif) : route.dev === oif
}

export function covers(prefix: Prefix, to: Address): boolean {
  if (typeof to === 'number') return prefix.family === 4 && covers4(prefix, to)
  return prefix.family === 6 && covers6(prefix, to)
}

/** the source towards the rest of 127/8 */
const LOOPBACK = 0x7f00_0001 as Ipv4

/** As fib_lookup: own addresses, broadcasts, then what was learned about this one destination, then the main table. */
export function lookupRoute(machine: Machine, to: Address, now: number, oif: string | null = null): Decision {
  if (oif !== null) return decide(machine, to, now, oif)
  const known = machine.decisions.get(to)
  if (known && known.until > now) return known.decision
  const decision = decide(machine, to, now, null)
  const exception = findException(machine, to, now)
  machine.decisions.set(to, {
    decision,
    until: exception ? exception.expires : (decision.route?.expires ?? Infinity),
  })
  return decision
}

function decide(machine: Machine, to: Address, now: number, oif: string | null): Decision {
  if (to === 0 || to === 0n) return special(machine, 'local', 'lo', to, to === 0 ? LOOPBACK : LOOPBACK_IPV6)
  if (isLocal(machine, to)) return special(machine, 'local', 'lo', to, machine.local.has(to) ? to : LOOPBACK)
  if (typeof to === 'number') {
    const broadcast = broadcastOf(machine, to, oif)
    if (broadcast)
      return special(machine, 'broadcast', broadcast.name, to, selectSource(machine, broadcast, to))
  }
  const multicast = isMulticast(to)
  if (multicast && oif !== null)
    return special(machine, 'multicast', oif, to, selectSource(machine, machine.interfaces.get(oif)!, to))
  const route = chooseRoute(machine, to, oif, now)
  if (!route || route.type === 'throw') return special(machine, 'none', '', to, null) // no other table to look in
  if (route.type === 'local')
    return { ...special(machine, 'local', 'lo', to, route.source ?? LOOPBACK), route }
  if (route.type !== 'unicast' || route.dev === null)
    return { ...special(machine, route.type, '', to, null), route }
  return takeRoute(machine, route, to, now, oif)
}

/** __mkroute_output: multicast and the limited broadcast leave by the route's interface, but not through its gateway. */
function takeRoute(machine: Machine, route: Route, to: Address, now: number, oif: string | null): Decision {
  const exception = findException(machine, to, now)
  const hop = nextHopOf(route, to, oif)
  const iface = machine.interfaces.get(hop.dev)!
  const everybody = isMulticast(to) ? 'multicast' : to === LIMITED_BROADCAST ? 'broadcast' : null
  const gateway = everybody ? null : (exception?.gateway ?? hop.via)
  const forwardMtu = Math.min(route.mtu ?? iface.mtu, iface.mtu)
  const nextHop = gateway ?? to
  return {
    type: everybody ?? 'unicast',
    dev: hop.dev,
    nextHop,
    gateway,
    // ip6_route_get_saddr asks for the destination, fib_select_path for the next hop
    source: route.source ?? selectSource(machine, iface, typeof to === 'number' ? nextHop : to),
    mtu: Math.min(exception?.mtu ?? forwardMtu, iface.mtu),
    forwardMtu,
    mtuLocked: exception?.mtuLocked || route.metrics?.mtuLocked || false,
    route,
  }
}

/** fib_select_multipath: the same destination always takes the same of several ways, each as often as its weight says. */
function nextHopOf(route: Route, to: Address, oif: string | null): NextHop {
  const hops = route.nextHops?.filter((hop) => oif === null || hop.dev === oif)
  if (!hops || hops.length === 0) return { via: route.via, dev: route.dev!, weight: 1 }
  let share = spread(to) % hops.reduce((sum, hop) => sum + hop.weight, 0)
  for (const hop of hops) {
    if (share < hop.weight) return hop
    share -= hop.weight
  }
  return hops[0]
}

/** The kernel's hash has a secret seed (fib_multipath_hash_from_keys), so no choice of ours is less right than another. */
function spread(to: Address): number {
  const low = typeof to === 'number' ? to : Number((to ^ (to >> 64n)) & 0xffff_ffffn)
  return Math.imul(low ^ (low >>> 16), 0x45d9_f3b) >>> 8
}

function special(
  machine: Machine,
  type: Decision['type'],
  dev: string,
  to: Address,
  source: Address | null,
): Decision {
  const mtu = machine.interfaces.get(dev)?.mtu ?? 65536
  return {
    type,
    dev,
    nextHop: to,
    gateway: null,
    source,
    mtu,
    forwardMtu: mtu,
    mtuLocked: false,
    route: null,
  }
}

/** An own address; all of 127/8 is (RFC 1122 3.2.1.3 g), and what a route of type local covers. */
export function isLocal(machine: Machine, address: Address): boolean {
  if (machine.local.has(address) || (typeof address === 'number' && isLoopbackIpv4(address))) return true
  return machine.localPrefixes.some((prefix) => covers(prefix, address))
}

const LIMITED_BROADCAST = 0xffffffff

/** The interface of whose subnet `to` is the broadcast address. */
export function broadcastOf(machine: Machine, to: Ipv4, oif: string | null): Interface | null {
  for (const iface of machine.interfaces.values()) {
    if (oif !== null && iface.name !== oif) continue
    if (to === LIMITED_BROADCAST && oif !== null && !iface.loopback && iface.up) return iface
    for (const own of iface.ipv4) if (own.broadcast === to && iface.up) return iface
  }
  return null
}

export function isMulticast(address: Address): boolean {
  return typeof address === 'number' ? isMulticastIpv4(address) : isMulticastIpv6(address)
}

/**
 * inet_select_addr: an address in the next hop's own subnet, else the first. For IPv6 a short form of RFC 6724 section 5: the scope
 * of the destination, its subnet, unique local for unique local, else the first.
 */
export function selectSource(machine: Machine, iface: Interface, towards: Address): Address | null {
  if (typeof towards === 'number') {
    if (iface.loopback) return globalSource(machine) ?? LOOPBACK // 127.0.0.1 has scope host
    const near = iface.ipv4.find((own) => covers4(prefix4(own.address, own.bits), towards)) ?? iface.ipv4[0]
    if (near) return near.address
    return globalSource(machine)
  }
  const usable = iface.ipv6.filter((own) => own.state === 'preferred' || own.state === 'deprecated')
  const scope = isLinkLocal(towards) || isMulticastIpv6(towards) ? 'link' : 'global'
  const wanted = usable.filter((own) => own.scope === scope)
  const near =
    wanted.find((own) => covers6(prefix6(own.address, own.bits), towards)) ??
    wanted.find((own) => isUniqueLocalIpv6(own.address) === isUniqueLocalIpv6(towards)) ??
    wanted[0] ??
    usable[0]
  return near?.address ?? null
}

function globalSource(machine: Machine): Ipv4 | null {
  for (const other of machine.interfaces.values()) {
    const own = other.ipv4.find(({ address }) => !isLoopbackIpv4(address))
    if (own) return own.address
  }
  return null
}

export function isLinkLocal(address: Address): boolean {
  return typeof address !== 'number' && isLinkLocalIpv6(address)
}
