import { formatIpv4, type Ipv4, readIpv4 } from '../addr/ipv4'
import { formatIpv6, type Ipv6, readIpv6 } from '../addr/ipv6'
import { accepted, type Parsed } from '../addr/parsed'
import { type Prefix, prefix4, prefix6 } from '../addr/prefix'

export type Family = 4 | 6

/** An address of either family as a number, for arithmetic that is the same in both. */
export type Address = { readonly family: Family; readonly value: bigint }

/** Bits in an address. */
export function widthOf(family: Family): 32 | 128 {
  return family === 4 ? 32 : 128
}

/** Strict; a colon anywhere makes it IPv6. */
export function readAddress(text: string): Parsed<Address> {
  if (text.includes(':')) {
    const six = readIpv6(text)
    return six.ok ? accepted({ family: 6, value: six.value }) : six
  }
  const four = readIpv4(text)
  return four.ok ? accepted({ family: 4, value: BigInt(four.value) }) : four
}

export function formatAddress({ family, value }: Address): string {
  return family === 4 ? formatIpv4(Number(value) as Ipv4) : formatIpv6(value as Ipv6)
}

/** The block of `bits` that the address lies in. */
export function blockAround({ family, value }: Address, bits: number): Prefix {
  return family === 4 ? prefix4(Number(value) as Ipv4, bits) : prefix6(value as Ipv6, bits)
}

export function firstOf(prefix: Prefix): bigint {
  return BigInt(prefix.network)
}

export function lastOf(prefix: Prefix): bigint {
  return BigInt(prefix.network) + sizeOf(prefix) - 1n
}

/** How many addresses the block holds. */
export function sizeOf(prefix: Prefix): bigint {
  return 1n << BigInt(widthOf(prefix.family) - prefix.bits)
}
