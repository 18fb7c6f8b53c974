import type { Address } from './address'
import type { Machine } from './machine'

/**
 * What was learned about the way to one destination (Linux: fnhe): a smaller MTU from "fragmentation needed" / "packet too
 * big", another gateway from a redirect. `ip route get` shows it as `cache expires …`.
 */
export type PathException = {
  readonly mtu: number | null
  /** smaller than min_pmtu: taken as that, and never questioned (rt_mtu_locked) */
  readonly mtuLocked: boolean
  readonly gateway: Address | null
  readonly expires: number
}
export type PathExceptions = Map<Address, PathException>

export function findException(machine: Machine, to: Address, now: number): PathException | null {
  const exception = machine.exceptions.get(to)
  if (!exception) return null
  if (exception.expires > now) return exception
  machine.exceptions.delete(to)
  return null
}

/** Adds to what is known of this destination; a later lesson does not undo the other half. */
export function learn(
  machine: Machine,
  to: Address,
  what: { mtu?: number; mtuLocked?: boolean; gateway?: Address },
  expires: number,
  now: number,
): void {
  const known = findException(machine, to, now)
  const mtu = what.mtu ?? known?.mtu ?? null
  const gateway = what.gateway ?? known?.gateway ?? null
  const mtuLocked = what.mtuLocked ?? known?.mtuLocked ?? false
  machine.exceptions.set(to, { mtu, mtuLocked, gateway, expires })
  machine.decisions.delete(to)
}
