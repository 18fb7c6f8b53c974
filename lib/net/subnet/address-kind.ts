import { type Ipv4, isPrivateIpv4 } from '../addr/ipv4'
import { formatPrefix, prefix4 } from '../addr/prefix'
import { scopeOf } from './scope'
import type { SpecialBlock } from './special-purpose'

/** What kind of IPv4 address it is, and who can reach whoever has it. */
export type AddressKind = {
  /** the registry's name of the block, or `Global unicast` */
  readonly name: string
  /** the most specific block with a meaning of its own; null for an ordinary public address */
  readonly block: string | null
  /** bits of the address that put it there */
  readonly bits: number
  readonly rfc: string | null
  /** year and month in which the block was set aside */
  readonly since: string | null
  readonly reach: string
}

const MULTICAST_BITS = 4

export function addressKindOf(address: Ipv4): AddressKind {
  const { name, rfc, entry } = scopeOf(prefix4(address, 32))
  if (entry) {
    const { prefix, since } = entry
    return {
      name,
      block: formatPrefix(prefix),
      bits: prefix.bits,
      rfc,
      since,
      reach: reachOf(address, entry),
    }
  }
  if (name !== 'Multicast')
    return {
      name,
      block: null,
      bits: 0,
      rfc,
      since: null,
      reach: `${ANYBODY} unless a firewall on the way objects.`,
    }
  const block = formatPrefix(prefix4(address, MULTICAST_BITS))
  return {
    name,
    block,
    bits: MULTICAST_BITS,
    rfc,
    since: null,
    reach: 'Every machine that joined this group. It is never a source.',
  }
}

const ANYBODY = 'Anybody on the internet, if the network that has it announces it, and'

/** By name of the block; the numbers behind it are those of the registry. */
const REACH: Readonly<Record<string, string>> = {
  'This host on this network':
    'Nobody. As a source it says “I have no address yet”. A program that binds to it takes packets for every address of its machine.',
  'This network': 'Nobody. Only as a source, by a machine that is still being set up.',
  'Shared Address Space':
    'Machines of the same provider. It is for the links between a provider and its customers, where the provider translates.',
  Loopback: 'This machine alone. A packet to it never leaves the machine that sends it.',
  'Link Local': 'Machines on the same link. No router forwards it.',
  Benchmarking: 'Devices in the same test laboratory.',
  Reserved: 'Nobody. Set aside for later, and most systems refuse it.',
  'Limited Broadcast': 'Every machine on the same link, and none beyond. It is never a source.',
}

/** What the flags say where there is no sentence for the block. */
function reachOf(address: Ipv4, { name, global, forwardable }: SpecialBlock): string {
  if (isPrivateIpv4(address))
    return 'Machines of the same private network. Other networks use the same addresses for other machines.'
  if (REACH[name]) return REACH[name]
  if (name.startsWith('Documentation')) return 'Nobody. It is for examples in texts such as this one.'
  if (global === true) return `${ANYBODY} it is used as its RFC says.`
  return forwardable
    ? 'Machines of the network that uses it, and none outside.'
    : 'Nobody: it is set aside for a protocol.'
}
