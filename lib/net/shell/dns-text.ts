import { formatIpv4 } from '../addr/ipv4'
import { formatIpv6 } from '../addr/ipv6'
import { asciiText } from '../bytes/ascii'
import { canonical } from '../node/services/dns-name-tree'
import type { DnsRecord } from '../wire/dns'
import { DNS_TYPES } from '../wire/dns-record'

export function typeNameOf(type: number): string {
  return Object.entries(DNS_TYPES).find(([, number]) => number === type)?.[0] ?? `TYPE${type}`
}

/** A record as BIND's tools print it, in columns of eight: name, TTL, class, type, data. */
export function recordLine(record: DnsRecord): string {
  const words = [canonical(record.name), String(record.ttl), 'IN', typeNameOf(record.type)]
  let line = ''
  let column = 0
  for (const [index, word] of words.entries()) {
    const end = 24 + 8 * index
    const gap = tabTo(' '.repeat(column) + word, end).slice(column + word.length)
    line += word + gap
    column = gap === ' ' ? column + word.length + 1 : end
  }
  return line + dataText(record)
}

/** Tabs up to a column; a blank when the text is there already. */
export function tabTo(text: string, column: number): string {
  return text.length >= column ? `${text} ` : text + '\t'.repeat(Math.ceil((column - text.length) / 8))
}

/** The data of a record in the words of a zone file (RFC 1035 section 5.1). */
export function dataText({ data }: DnsRecord): string {
  switch (data.kind) {
    case 'a':
      return formatIpv4(data.address)
    case 'aaaa':
      return formatIpv6(data.address)
    case 'name':
      return canonical(data.name)
    case 'mx':
      return `${data.preference} ${canonical(data.exchange)}`
    case 'txt':
      return data.strings.map((bytes) => `"${asciiText(bytes)}"`).join(' ')
    case 'srv':
      return `${data.priority} ${data.weight} ${data.port} ${canonical(data.target)}`
    case 'soa':
      return `${canonical(data.mname)} ${canonical(data.rname)} ${data.serial} ${data.refresh} ${data.retry} ${data.expire} ${data.minimum}`
    case 'caa':
      return `${data.flags} ${data.tag} "${asciiText(data.value)}"`
    default:
      return `(${data.kind})`
  }
}
