import { formatIpv4 } from '../addr/ipv4'
import { formatIpv6 } from '../addr/ipv6'
import { addressText, parseAddress } from '../node/address'
import { canonical } from '../node/services/dns'
import { asciiText } from '../node/services/listener'
import type { DnsMessage, DnsRecord } from '../wire/dns'
import { DNS_TYPES } from '../wire/dns-record'
import { failed, type Output, wrote } from './output'
import { askDns } from './resolve-name'
import { machineOf, type Terminal } from './terminal'

const RCODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED']

/** `dig [@SERVER] NAME [TYPE] [+short] [+norecurse]`, dig(1). */
export function runDig(terminal: Terminal, words: readonly string[]): Output {
  const at = words.find((word) => word.startsWith('@'))?.slice(1)
  const server = at === undefined ? machineOf(terminal).resolver : parseAddress(at)
  if (at !== undefined && server === null)
    return failed(`dig: couldn't get address for '${at}': not found`, 10)
  const [name = '.', typeText = 'A'] = words.filter((word) => !word.startsWith('@') && !word.startsWith('+'))
  const typeName = typeText.toUpperCase()
  if (!(typeName in DNS_TYPES)) return failed(`;; Warning, ignoring invalid type ${typeText}`, 1)
  const answer = askDns(
    terminal,
    name,
    DNS_TYPES[typeName as keyof typeof DNS_TYPES],
    server,
    !words.includes('+norecurse'),
  )
  const shown = server === null ? '127.0.0.1' : addressText(server)
  if (answer === 'refused' || answer === 'no-server') {
    return wrote(
      [`;; communications error to ${shown}#53: connection refused`, ';; no servers could be reached'],
      9,
    )
  }
  if (answer === 'timeout')
    return wrote([`;; communications error to ${shown}#53: timed out`, ';; no servers could be reached'], 9)
  if (words.includes('+short')) return wrote(answer.message.answers.map(dataText))
  return wrote(report(answer.message, canonical(name), typeName, shown, answer.us))
}

function report(message: DnsMessage, name: string, type: string, server: string, us: number): string[] {
  const { answers, authorities, id, rcode } = message
  const flags = [
    'qr',
    message.authoritative ? 'aa' : '',
    message.truncated ? 'tc' : '',
    message.recursionDesired ? 'rd' : '',
    message.recursionAvailable ? 'ra' : '',
  ].filter(Boolean)
  const warning =
    message.recursionDesired && !message.recursionAvailable
      ? [';; WARNING: recursion requested but not available']
      : []
  return [
    ';; Got answer:',
    `;; ->>HEADER<<- opcode: QUERY, status: ${RCODES[rcode] ?? rcode}, id: ${id}`,
    `;; flags: ${flags.join(' ')}; QUERY: 1, ANSWER: ${answers.length}, AUTHORITY: ${authorities.length}, ADDITIONAL: 0`,
    ...warning,
    '',
    ';; QUESTION SECTION:',
    `;${name}\t\t\tIN\t${type}`,
    '',
    ...(answers.length > 0 ? [';; ANSWER SECTION:', ...answers.map(recordLine), ''] : []),
    `;; Query time: ${Math.round(us / 1000)} msec`,
    `;; SERVER: ${server}#53(${server}) (UDP)`,
    '',
  ]
}

function recordLine(record: DnsRecord): string {
  const type =
    Object.entries(DNS_TYPES).find(([, number]) => number === record.type)?.[0] ?? `TYPE${record.type}`
  return `${canonical(record.name)}\t\t${record.ttl}\tIN\t${type}\t${dataText(record)}`
}

function dataText({ data }: DnsRecord): string {
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
    default:
      return `(${data.kind})`
  }
}
