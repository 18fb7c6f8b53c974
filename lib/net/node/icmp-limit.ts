import type { Address } from './address'
import type { Machine } from './machine'
import { sysctl } from './sysctl'

/** What Linux's inet_peer remembers of each asker; all three limits below share the tokens and the time. In µs. */
export type IcmpLimits = Map<Address, IcmpPeer>
type IcmpPeer = { tokens: number; at: number; redirects: number }

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
function take(machine: Machine, address: Address, now: number, cost: number, burst: number): boolean {
  const tick = toTick(now)
  const peer = peerOf(machine, address, tick)
  if (tick !== peer.at) peer.tokens = Math.min(burst, peer.tokens + (tick - peer.at))
  peer.at = tick
  if (peer.tokens < cost) return false
  peer.tokens -= cost
  return true
}

function peerOf(machine: Machine, address: Address, tick: number): IcmpPeer {
  let peer = machine.limits.get(address)
  if (!peer) {
    peer = { tokens: 0, at: tick - LONG_AGO_US, redirects: 0 }
    machine.limits.set(address, peer)
  }
  return peer
}

function toTick(now: number): number {
  return Math.floor(now / JIFFY_US) * JIFFY_US
}

const REDIRECT_NUMBER = 9 // ip_rt_redirect_number
const REDIRECT_LOAD_US = 20_000 // ip_rt_redirect_load
const REDIRECT_SILENCE_US = 20_480_000 // ip_rt_redirect_silence

/** ip_rt_send_redirect: each redirect doubles the pause before the next, and after nine Linux gives up on that host. */
export function mayRedirect(machine: Machine, address: Address, now: number): boolean {
  const tick = toTick(now)
  const peer = peerOf(machine, address, tick)
  if (tick > peer.at + REDIRECT_SILENCE_US) {
    peer.tokens = 0
    peer.redirects = 0
  }
  const soon = peer.redirects > 0 && tick <= peer.at + REDIRECT_LOAD_US * 2 ** peer.redirects
  if (peer.redirects < REDIRECT_NUMBER && soon) return false
  peer.at = tick
  if (peer.redirects >= REDIRECT_NUMBER) return false
  peer.redirects++
  return true
}
