import type { Prefix, Prefix6 } from '../addr/prefix'
import type { Address } from './address'
import type { IcmpLimits } from './icmp-limit'
import type { Interface } from './interface'
import type { NetfilterState } from './netfilter/state'
import type { PathExceptions } from './path-exception'
import type { Process } from './process'
import type { Reassembly } from './reassembly'
import type { Decision, Route } from './route'
import type { Socket } from './socket'

/**
 * A Linux machine: a host, and with `net.ipv4.ip_forward` = 1 a router. Plain data, no functions, so that a
 * structuredClone is an exact picture of it.
 */
export type Machine = {
  readonly kind: 'machine'
  readonly name: string
  readonly interfaces: Map<string, Interface>
  /** names as sysctl(8) writes them: `net.ipv4.ip_forward` */
  readonly sysctl: Map<string, number | string>
  /** the main table, both families, most specific first (kept so by addRoute) */
  routes: Route[]
  /** answers of the table, until something changes or a learned route ends */
  readonly decisions: Map<Address, { readonly decision: Decision; readonly until: number }>
  /** this machine's own addresses and the interface that has them */
  readonly local: Map<Address, string>
  /** what routes of type local add to the own addresses */
  localPrefixes: Prefix[]
  readonly exceptions: PathExceptions
  readonly reassembly: Map<string, Reassembly>
  readonly limits: IcmpLimits
  readonly sockets: Map<number, Socket>
  /** demultiplexing: `tcp|local|port|remote|port` and `tcp|*|port` to socket numbers */
  readonly demux: Map<string, number[]>
  readonly processes: Map<number, Process>
  readonly netfilter: NetfilterState
  /** false until a rule exists: then no hook costs anything */
  filtered: boolean
  nextSocket: number
  nextProcess: number
  /** the name server of /etc/resolv.conf */
  resolver: Address | null
  /** prefixes that this router advertises, by interface (radvd) */
  readonly advertises: Map<string, readonly Prefix6[]>
  /** how many raw sockets are open */
  rawSockets: number
  /** IPv4 identification of the next packet that is not DF */
  nextIpId: number
  /** ip_forward and its IPv6 twin, and whether any rp_filter is on: read from the sysctls by readSwitches */
  forwarding4: boolean
  forwarding6: boolean
  reversePath: boolean
}
