import type { Ipv4 } from '../../addr/ipv4'
import type { Prefix4 } from '../../addr/prefix'
import type { LsaKey } from '../../wire/ospf'
import type { Lsa, LsaHeader, RouterLink } from '../../wire/ospf-lsa'

/**
 * OSPF version 2 on one router: RFC 2328. A subset: one area (0.0.0.0), point-to-point interfaces and passive ones, router
 * LSAs, no authentication, one next hop a route. Not here: broadcast networks with their designated routers, other areas and
 * external routes, virtual links, removing an LSA of one's own before its time. Times in µs; all of it plain data.
 */
export type OspfProcess = {
  readonly kind: 'ospf'
  readonly id: number
  readonly socket: number
  readonly router: Ipv4
  readonly helloUs: number
  readonly deadUs: number
  readonly interfaces: readonly OspfInterface[]
  /** the link state database, by lsaName */
  readonly database: Map<string, StoredLsa>
  /** what the last shortest path calculation found, by prefix: OSPF's part of the RIB */
  rib: readonly OspfRoute[]
  /** when to compute again, and when to describe the own links again; null when nothing has changed */
  spfAt: number | null
  originateAt: number | null
  originatedAt: number | null
  nextHelloAt: number
  /** the earliest wake-up that was asked for */
  wakeAt: number | null
}

export type OspfInterface = {
  readonly name: string
  readonly cost: number
  /** no packets are sent; the network is still described */
  readonly passive: boolean
  /** a point-to-point network has one neighbour at most; null: nobody was heard */
  neighbour: OspfNeighbour | null
}

/** RFC 2328, 10.1; `Attempt` and `2-Way` do not occur on a point-to-point network. */
export type NeighbourState = 'Init' | 'ExStart' | 'Exchange' | 'Loading' | 'Full'

export type OspfNeighbour = {
  readonly router: Ipv4
  readonly address: Ipv4
  state: NeighbourState
  deadAt: number
  /** this router is the master of the exchange: its identifier is the larger one */
  master: boolean
  sequence: number
  /** the last database description sent, to be sent again */
  lastDescription: Uint8Array | null
  /** flags and sequence number of the last description heard: one that is the same is a repetition */
  lastHeard: string | null
  /** LSAs that the neighbour has and that are newer than those here */
  requested: LsaKey[]
  /** LSAs sent that were not acknowledged yet, by lsaName */
  readonly unacknowledged: Map<string, LsaHeader>
  retransmitAt: number | null
}

export type StoredLsa = Lsa & {
  /** when it came, or was made */
  readonly at: number
  readonly links: readonly RouterLink[]
}

export type OspfRoute = {
  readonly prefix: Prefix4
  readonly cost: number
  /** null on an own network */
  readonly via: Ipv4 | null
  readonly dev: string
}

export const SECOND_US = 1_000_000
/** RFC 2328, appendix B and C.3 */
export const RETRANSMIT_US = 5 * SECOND_US
export const MIN_LS_INTERVAL_US = 5 * SECOND_US
export const REFRESH_US = 1800 * SECOND_US
/** RFC 8405: how long an implementation waits for more news before it computes; its INITIAL_SPF_DELAY. */
export const SPF_DELAY_US = 50_000
export const OPTION_E = 2

export function lsaName({ type, id, advertisingRouter }: LsaKey): string {
  return `${type}/${id}/${advertisingRouter}`
}
