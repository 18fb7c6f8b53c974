import { readU32, writeU32 } from '../bytes/integers'
import { accepted, type Parsed, refused } from './parsed'

/** An IPv4 address as an unsigned 32-bit number; only `parseIpv4` and `readIpv4` make one from text. */
export type Ipv4 = number & { readonly __unit: 'ipv4' }

export const ANY_IPV4 = 0 as Ipv4
export const BROADCAST_IPV4 = 0xffff_ffff as Ipv4

/**
 * Strict dotted decimal: four parts, 0-255, no leading zeros (inet_aton(3) reads those as octal).
 * `at` of a refusal is the first character of the part that is wrong.
 */
export function readIpv4(text: string): Parsed<Ipv4> {
  const parts = text.split('.')
  let value = 0
  let at = 0
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]
    if (i === 4) return refused('more than four parts', at - 1)
    if (part === '') return refused(text === '' ? 'no address' : `part ${i + 1} is empty`, at)
    const odd = part.search(/[^0-9]/)
    if (odd >= 0) return refused(`"${part[odd]}" is not a decimal digit`, at + odd)
    if (part.length > 1 && part[0] === '0')
      return refused(`part ${i + 1} has a leading zero: "${part}" is octal to some tools`, at)
    if (part.length > 3 || Number(part) > 255) return refused(`part ${i + 1} is above 255: "${part}"`, at)
    value = value * 256 + Number(part)
    at += part.length + 1
  }
  if (parts.length < 4) return refused(`four parts expected, found ${parts.length}`, text.length)
  return accepted(value as Ipv4)
}

/** Null on anything that `readIpv4` refuses. */
export function parseIpv4(text: string): Ipv4 | null {
  const parsed = readIpv4(text)
  return parsed.ok ? parsed.value : null
}

export function formatIpv4(address: Ipv4 | number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`
}

export function ipv4FromBytes(bytes: Uint8Array, offset = 0): Ipv4 {
  return readU32(bytes, offset) as Ipv4
}

export function writeIpv4(bytes: Uint8Array, offset: number, address: Ipv4): void {
  writeU32(bytes, offset, address)
}

/** 224.0.0.0/4 (RFC 5771). */
export function isMulticastIpv4(address: Ipv4): boolean {
  return address >>> 28 === 14
}

/** 127.0.0.0/8 (RFC 1122 section 3.2.1.3). */
export function isLoopbackIpv4(address: Ipv4): boolean {
  return address >>> 24 === 127
}

/** 10/8, 172.16/12, 192.168/16 (RFC 1918). */
export function isPrivateIpv4(address: Ipv4): boolean {
  return address >>> 24 === 10 || address >>> 20 === 0xac1 || address >>> 16 === 0xc0a8
}

/** 169.254.0.0/16 (RFC 3927). */
export function isLinkLocalIpv4(address: Ipv4): boolean {
  return address >>> 16 === 0xa9fe
}
