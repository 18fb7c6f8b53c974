import { formatIpv4, type Ipv4, readIpv4 } from '../addr/ipv4'
import { type Ipv6, interfaceIdOfMac } from '../addr/ipv6'
import { type Mac, readMac } from '../addr/mac'
import { accepted, type Parsed, refused } from '../addr/parsed'
import { bitsOfMask, maskOfBits, type Prefix, prefix6, readAddressWithPrefix } from '../addr/prefix'
import { type Address, blockAround, formatAddress, readAddress, widthOf } from './address'
import type { Range } from './range'

/** What someone asked about on one line. */
export type Query =
  | {
      readonly kind: 'block'
      readonly address: Address
      readonly prefix: Prefix
      /** how the length of the network part was given */
      readonly given: 'prefix' | 'mask' | 'wildcard' | 'nothing' | 'mac'
      /** what else the text could have meant */
      readonly note: string | null
    }
  | { readonly kind: 'range'; readonly range: Range }

const MAC = /^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i
const LINK_LOCAL = prefix6(0xfe80_0000_0000_0000_0000_0000_0000_0000n as Ipv6, 64)

/**
 * One line: `10.3.7.9/20`, `10.3.7.9 255.255.240.0` (or with `/`, `mask`, `netmask`, as `0xfffff000`), a wildcard mask
 * (`10.3.0.0 0.0.15.255`), a range (`10.0.0.5-10.0.1.20`, also `to`), an address alone (/32, /128), the same in IPv6, a MAC
 * (its link-local address), or a /64 and a MAC (the address SLAAC forms of them). `at` of a refusal counts in `text`.
 */
export function readQuery(text: string): Parsed<Query> {
  const body = text.trim()
  const lead = text.length - text.trimStart().length
  const query = readBody(body)
  return query.ok ? query : refused(query.error, query.at + lead)
}

function readBody(body: string): Parsed<Query> {
  if (body === '') return refused('nothing to calculate: write an address, such as 192.168.1.10/24', 0)
  if (MAC.test(body)) return readSlaac('', body)
  const other = whatElse(body)
  if (other) return refused(other, 0)
  const range = /^(.*?[^\s/])(\s*[-–—]\s*|\s+to\s+|\s*\.\.+\s*)(?=\S*$)(.+)$/i.exec(body)
  if (range && !/\s/.test(range[3])) return readRange(range[1], range[3], body.length - range[3].length)
  const pair = /^(.*?[^\s/])(?:\s+(?:netmask|mask|wildcard)\s+|\s*\/\s*|\s+)([^\s/]+)$/i.exec(body)
  if (!pair) return readAlone(body)
  const [, left, right] = pair
  const at = body.length - right.length
  if (MAC.test(right)) return readSlaac(left, right)
  if (/^\S+\/\S+$/.test(left)) return refused(`"${right}" is one thing too many`, at)
  if (left.includes(':')) return readWithLength(left, right, at, body)
  if (right.includes('.')) return readWithMask(left, right, at)
  if (/^0x/i.test(right)) return readWithHexMask(left, right, at)
  return readWithLength(left, right, at, body)
}

/** Things that are not addresses but stand where addresses do. */
function whatElse(body: string): string | null {
  if (body.includes('://')) return 'a URL is more than an address'
  if (/^[a-z0-9-]*[g-z][a-z0-9-]*(\.[a-z0-9-]+)+\.?$/i.test(body))
    return 'a name, and a calculator does not look names up'
  if (/^(\d{4,}|0x[0-9a-f]+)$/i.test(body)) return 'one number: an address is written in four parts'
  return null
}

function readAlone(body: string): Parsed<Query> {
  const slash = body.indexOf('/')
  const address = readAddress(slash < 0 ? body : body.slice(0, slash).trimEnd())
  if (!address.ok) return address
  if (slash >= 0)
    return slash === body.length - 1
      ? refused('no prefix length after "/"', body.length)
      : refused('a second "/"', body.indexOf('/', slash + 1))
  const prefix = blockAround(address.value, widthOf(address.value.family))
  return accepted({ kind: 'block', address: address.value, prefix, given: 'nothing', note: null })
}

function readWithLength(left: string, right: string, at: number, body: string): Parsed<Query> {
  if (!body.includes('/')) {
    const address = readAddress(left)
    return address.ok ? refused(`"${right}" is neither a mask nor "/" and a prefix length`, at) : address
  }
  const both = readAddressWithPrefix(`${left}/${right}`)
  if (!both.ok) return refused(both.error, both.at > left.length ? both.at + at - left.length - 1 : both.at)
  const { family, address, prefix } = both.value
  const value = { family, value: BigInt(address) }
  return accepted({ kind: 'block', address: value, prefix, given: 'prefix', note: null })
}

function readWithMask(left: string, right: string, at: number): Parsed<Query> {
  const address = readAddress(left)
  if (!address.ok) return address
  const mask = readIpv4(right)
  if (!mask.ok) return refused(mask.error, mask.at + at)
  const asMask = bitsOfMask(mask.value)
  const asWildcard = bitsOfMask((~mask.value >>> 0) as Ipv4)
  const bits = asMask ?? asWildcard
  if (bits === null) return refused(holesIn(mask.value), at)
  const prefix = blockAround(address.value, bits)
  const given = asMask === null ? 'wildcard' : 'mask'
  const note =
    asMask !== null && asWildcard !== null
      ? `${right} is read as a mask, /${asMask}. As a wildcard mask it would be /${asWildcard}.`
      : null
  return accepted({ kind: 'block', address: address.value, prefix, given, note })
}

function readWithHexMask(left: string, right: string, at: number): Parsed<Query> {
  if (!/^0x[0-9a-f]{8}$/i.test(right))
    return refused('a hexadecimal mask has eight digits after 0x, as in 0xffffff00', at)
  return readWithMask(left, formatIpv4(Number(right)), at)
}

/** Why a mask is not one: where a one comes after a zero. */
function holesIn(mask: Ipv4): string {
  const bits = mask.toString(2).padStart(32, '0')
  const hole = bits.indexOf('01') + 2
  const octets = bits.match(/.{8}/g)?.join('.')
  return `a mask is all ones and then all zeros: ${formatIpv4(mask)} is ${octets}, where bit ${hole} is a one after a zero`
}

function readRange(left: string, right: string, at: number): Parsed<Query> {
  const from = readAddress(left)
  if (!from.ok) return from
  const to = readAddress(right)
  if (!to.ok) return refused(to.error, to.at + at)
  const { family, value: first } = from.value
  if (to.value.family !== family) return refused('a range from one IP version to the other', at)
  if (to.value.value < first) return refused(`the range ends before it starts: ${right} is below ${left}`, at)
  return accepted({ kind: 'range', range: { family, first, last: to.value.value } })
}

function readSlaac(left: string, macText: string): Parsed<Query> {
  const mac = readMac(macText)
  if (!mac.ok) return mac
  if (left === '') return accepted(slaac(LINK_LOCAL.network, mac.value))
  const network = readAddressWithPrefix(left)
  if (!network.ok) return network
  const { prefix } = network.value
  if (prefix.family !== 6 || prefix.bits !== 64)
    return refused('an address is formed of a MAC only in an IPv6 network of /64 (RFC 4862, RFC 2464)', 0)
  return accepted(slaac(prefix.network, mac.value))
}

function slaac(network: bigint, mac: Mac): Query {
  const address: Address = { family: 6, value: network | interfaceIdOfMac(mac) }
  const note = `The interface identifier is made of the MAC: ff:fe in its middle, and bit 7 of its first byte inverted.`
  return { kind: 'block', address, prefix: blockAround(address, 64), given: 'mac', note }
}

/** The query in the form in which it is read again: `10.3.7.9/20`, `10.0.0.5-10.0.1.20`. */
export function formatQuery(query: Query): string {
  if (query.kind === 'block') return `${formatAddress(query.address)}/${query.prefix.bits}`
  const { family, first, last } = query.range
  return `${formatAddress({ family, value: first })}-${formatAddress({ family, value: last })}`
}

/** 255.255.240.0 for 20, as an address. */
export function maskAddress(bits: number): Address {
  return { family: 4, value: BigInt(maskOfBits(bits)) }
}
