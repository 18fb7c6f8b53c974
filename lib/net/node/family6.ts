import type { sendIcmpError6 } from './icmp6-error'
import type { receiveIpv6 } from './ipv6-input'
import type { sendIpv6, transportOffset6 } from './ipv6-output'
import type { reportUnresolved6 } from './ipv6-unresolved'
import type { dadTimer, routerAdvertisementTimer, routerSolicitationTimer } from './nd-autoconfiguration'
import type { solicitByNd } from './nd-solicit'

/** What IPv6 adds to a machine, as a kernel module does: a page that has no IPv6 need not fetch it. */
export type Family6 = {
  readonly receive: typeof receiveIpv6
  readonly send: typeof sendIpv6
  readonly transportOffset: typeof transportOffset6
  readonly sendIcmpError: typeof sendIcmpError6
  readonly solicit: typeof solicitByNd
  readonly reportUnresolved: typeof reportUnresolved6
  readonly dadTimer: typeof dadTimer
  readonly routerSolicitationTimer: typeof routerSolicitationTimer
  readonly routerAdvertisementTimer: typeof routerAdvertisementTimer
}

let loaded: Family6 | null = null

/** `modprobe ipv6`: for all machines from now on; `ipv6Module` of ipv6-module.ts is the only one there is. */
export function loadFamily6(module: Family6): void {
  loaded = module
}

/** IPv6, if it is loaded: without it frames of its type are ignored. */
export function family6OrNone(): Family6 | null {
  return loaded
}

/** IPv6, for a packet that is already there. */
export function family6(): Family6 {
  if (!loaded) throw new Error('IPv6 is not loaded: see loadFamily6')
  return loaded
}
