import { formatIpv4, type Ipv4, readIpv4 } from './ipv4'
import { formatIpv6, type Ipv6, readIpv6 } from './ipv6'
import { accepted, type Parsed, refused } from './parsed'

/** A block of IPv4 addresses; the bits of `network` below the mask are zero. */
export type Prefix4 = { readonly family: 4; readonly network: Ipv4; readonly bits: number }
export type Prefix6 = { readonly family: 6; readonly network: Ipv6; readonly bits: number }
export type Prefix = Prefix4 | Prefix6

/** An address and the length of its network part, as `ip address add` takes it: 192.168.1.10/24. */
export type AddressWithPrefix =
  | { readonly family: 4; readonly address: Ipv4; readonly prefix: Prefix4 }
  | { readonly family: 6; readonly address: Ipv6; readonly prefix: Prefix6 }

/** `10.1.2.3/8` or `2001:db8::1/64`; without `/` the whole address counts (/32, /128). Host bits may be set. */
export function readAddressWithPrefix(text: string): Parsed<AddressWithPrefix> {
  const slash = text.indexOf('/')
  const addressText = slash < 0 ? text : text.slice(0, slash)
  if (addressText.includes(':')) {
    const address = readIpv6(addressText)
    if (!address.ok) return address
    const bits = readBits(text, slash, 128)
    if (!bits.ok) return bits
    return accepted({ family: 6, address: address.value, prefix: prefix6(address.value, bits.value) })
  }
  const address = readIpv4(addressText)
  if (!address.ok) return address
  const bits = readBits(text, slash, 32)
  if (!bits.ok) return bits
  return accepted({ family: 4, address: address.value, prefix: prefix4(address.value, bits.value) })
}

function readBits(text: string, slash: number, most: number): Parsed<number> {
  if (slash < 0) return accepted(most)
  const digits = text.slice(slash + 1)
  const at = slash + 1
  if (digits === '') return refused('no prefix length after "/"', at)
  const odd = digits.search(/[^0-9]/)
  if (odd >= 0) return refused(`"${digits[odd]}" is not a decimal digit`, at + odd)
  if (digits.length > 1 && digits[0] === '0')
    return refused(`prefix length with a leading zero: "${digits}"`, at)
  if (digits.length > 3 || Number(digits) > most)
    return refused(`prefix length above ${most}: "${digits}"`, at)
  return accepted(Number(digits))
}

/** Strict: a prefix whose host bits are all zero. */
export function readPrefix(text: string): Parsed<Prefix> {
  const parsed = readAddressWithPrefix(text)
  if (!parsed.ok) return parsed
  const { address, prefix } = parsed.value
  if (address !== prefix.network)
    return refused(`host bits are set: the network is ${formatPrefix(prefix)}`, 0)
  return accepted(prefix)
}

/** Null on anything that `readPrefix` refuses. */
export function parsePrefix(text: string): Prefix | null {
  const parsed = readPrefix(text)
  return parsed.ok ? parsed.value : null
}

/** The block that `address` lies in; `bits` is 0 to 32. */
export function prefix4(address: Ipv4, bits: number): Prefix4 {
  return { family: 4, network: ((address & maskOfBits(bits)) >>> 0) as Ipv4, bits }
}

/** The block that `address` lies in; `bits` is 0 to 128. */
export function prefix6(address: Ipv6, bits: number): Prefix6 {
  const host = BigInt(128 - bits)
  return { family: 6, network: ((address >> host) << host) as Ipv6, bits }
}

/** 24 becomes 255.255.255.0. */
export function maskOfBits(bits: number): Ipv4 {
  // a shift by 32 is a shift by 0 in JavaScript
  return (bits === 0 ? 0 : (0xffff_ffff << (32 - bits)) >>> 0) as Ipv4
}

/** 255.255.255.0 becomes 24; null for a mask with holes. */
export function bitsOfMask(mask: Ipv4): number | null {
  const bits = Math.clz32(~mask)
  return maskOfBits(bits) === mask ? bits : null
}

export function covers4(prefix: Prefix4, address: Ipv4): boolean {
  return (address & maskOfBits(prefix.bits)) >>> 0 === prefix.network
}

export function covers6(prefix: Prefix6, address: Ipv6): boolean {
  const host = BigInt(128 - prefix.bits)
  return address >> host === prefix.network >> host
}

/** Whether `outer` holds every address of `inner`; false across families. */
export function containsPrefix(outer: Prefix, inner: Prefix): boolean {
  if (outer.bits > inner.bits) return false
  if (outer.family === 4) return inner.family === 4 && covers4(outer, inner.network)
  return inner.family === 6 && covers6(outer, inner.network)
}

/** The last address of the block: in IPv4 the directed broadcast, unless the block is a /31 or /32 (RFC 3021). */
export function lastAddress4(prefix: Prefix4): Ipv4 {
  return ((prefix.network | ~maskOfBits(prefix.bits)) >>> 0) as Ipv4
}

export function lastAddress6(prefix: Prefix6): Ipv6 {
  return (prefix.network | ((1n << BigInt(128 - prefix.bits)) - 1n)) as Ipv6
}

/** Null for /31 and /32: no address of the block is left for it (RFC 3021). */
export function broadcastOf(prefix: Prefix4): Ipv4 | null {
  return prefix.bits > 30 ? null : lastAddress4(prefix)
}

export function formatPrefix(prefix: Prefix): string {
  return `${prefix.family === 4 ? formatIpv4(prefix.network) : formatIpv6(prefix.network)}/${prefix.bits}`
}
