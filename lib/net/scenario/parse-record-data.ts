import { parseIpv4 } from '../addr/ipv4'
import { parseIpv6 } from '../addr/ipv6'
import { asciiBytes } from '../bytes/ascii'
import type { DnsData } from '../wire/dns-record'

/** The types of records that a scenario may hold. */
export const RECORD_TYPES = ['A', 'AAAA', 'CNAME', 'NS', 'PTR', 'TXT', 'MX', 'SOA', 'SRV', 'CAA']

const LONGEST_STRING = 255

/** The data of a record from the words of a zone file (RFC 1035 section 5.1); `absolute` completes a name. Null if they do not fit. */
export function readRecordData(
  type: string,
  words: readonly string[],
  absolute: (name: string) => string,
): DnsData | null {
  const [first] = words
  if (first === undefined) return null
  const numbers = words.map((word) => (/^\d+$/.test(word) ? Number(word) : null))
  switch (type) {
    case 'A': {
      const address = parseIpv4(first)
      return address === null ? null : { kind: 'a', address }
    }
    case 'AAAA': {
      const address = parseIpv6(first)
      return address === null ? null : { kind: 'aaaa', address }
    }
    case 'TXT': {
      const strings = stringsOf(words)
      return strings && { kind: 'txt', strings }
    }
    case 'MX': {
      const [preference] = numbers
      return preference === null || words.length !== 2
        ? null
        : { kind: 'mx', preference, exchange: absolute(words[1]) }
    }
    case 'SRV': {
      const [priority, weight, port] = numbers
      if (priority === null || weight == null || port == null || words.length !== 4) return null
      return { kind: 'srv', priority, weight, port, target: absolute(words[3]) }
    }
    case 'CAA': {
      const [flags] = numbers
      const values = stringsOf(words.slice(2))
      return flags === null || values?.length !== 1
        ? null
        : { kind: 'caa', flags, tag: words[1], value: values[0] }
    }
    case 'SOA':
      return soaFrom(words, numbers, absolute)
    default:
      return words.length === 1 ? { kind: 'name', name: absolute(first) } : null
  }
}

function soaFrom(
  words: readonly string[],
  numbers: readonly (number | null)[],
  absolute: (name: string) => string,
): DnsData | null {
  const times = numbers.slice(2).filter((number) => number !== null)
  if (words.length !== 7 || times.length !== 5) return null
  const [serial, refresh, retry, expire, minimum] = times
  const [mname, rname] = words.slice(0, 2).map(absolute)
  return { kind: 'soa', mname, rname, serial, refresh, retry, expire, minimum }
}

/** One string for each word; what is quoted is one word. */
function stringsOf(words: readonly string[]): Uint8Array[] | null {
  const bytes = words.map((text) => asciiBytes(text.replace(/^"|"$/g, '')))
  return bytes.length === 0 || bytes.some(({ length }) => length > LONGEST_STRING) ? null : bytes
}
