import { type Ipv4, isMulticastIpv4 } from '../addr/ipv4'
import { maskOfBits } from '../addr/prefix'
import type { Machine } from './machine'
import { chooseRoute, covers, type Decision, lookupRoute, type Route } from './route'

/**
 * What one entry has to do with one destination: `wins`; `shorter` than the winner; `metric` higher than that of a winner of the
 * same length; or `differs` in one of the bits that its prefix compares.
 */
export type RouteVerdict = 'wins' | 'shorter' | 'metric' | 'differs'

export type RouteMatch = {
  readonly route: Route
  readonly verdict: RouteVerdict
  /** how many bits agree before the first that does not; at most the prefix length */
  readonly agreeing: number
}

export type RouteLookup = {
  readonly decision: Decision
  /** an own address, a broadcast or multicast: answered before the table is read (`ip route show table local`) */
  readonly before: boolean
  readonly matches: readonly RouteMatch[]
}

/** Looks `to` up as the kernel does (`lookupRoute`), and says of every IPv4 entry, in the table's order, why it was taken or not. */
export function explainLookup(machine: Machine, to: Ipv4, now: number): RouteLookup {
  const decision = lookupRoute(machine, to, now)
  const winner = chooseRoute(machine, to, null, now)
  const before = decision.type !== 'none' && decision.route === null && !isMulticastIpv4(to)
  return {
    decision,
    before,
    matches: machine.routes
      .filter(({ prefix }) => prefix.family === 4)
      .map((route) => ({ route, verdict: verdictOf(route, winner, to), agreeing: agreeingBits(route, to) })),
  }
}

function verdictOf(route: Route, winner: Route | null, to: Ipv4): RouteVerdict {
  if (!covers(route.prefix, to)) return 'differs'
  if (route === winner) return 'wins'
  return winner && winner.prefix.bits > route.prefix.bits ? 'shorter' : 'metric'
}

function agreeingBits({ prefix }: Route, to: Ipv4): number {
  const different = (((prefix.network as Ipv4) ^ to) & maskOfBits(prefix.bits)) >>> 0
  return Math.min(Math.clz32(different), prefix.bits)
}
