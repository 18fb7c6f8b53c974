import type { Ipv4 } from '../addr/ipv4'
import type { Ipv6 } from '../addr/ipv6'
import type { Mac } from '../addr/mac'
import type { Prefix6 } from '../addr/prefix'
import type { Address } from '../node/address'
import type { RouteRequest } from '../node/configure-route'
import type { DhcpPool } from '../node/services/dhcp-server'
import type { Zone, ZoneRecord } from '../node/services/dns-zone'

/** A network with what is tried in it, checked: addresses are parsed, names are known, words are understood. */
export type Scenario = {
  readonly title: string
  readonly seed: number
  readonly hosts: readonly HostSpec[]
  readonly links: readonly LinkSpec[]
  readonly probes: readonly Probe[]
  /** hosts whose conntrack table is listed at the end */
  readonly conntrack: readonly string[]
}

export type HostSpec = {
  readonly name: string
  readonly ifaces: readonly InterfaceSpec[]
  readonly routes: readonly RouteSpec[]
  readonly forward: boolean
  readonly sysctl: readonly (readonly [name: string, value: number | string])[]
  readonly iptables: readonly string[]
  readonly ip6tables: readonly string[]
  readonly listen: readonly ListenSpec[]
  readonly neigh: readonly NeighbourSpec[]
  /** a name server on port 53 */
  readonly dns: DnsSpec | null
  /** what it gives out by DHCP, by interface */
  readonly dhcp: readonly DhcpPool[]
  /** the OSPF daemon on it */
  readonly ospf: OspfSpec | null
  /** pages of its web servers, by path */
  readonly pages: Readonly<Record<string, string>>
  /** whom the programs of this host ask for names */
  readonly resolver: Address | null
  /** prefixes that it advertises on an interface (IPv6 router advertisements) */
  readonly advertise: readonly { readonly iface: string; readonly prefix: Prefix6 }[]
}

export type InterfaceAddress =
  | { readonly family: 4; readonly address: Ipv4; readonly bits: number }
  | { readonly family: 6; readonly address: Ipv6; readonly bits: number }

/** Words instead of an address: "auto" waits for router advertisements, "dhcp" asks for an IPv4 address, "link-local" takes one of 169.254/16 where "dhcp" finds no server. */
export type InterfaceSpec = {
  readonly name: string
  readonly mac: Mac | null
  readonly addresses: readonly InterfaceAddress[]
  readonly auto: boolean
  readonly dhcp: boolean
  readonly linkLocal: boolean
}

export type RouteSpec = RouteRequest

/** A router's part in OSPF; times in µs. */
export type OspfSpec = {
  readonly router: Ipv4
  readonly interfaces: readonly { readonly name: string; readonly cost: number; readonly passive: boolean }[]
  readonly helloUs: number
  readonly deadUs: number
}

export type ListenSpec = {
  readonly protocol: 'tcp' | 'udp'
  /** what answers: the listener that says whom it sees, a web server, or the echo of RFC 862 */
  readonly service: 'listener' | 'http' | 'echo'
  readonly address: Address
  readonly port: number
  /** as written: `0.0.0.0:80` */
  readonly text: string
  /** false: connections are never accepted, so the backlog fills */
  readonly accept: boolean
  readonly backlog: number
}

export type DnsSpec =
  /** its own records, and whom it asks for other names; UDP only, as in a home router */
  | {
      readonly kind: 'forwarder'
      readonly zones: readonly string[]
      readonly records: readonly ZoneRecord[]
      readonly upstream: Address | null
    }
  /** answers from its zones, refers to those it gave away, asks nobody */
  | { readonly kind: 'authoritative'; readonly zones: readonly Zone[] }
  /** asks from the root down; `hints` are the root's servers and their addresses */
  | { readonly kind: 'resolver'; readonly hints: readonly ZoneRecord[] }

export type NeighbourSpec = { readonly address: Address; readonly mac: Mac; readonly dev: string }

export type LinkSpec = {
  /** what a switch or hub is called (else `sw` and the link's number), and a link by those who cut it */
  readonly name: string | null
  /** `host` may be the name of a switch where a cable joins two of them; `iface` is then the port */
  readonly ends: readonly { readonly host: string; readonly iface: string }[]
  readonly mtu: number | null
  readonly delayUs: number | null
  readonly rate: number | null
  readonly queueBytes: number | null
  readonly loss: number
  readonly duplicate: number
  readonly reorder: number
  readonly hub: boolean
  /** a switch or hub with these ends, not a cable */
  readonly isSwitch: boolean
  /** by `host:iface`: a number is an access port, a list a trunk */
  readonly vlans: readonly (readonly [end: string, vlan: number | readonly number[]])[]
  /** by `host:iface` of a trunk: the VLAN that travels there without a tag */
  readonly native: readonly (readonly [end: string, vlan: number])[]
}

type Common = {
  readonly from: string
  readonly to: string
  readonly expect: Readonly<Record<string, unknown>>
}

export type TcpProbe = Common & {
  readonly type: 'tcp'
  readonly address: Address
  readonly port: number
  readonly sport: number | null
  /** bind(2) to this address first */
  readonly src: Address | null
  readonly timeout: number | null
  readonly hold: boolean
  readonly get: number
}

export type UdpProbe = Common & {
  readonly type: 'udp'
  readonly address: Address
  readonly port: number
  readonly sport: number | null
  readonly timeout: number | null
  readonly size: number
  /** sets SO_BROADCAST and stays unconnected, so that anybody may answer */
  readonly broadcast: boolean
}

export type PingProbe = Common & {
  readonly type: 'ping'
  readonly address: Address
  readonly timeout: number | null
  readonly size: number
  readonly df: boolean
  readonly ttl: number | null
}

export type TracerouteProbe = Common & {
  readonly type: 'traceroute'
  readonly address: Address
  readonly max: number
  readonly wait: number
}
export type RouteProbe = Common & { readonly type: 'route'; readonly address: Address }
export type Probe = TcpProbe | UdpProbe | PingProbe | TracerouteProbe | RouteProbe
