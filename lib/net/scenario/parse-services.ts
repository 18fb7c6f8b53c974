import { parseIpv4 } from '../addr/ipv4'
import { parseIpv6 } from '../addr/ipv6'
import { canonical, type ZoneRecord } from '../node/services/dns'
import { asciiBytes } from '../node/services/listener'
import { DNS_TYPES, type DnsData } from '../wire/dns-record'
import { refuse, refuseWord } from './problem'
import { at, optional, readArray, readObject, readText } from './read'
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
