import { readU16, readU64, writeU64 } from '../bytes/integers'
import { readIpv4 } from './ipv4'
import type { Mac } from './mac'
import { accepted, type Parsed, refused } from './parsed'

/** An IPv6 address as an unsigned 128-bit bigint: equal addresses are `===`, and Map keys. */
export type Ipv6 = bigint & { readonly __unit: 'ipv6' }

export const ANY_IPV6 = 0n as Ipv6
export const LOOPBACK_IPV6 = 1n as Ipv6
/** ff02::1 */
export const ALL_NODES = 0xff02_0000_0000_0000_0000_0000_0000_0001n as Ipv6
/** ff02::2 */
export const ALL_ROUTERS = 0xff02_0000_0000_0000_0000_0000_0000_0002n as Ipv6

/**
 * RFC 4291 section 2.2: eight groups of one to four hexadecimal digits, one `::`, the last 32 bits perhaps dotted.
 * A zone (`%eth0`) is refused: it is not part of the address.
 */
export function readIpv6(text: string): Parsed<Ipv6> {
  if (text === '') return refused('no address', 0)
  const zone = text.indexOf('%')
  if (zone >= 0) return refused('a zone (%…) is not part of an address', zone)
  const groups: number[] = []
  let gap = -1 // how many groups stand before "::"
  let at = 0
  if (text.startsWith('::')) {
    gap = 0
    at = 2
  } else if (text[0] === ':') return refused('a single ":" at the start', 0)
  while (at < text.length) {
    const colon = text.indexOf(':', at)
    const stop = colon < 0 ? text.length : colon
    const part = text.slice(at, stop)
    if (part.includes('.')) {
      if (colon >= 0) return refused('dotted decimal only at the end', at)
      const dotted = readIpv4(part)
      if (!dotted.ok) return refused(dotted.error, at + dotted.at)
      if (groups.length > 6) return refused('too many groups', at)
      groups.push(dotted.value >>> 16, dotted.value & 0xffff)
      at = stop
      break
    }
    const odd = part.search(/[^0-9a-f]/i)
    if (odd >= 0) return refused(`"${part[odd]}" is not a hexadecimal digit`, at + odd)
    if (part === '') return refused(gap >= 0 ? 'a second "::"' : 'an empty group', at)
    if (part.length > 4) return refused(`more than four digits in a group: "${part}"`, at)
    if (groups.length === 8) return refused('more than eight groups', at)
    groups.push(Number.parseInt(part, 16))
    at = stop
    if (colon < 0) break
    at = colon + 1
    if (text[at] === ':') {
      if (gap >= 0) return refused('a second "::"', colon)
      gap = groups.length
      at += 1
    } else if (at === text.length) return refused('a single ":" at the end', colon)
  }
  if (gap < 0 && groups.length !== 8)
    return refused(`eight groups expected, found ${groups.length}`, text.length)
  if (gap >= 0 && groups.length > 7) return refused('"::" stands for no group at all', text.indexOf('::'))
  const zeros = 8 - groups.length
  let value = 0n
  for (let i = 0; i < 8; i++) {
    const group = gap < 0 || i < gap ? groups[i] : i < gap + zeros ? 0 : groups[i - zeros]
    value = (value << 16n) | BigInt(group)
  }
  return accepted(value as Ipv6)
}

/** Null on anything that `readIpv6` refuses. */
export function parseIpv6(text: string): Ipv6 | null {
  const parsed = readIpv6(text)
  return parsed.ok ? parsed.value : null
}

/** RFC 5952: lower case, no leading zeros, the longest run of two or more zero groups (the first of equals) as `::`; an IPv4-mapped address ends dotted (section 5). */
export function formatIpv6(address: Ipv6): string {
  const groups: number[] = []
  for (let shift = 112n; shift >= 0n; shift -= 16n) groups.push(Number((address >> shift) & 0xffffn))
  if (address >> 32n === 0xffffn) {
    return `::ffff:${groups[6] >>> 8}.${groups[6] & 255}.${groups[7] >>> 8}.${groups[7] & 255}`
  }
  return formatGroups(groups)
}

/** The same from 16 bytes, without a bigint between. */
export function formatIpv6Bytes(bytes: Uint8Array, offset = 0): string {
  const groups: number[] = []
  for (let i = 0; i < 8; i++) groups.push(readU16(bytes, offset + 2 * i))
  if (groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0)) {
    return `::ffff:${groups[6] >>> 8}.${groups[6] & 255}.${groups[7] >>> 8}.${groups[7] & 255}`
  }
  return formatGroups(groups)
}

function formatGroups(groups: readonly number[]): string {
  let best = -1
  let bestLength = 1 // a single zero group is not shortened
  for (let i = 0; i < 8; i++) {
    let length = 0
    while (i + length < 8 && groups[i + length] === 0) length++
    if (length > bestLength) {
      best = i
      bestLength = length
    }
    i += length
  }
  const hex = groups.map((group) => group.toString(16))
  if (best < 0) return hex.join(':')
  return `${hex.slice(0, best).join(':')}::${hex.slice(best + bestLength).join(':')}`
}

export function ipv6FromBytes(bytes: Uint8Array, offset = 0): Ipv6 {
  return ((readU64(bytes, offset) << 64n) | readU64(bytes, offset + 8)) as Ipv6
}

export function writeIpv6(bytes: Uint8Array, offset: number, address: Ipv6): void {
  writeU64(bytes, offset, address >> 64n)
  writeU64(bytes, offset + 8, address & 0xffff_ffff_ffff_ffffn)
}

/** ff00::/8 */
export function isMulticastIpv6(address: Ipv6): boolean {
  return address >> 120n === 0xffn
}

/** fe80::/10 */
export function isLinkLocalIpv6(address: Ipv6): boolean {
  return address >> 118n === 0x3fan
}

/** fc00::/7 */
export function isUniqueLocalIpv6(address: Ipv6): boolean {
  return address >> 121n === 0x7en
}

/** ff02::1:ff + the low 24 bits (RFC 4291 section 2.7.1). */
export function solicitedNodeGroup(address: Ipv6): Ipv6 {
  return (0xff02_0000_0000_0000_0000_0001_ff00_0000n | (address & 0xff_ffffn)) as Ipv6
}

/** The modified EUI-64 interface identifier (RFC 4291 appendix A): ff:fe in the middle, the U/L bit inverted. */
export function interfaceIdOfMac(mac: Mac): bigint {
  const bits = BigInt(mac)
  return (((bits >> 24n) << 40n) | 0xff_fe00_0000n | (bits & 0xff_ffffn)) ^ (1n << 57n)
}
