import { parseIpv4 } from '../addr/ipv4'
import { parseIpv6 } from '../addr/ipv6'
import type { DhcpPool } from '../node/services/dhcp-server'
import { canonical, type ZoneRecord } from '../node/services/dns'
import { asciiBytes } from '../node/services/listener'
import { DNS_TYPES, type DnsData } from '../wire/dns-record'
import { refuse, refuseWord } from './problem'
import { at, optional, readArray, readNumber, readObject, readText } from './read'
import type { DnsSpec } from './schema'
import { readAddress } from './words'

const DEFAULT_TTL_S = 300
const TYPES = ['A', 'AAAA', 'CNAME', 'NS', 'PTR', 'TXT', 'MX']

/** `{ "zones": ["example.com"], "records": ["www.example.com 300 A 198.51.100.80"], "upstream": "203.0.113.53" }` */
export function readDns(value: unknown, path: string): DnsSpec | null {
  if (value === undefined) return null
  const dns = readObject(value, path, ['zones', 'records', 'upstream'])
  const texts = (key: string) =>
    optional(dns[key], [], () => readArray(dns[key], `${path}.${key}`)).map((text, index) =>
      readText(text, `${path}.${key}[${index}]`),
    )
  return {
    zones: texts('zones').map(canonical),
    records: texts('records').map((text, index) => readRecord(text, `${path}.records[${index}]`)),
    upstream:
      dns.upstream === undefined
        ? null
        : readAddress(readText(dns.upstream, `${path}.upstream`), `${path}.upstream`),
  }
}

/** `NAME [TTL] TYPE DATA`, as in a zone file (RFC 1035 section 5.1). */
function readRecord(text: string, path: string): ZoneRecord {
  const words = text.trim().split(/\s+/)
  const name = words.shift() ?? ''
  const ttl = /^\d+$/.test(words[0] ?? '') ? Number(words.shift()) : DEFAULT_TTL_S
  const type = (words.shift() ?? '').toUpperCase()
  if (!TYPES.includes(type))
    refuseWord(path, `NAME [TTL] TYPE DATA with a type among ${TYPES.join(', ')}`, type, TYPES)
  const data = readData(type, words)
  if (data === null) refuse(path, `data of a record of type ${type}`, words.join(' '))
  return { name: canonical(name), type: DNS_TYPES[type as keyof typeof DNS_TYPES], ttl, data }
}

function readData(type: string, words: readonly string[]): DnsData | null {
  const [first] = words
  if (first === undefined) return null
  if (type === 'A') {
    const address = parseIpv4(first)
    return address === null ? null : { kind: 'a', address }
  }
  if (type === 'AAAA') {
    const address = parseIpv6(first)
    return address === null ? null : { kind: 'aaaa', address }
  }
  if (type === 'TXT') return { kind: 'txt', strings: [asciiBytes(words.join(' ').replace(/^"|"$/g, ''))] }
  if (type === 'MX')
    return words[1] === undefined || !/^\d+$/.test(first)
      ? null
      : { kind: 'mx', preference: Number(first), exchange: canonical(words[1]) }
  return { kind: 'name', name: canonical(first) }
}

/** `{ "/": "Hello" }`; without any, the front page says the host's name. */
export function readPages(value: unknown, path: string, host: string): Readonly<Record<string, string>> {
  if (value === undefined) return { '/': `This is ${host}.\n` }
  return Object.fromEntries(
    Object.entries(readObject(value, path, null)).map(([target, text]) => [
      target,
      readText(text, at(path, target)),
    ]),
  )
}

const DAY_S = 86_400
const YEAR_S = 366 * DAY_S

/** `{ "lan": { "range": "192.168.1.100-192.168.1.150", "router": "192.168.1.1", "dns": "192.168.1.1", "lease": 3600 } }` */
export function readDhcp(value: unknown, path: string, ifaces: readonly string[]): readonly DhcpPool[] {
  if (value === undefined) return []
  return Object.entries(readObject(value, path, null)).map(([iface, entry]) => {
    const where = at(path, iface)
    if (!ifaces.includes(iface))
      refuseWord(where, `an interface of this host (${ifaces.join(', ')})`, iface, ifaces)
    const pool = readObject(entry, where, ['range', 'router', 'dns', 'lease'])
    const [first, last] = readText(pool.range, `${where}.range`)
      .split('-')
      .map((text) => parseIpv4(text.trim()))
    if (first === null || last === null || last === undefined || first > last)
      refuse(`${where}.range`, 'FIRST-LAST, two IPv4 addresses', pool.range)
    const address = (key: 'router' | 'dns') => {
      if (pool[key] === undefined) return null
      const parsed = parseIpv4(readText(pool[key], `${where}.${key}`))
      if (parsed === null) refuse(`${where}.${key}`, 'an IPv4 address', pool[key])
      return parsed
    }
    const leaseS = optional(pool.lease, DAY_S, () => readNumber(pool.lease, `${where}.lease`, 60, YEAR_S))
    return { iface, first, last, router: address('router'), nameServer: address('dns'), leaseS }
  })
}
