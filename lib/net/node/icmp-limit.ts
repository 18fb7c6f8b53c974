import type { Address } from './address'
import type { Machine } from './machine'
import { sysctl } from './sysctl'

/** Token buckets per asker, as Linux's inet_peer keeps them. Times in µs. */
export type IcmpLimits = {
  readonly perPeer: Map<Address, { tokens: number; at: number }>
  readonly routeErrors: Map<Address, { tokens: number; at: number }>
  readonly redirects: Map<Address, { count: number; at: number }>
}

const BURST_FACTOR = 6 // XRLIM_BURST_FACTOR: six errors at once, then one for each icmp_ratelimit

/** inet_peer_xrlim_allow: may an ICMP error of this type go to `peer` now? icmp_ratelimit 0 lifts the limit. */
export function mayAnswer(machine: Machine, peer: Address, type: number, now: number): boolean {
  const family = typeof peer === 'number' ? 4 : 6
  const limit = sysctl(machine, family === 4 ? 'net.ipv4.icmp_ratelimit' : 'net.ipv6.icmp.ratelimit') * 1000
  if (limit === 0) return true
  if (family === 4 && !((sysctl(machine, 'net.ipv4.icmp_ratemask') >> type) & 1)) return true
  return take(machine.limits.perPeer, peer, now, limit, BURST_FACTOR * limit)
}

const ROUTE_ERROR_COST_US = 1_000_000
const ROUTE_ERROR_BURST_US = 5_000_000

/** ip_error(): "no route" answers have a second limit that no sysctl lifts: five at once, then one a second. */
export function mayReportNoRoute(machine: Machine, peer: Address, now: number): boolean {
  return take(machine.limits.routeErrors, peer, now, ROUTE_ERROR_COST_US, ROUTE_ERROR_BURST_US)
}

function take(
  buckets: IcmpLimits['perPeer'],
  peer: Address,
  now: number,
  cost: number,
  burst: number,
): boolean {
  const bucket = buckets.get(peer) ?? { tokens: burst, at: now }
  bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.at))
  bucket.at = now
  buckets.set(peer, bucket)
  if (bucket.tokens < cost) return false
  bucket.tokens -= cost
  return true
}

const REDIRECT_NUMBER = 9 // ip_rt_redirect_number
const REDIRECT_LOAD_US = 20_000 // ip_rt_redirect_load
const REDIRECT_SILENCE_US = 20_480_000 // ip_rt_redirect_silence

/** ip_rt_send_redirect: each redirect doubles the pause before the next, and after nine Linux gives up on that host. */
export function mayRedirect(machine: Machine, peer: Address, now: number): boolean {
  const seen = machine.limits.redirects.get(peer)
  const state = seen && now - seen.at <= REDIRECT_SILENCE_US ? seen : { count: 0, at: seen?.at ?? -Infinity }
  machine.limits.redirects.set(peer, state)
  if (state.count >= REDIRECT_NUMBER) {
    state.at = now
    return false
  }
  if (state.count > 0 && now <= state.at + REDIRECT_LOAD_US * 2 ** state.count) return false
  state.count++
  state.at = now
  return true
}
