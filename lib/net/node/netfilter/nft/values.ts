import { formatIpv4, parseIpv4 } from '../../../addr/ipv4'
import { formatIpv6, parseIpv6 } from '../../../addr/ipv6'
import { lastAddress4, lastAddress6, prefix4, prefix6 } from '../../../addr/prefix'
import type { Address } from '../../address'
import { nftIcmpName, nftIcmpType } from '../icmp-names'
import { protocolName, protocolNumber } from '../protocol-names'
import { portOfService } from '../service-names'
import { Complaint, type Span, spanOf, unexpected } from './complaint'
import { type Cursor, peek, take, takeIf } from './cursor'
import { isKeyword, type Token } from './tokens'

export type ValueKind =
  | 'port'
  | 'ip'
  | 'ip6'
  | 'iface'
  | 'protocol'
  | 'icmp'
  | 'icmpv6'
  | 'ct-state'
  | 'family'
  | 'ethertype'
  | 'byte'

/** What stands right of a selector: one thing or a range of them; `text` as nft lists it. */
export type Value = { readonly from: number | bigint; readonly to: number | bigint; readonly text: string }

/** Bits of the kernel's conntrack states; nft lists them in this order. */
export const CT_BITS: Readonly<Record<string, number>> = {
  invalid: 1,
  established: 2,
  related: 4,
  new: 8,
  untracked: 64,
}

/** A value, a range `a-b`, or an address with its prefix length. */
export function takeValue(cursor: Cursor, kind: ValueKind): Value {
  const token = takeValueToken(cursor, kind)
  if (kind === 'ip' || kind === 'ip6') return takeAddress(cursor, kind, token)
  const from = numberOf(token, kind)
  const text = textOf(from, token, kind)
  if (!RANGED.has(kind) || !takeIf(cursor, '-')) return { from, to: from, text }
  const last = takeValueToken(cursor, kind)
  const to = numberOf(last, kind)
  if (to < from) throw new Complaint('Range has zero or negative size', spanOf(token, last))
  return { from, to, text: `${text}-${textOf(to, last, kind)}` }
}

const RANGED: ReadonlySet<ValueKind> = new Set<ValueKind>(['port', 'byte', 'icmp', 'icmpv6'])

/** Names of protocols and of the ICMP type redirect are keywords elsewhere. */
function takeValueToken(cursor: Cursor, kind: ValueKind): Token {
  const token = peek(cursor)
  const named = NAMED_BY_KEYWORDS[kind]?.includes(token.text) ?? false
  const usable =
    token.kind === 'number' || token.kind === 'address' || token.kind === 'quoted' || token.kind === 'word'
  if (!usable || (isKeyword(token) && !named)) throw unexpected(token)
  return take(cursor)
}

const NAMED_BY_KEYWORDS: Readonly<Partial<Record<ValueKind, readonly string[]>>> = {
  protocol: ['tcp', 'udp', 'icmp', 'icmpv6', 'esp', 'ah', 'sctp', 'dccp', 'udplite'],
  icmp: ['redirect'],
  ethertype: ['ip', 'ip6'],
}

function numberOf(token: Token, kind: ValueKind): number | bigint {
  const { text } = token
  const number = /^\d+$/.test(text) ? Number(text) : null
  switch (kind) {
    case 'port': {
      const port = number ?? portOfService(text, 'tcp') ?? portOfService(text, 'udp')
      if (port === null)
        throw new Complaint('Could not resolve service: Servname not supported for ai_socktype', token)
      if (port > 65535) throw new Complaint('Service out of range', token)
      return port
    }
    case 'protocol':
      return protocolNumber(text) ?? refuse('Could not resolve protocol name', token)
    case 'icmp':
      return nftIcmpType(text, 1) ?? refuse('Could not parse ICMP type', token)
    case 'icmpv6':
      return nftIcmpType(text, 58) ?? refuse('Could not parse ICMPv6 type', token)
    case 'ct-state':
      return (
        (Object.hasOwn(CT_BITS, text) ? CT_BITS[text] : null) ??
        refuse('Could not parse conntrack state', token)
      )
    case 'family':
      return text === 'ipv4' ? 4 : text === 'ipv6' ? 6 : refuse('Could not parse netfilter protocol', token)
    case 'ethertype':
      return text === 'ip' ? 4 : text === 'ip6' ? 6 : refuse('Could not parse Ethernet protocol', token)
    case 'byte':
      if (number === null) return refuse('Could not parse integer', token)
      return number <= 255 ? number : refuse(`Value ${number} exceeds valid range 0-255`, token)
    default:
      if (text.length > 15) throw new Complaint('String exceeds maximum length of 16', token)
      return orderOfName(text)
  }
}

function refuse(message: string, token: Token): never {
  throw new Complaint(message, token)
}

/** The kernel keeps a name as a number whose lowest byte is the first letter; sets are listed in that order. */
function orderOfName(name: string): bigint {
  let order = 0n
  for (let i = name.length - 1; i >= 0; i--) order = (order << 8n) | BigInt(name.charCodeAt(i))
  return order
}

function textOf(value: number | bigint, token: Token, kind: ValueKind): string {
  switch (kind) {
    case 'iface':
      return token.text
    case 'protocol':
      return protocolName(Number(value))
    case 'icmp':
      return nftIcmpName(Number(value), 1)
    case 'icmpv6':
      return nftIcmpName(Number(value), 58)
    case 'ct-state':
    case 'family':
    case 'ethertype':
      return token.text
    default:
      return String(value)
  }
}

function takeAddress(cursor: Cursor, kind: 'ip' | 'ip6', token: Token): Value {
  const from = addressOf(token, kind)
  const width = kind === 'ip' ? 32 : 128
  if (takeIf(cursor, '/')) {
    const length = take(cursor)
    const bits = Number(length.text)
    if (length.kind !== 'number') throw unexpected(length)
    if (bits > width) {
      const message = `Prefix length ${bits} is invalid for type of ${width} bits width`
      throw new Complaint(message, spanOf(token, length))
    }
    return networkOf(from, bits)
  }
  if (!takeIf(cursor, '-')) return { from, to: from, text: formatAddress(from) }
  const last = takeValueToken(cursor, kind)
  const to = addressOf(last, kind)
  if (to < from) throw new Complaint('Range has zero or negative size', spanOf(token, last))
  return { from, to, text: `${formatAddress(from)}-${formatAddress(to)}` }
}

function networkOf(address: Address, bits: number): Value {
  const prefix = typeof address === 'number' ? prefix4(address, bits) : prefix6(address, bits)
  const to = prefix.family === 4 ? lastAddress4(prefix) : lastAddress6(prefix)
  const whole = prefix.network === to
  return { from: prefix.network, to, text: `${formatAddress(prefix.network)}${whole ? '' : `/${bits}`}` }
}

/** An address of the family; names are not looked up. */
export function addressOf(token: Token & Span, kind: 'ip' | 'ip6'): Address {
  const address = kind === 'ip' ? parseIpv4(token.text) : parseIpv6(token.text)
  if (address !== null) return address
  const other = kind === 'ip' ? parseIpv6(token.text) : parseIpv4(token.text)
  const why = other === null ? 'Name or service not known' : 'Address family for hostname not supported'
  throw new Complaint(`Could not resolve hostname: ${why}`, token)
}

export function formatAddress(address: Address): string {
  return typeof address === 'number' ? formatIpv4(address) : formatIpv6(address)
}

/** A set as nft lists it: in order, doubles once; with ranges in it, what touches or overlaps becomes one. */
export function normalizeSet(values: readonly Value[], kind: ValueKind): Value[] {
  const sorted = [...values].sort((one, other) =>
    one.from < other.from ? -1 : one.from > other.from ? 1 : 0,
  )
  const ranged = values.some(({ from, to }) => from !== to)
  const kept: Value[] = []
  for (const value of sorted) {
    const last = kept.at(-1)
    if (!last || !(ranged ? touches(last, value) : last.from === value.from)) kept.push(value)
    else if (value.to > last.to) kept[kept.length - 1] = join(last, value, kind)
  }
  return kept
}

function touches(last: Value, next: Value): boolean {
  return (
    next.from <= last.to ||
    (typeof last.to === 'bigint' ? next.from === last.to + 1n : next.from === last.to + 1)
  )
}

function join(first: Value, second: Value, kind: ValueKind): Value {
  const show = (value: number | bigint) =>
    kind === 'ip' || kind === 'ip6' ? formatAddress(value as Address) : String(value)
  return { from: first.from, to: second.to, text: `${show(first.from)}-${show(second.to)}` }
}
