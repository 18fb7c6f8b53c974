import type { Ipv4 } from '../addr/ipv4'
import type { Ipv6 } from '../addr/ipv6'
import type { Mac } from '../addr/mac'
import type { Address } from './address'
import type { Claim } from './claim'
import type { Neighbour } from './neighbour'

export type Ipv4OnInterface = {
  readonly address: Ipv4
  readonly bits: number
  readonly broadcast: Ipv4 | null
}

/** ip-address(8): tentative until duplicate address detection is over (RFC 4862 5.4). */
export type Ipv6OnInterface = {
  readonly address: Ipv6
  readonly bits: number
  readonly scope: 'global' | 'link' | 'host'
  state: 'tentative' | 'preferred' | 'deprecated' | 'dadfailed'
  /** made by SLAAC, with lifetimes; null for one that was typed in */
  readonly dynamic: { preferredUntil: number; validUntil: number } | null
}

/** A network interface as ip-link(8) and ip-address(8) show it. */
export type Interface = {
  readonly name: string
  readonly mac: Mac
  mtu: number
  up: boolean
  /** the cable answers: false once its end was told that nothing is there any more (NO-CARRIER) */
  carrier: boolean
  readonly loopback: boolean
  /** an 802.1Q sub-interface `eth0.10`: frames go through the parent with this tag */
  readonly vlan: { readonly parent: string; readonly id: number } | null
  readonly ipv4: Ipv4OnInterface[]
  readonly ipv6: Ipv6OnInterface[]
  readonly neighbours: Map<Address, Neighbour>
  /** RFC 4861: hop limit and MTU that routers advertise, once heard */
  advertised: { readonly hopLimit: number; readonly mtu: number | null } | null
  /** an address that is asked about before it is used */
  claim: Claim | null
}
