import { formatIpv4, type Ipv4 } from './ipv4'
import { formatIpv6 } from './ipv6'
import {
  broadcastOf,
  lastAddress4,
  lastAddress6,
  maskOfBits,
  type Prefix4,
  readAddressWithPrefix,
} from './prefix'

/** Everything a subnet calculator shows. Counts are text, since those of IPv6 do not fit a number. */
export type SubnetDescription = {
  readonly input: string
  readonly address: string
  readonly prefix: number
  readonly network: string
  /** null in IPv6 */
  readonly mask: string | null
  readonly wildcard: string | null
  /** null in IPv6, and in /31 and /32 (RFC 3021) */
  readonly broadcast: string | null
  readonly first: string
  readonly last: string
  readonly usable: string
  readonly total: string
}

export type SubnetRefusal = { readonly input: string; readonly error: string; readonly at: number }

/** `192.168.1.10/24` or `2001:db8::1/64`; a bare address counts as /32 or /128, as `ip address add` takes it. */
export function describeSubnet(input: string): SubnetDescription | SubnetRefusal {
  const parsed = readAddressWithPrefix(input)
  if (!parsed.ok) return { input, error: parsed.error, at: parsed.at }
  const { value } = parsed
  if (value.family === 4) {
    const { prefix } = value
    const mask = maskOfBits(prefix.bits)
    const broadcast = broadcastOf(prefix)
    const { first, last } = usableRange(prefix)
    return {
      input,
      address: formatIpv4(value.address),
      prefix: prefix.bits,
      network: formatIpv4(prefix.network),
      mask: formatIpv4(mask),
      wildcard: formatIpv4(~mask >>> 0),
      broadcast: broadcast === null ? null : formatIpv4(broadcast),
      first: formatIpv4(first),
      last: formatIpv4(last),
      usable: String(last - first + 1),
      total: String(2 ** (32 - prefix.bits)),
    }
  }
  const { prefix } = value
  const total = String(1n << BigInt(128 - prefix.bits))
  return {
    input,
    address: formatIpv6(value.address),
    prefix: prefix.bits,
    network: formatIpv6(prefix.network),
    mask: null,
    wildcard: null,
    broadcast: null,
    first: formatIpv6(prefix.network),
    last: formatIpv6(lastAddress6(prefix)),
    usable: total,
    total,
  }
}

/** The addresses hosts can have: not the network's own and not the broadcast, unless the block has no more than two. */
export function usableRange(prefix: Prefix4): { readonly first: Ipv4; readonly last: Ipv4 } {
  const last = lastAddress4(prefix)
  if (prefix.bits > 30) return { first: prefix.network, last }
  return { first: (prefix.network + 1) as Ipv4, last: (last - 1) as Ipv4 }
}
