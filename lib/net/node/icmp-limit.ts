import type { Address } from './address'
import type { Machine } from './machine'
import { sysctl } from './sysctl'

/** What Linux's inet_peer remembers of each asker. Times in µs. */
export type IcmpLimits = {
  /** one bucket for both limits below: they take from the same tokens */
  readonly peers: Map<Address, { tokens: number; at: number }>
  readonly redirects: Map<Address, { count: number; at: number }>
}

const BURST_FACTOR = 6 // XRLIM_BURST_FACTOR: six errors at once, then one for each icmp_ratelimit
const JIFFY_US = 4000 // HZ 250
const LONG_AGO_US = 60_000_000 // a new peer begins with what a minute brings

/**
 * inet_peer_xrlim_allow: may an ICMP error go to `peer` now? icmp_ratelimit 0 lets everything through, but empties the
 * bucket that `mayReportNoRoute` draws from.
 */
export function mayAnswer(machine: Machine, peer: Address, type: number, code: number, now: number): boolean {
  const four = typeof peer === 'number'
  if (four && type === UNREACHABLE && code === FRAGMENTATION_NEEDED) return true
  if (four && !((sysctl(machine, 'net.ipv4.icmp_ratemask') >> type) & 1)) return true
  const limit = sysctl(machine, four ? 'net.ipv4.icmp_ratelimit' : 'net.ipv6.icmp.ratelimit') * 1000
  return take(machine, peer, now, limit, BURST_FACTOR * limit)
}

const UNREACHABLE = 3
const FRAGMENTATION_NEEDED = 4
const ROUTE_ERROR_COST_US = 1_000_000 // ip_rt_error_cost
const ROUTE_ERROR_BURST_US = 5_000_000 // ip_rt_error_burst

/** ip_error(): "no route" answers have a limit of their own that no sysctl lifts. */
export function mayReportNoRoute(machine: Machine, peer: Address, now: number): boolean {
  return take(machine, peer, now, ROUTE_ERROR_COST_US, ROUTE_ERROR_BURST_US)
}

/** Tokens come with the kernel's ticks; within one tick the bucket is not cut to `burst` again. */
function take(machine: Machine, peer: Address, now: number, cost: number, burst: number): boolean {
  const { peers } = machine.limits
  const tick = Math.floor(now / JIFFY_US) * JIFFY_US
  const bucket = peers.get(peer) ?? { tokens: 0, at: tick - LONG_AGO_US }
  if (tick !== bucket.at) bucket.tokens = Math.min(burst, bucket.tokens + (tick - bucket.at))
  bucket.at = tick
  peers.set(peer, bucket)
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
