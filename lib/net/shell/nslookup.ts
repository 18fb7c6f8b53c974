import { formatIpv4 } from '../addr/ipv4'
import { formatIpv6 } from '../addr/ipv6'
import { asciiText } from '../bytes/ascii'
import { type Address, addressText, parseAddress } from '../node/address'
import { type DnsMessage, type DnsRecord, NOERROR, NXDOMAIN } from '../wire/dns'
import { DNS_TYPES } from '../wire/dns-record'
import { failed, type Output, wrote } from './output'
import { askDns } from './resolve-name'
import { reverseName } from './reverse-name'
import { machineOf, type Terminal } from './terminal'

const NOT_AUTHORITATIVE = ['Non-authoritative answer:']
const RCODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED']

/** `nslookup [-type=TYPE] NAME [SERVER]`, nslookup(1) of BIND 9.18. Without a type it asks for A and, where there is a name, AAAA. */
export function runNslookup(terminal: Terminal, words: readonly string[]): Output {
  const options = words.filter((word) => word.startsWith('-'))
  const [name = '', serverText] = words.filter((word) => !word.startsWith('-'))
  const typeText = options.map((word) => /^-(?:q|type|query|querytype)=(\w+)$/i.exec(word)?.[1]).find(Boolean)
  const typeName = typeText?.toUpperCase() ?? null
  if (typeName !== null && !(typeName in DNS_TYPES)) return failed(`unknown query type: ${typeText}`, 1)
  const server = serverText === undefined ? machineOf(terminal).resolver : parseAddress(serverText)
  if (serverText !== undefined && server === null)
    return failed(`nslookup: couldn't get address for '${serverText}': not found`, 1)
  const reverse = typeName === null ? reverseName(name) : null
  const asked = reverse ?? name
  const types = typeName ? [typeName] : reverse ? ['PTR'] : ['A', 'AAAA']
  return lookUp(terminal, asked, types, server, serverText !== undefined)
}

function lookUp(
  terminal: Terminal,
  name: string,
  types: readonly string[],
  server: Address | null,
  named: boolean,
): Output {
  const shown = server === null ? '127.0.0.1' : addressText(server)
  const head = types[0] === 'PTR' ? [] : [`Server:\t\t${shown}`, `Address:\t${shown}#53`, '']
  const lines: string[] = []
  for (const [index, type] of types.entries()) {
    const answer = askDns(terminal, name, DNS_TYPES[type as keyof typeof DNS_TYPES], server, {
      attempts: 3,
    })
    if (typeof answer === 'string') {
      const why = answer === 'timeout' ? 'timed out' : 'connection refused'
      const complaint = `;; communications error to ${shown}#53: ${why}`
      return wrote([complaint, complaint, complaint, ';; no servers could be reached', ''], 1)
    }
    const { message } = answer
    // who names a server knows whom he asks
    if (!message.recursionAvailable && !named) lines.push(`;; Got recursion not available from ${shown}`)
    if (index === 0) lines.push(...head)
    if (message.rcode !== NOERROR && !(message.rcode === NXDOMAIN && index > 0)) {
      lines.push(`** server can't find ${bare(name)}: ${RCODES[message.rcode] ?? message.rcode}`, '')
      return wrote(lines, 1)
    }
    if (index === 0 && !message.authoritative && message.answers.length > 0) lines.push(...NOT_AUTHORITATIVE)
    lines.push(...answerLines(message, name, index, type))
  }
  return wrote([...lines, ''])
}

function answerLines({ answers }: DnsMessage, name: string, index: number, type: string): string[] {
  const wanted = answers.filter((record) => index === 0 || record.data.kind === 'aaaa')
  if (wanted.length === 0 && index === 0 && type !== 'A') return [`*** Can't find ${bare(name)}: No answer`]
  if (wanted.length === 0 && index === 0) return [`*** Can't find ${bare(name)}: No answer`]
  return wanted.flatMap(recordLines)
}

function recordLines({ name, type, data }: DnsRecord): string[] {
  const owner = bare(name)
  switch (data.kind) {
    case 'a':
      return [`Name:\t${owner}`, `Address: ${formatIpv4(data.address)}`]
    case 'aaaa':
      return [`Name:\t${owner}`, `Address: ${formatIpv6(data.address)}`]
    case 'name': {
      const word = type === DNS_TYPES.NS ? 'nameserver' : type === DNS_TYPES.PTR ? 'name' : 'canonical name'
      return [`${owner}\t${word} = ${bare(data.name)}.`]
    }
    case 'mx':
      return [`${owner}\tmail exchanger = ${data.preference} ${bare(data.exchange)}.`]
    case 'txt':
      return [`${owner}\ttext = ${data.strings.map((bytes) => `"${asciiText(bytes)}"`).join(' ')}`]
    case 'soa':
      return [
        owner,
        `\torigin = ${bare(data.mname)}`,
        `\tmail addr = ${bare(data.rname)}`,
        `\tserial = ${data.serial}`,
        `\trefresh = ${data.refresh}`,
        `\tretry = ${data.retry}`,
        `\texpire = ${data.expire}`,
        `\tminimum = ${data.minimum}`,
      ]
    default:
      return []
  }
}

function bare(name: string): string {
  return name === '.' ? name : name.replace(/\.$/, '')
}
