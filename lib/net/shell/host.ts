import { addressText, parseAddress } from '../node/address'
import { type DnsRecord, NOERROR } from '../wire/dns'
import { DNS_TYPES } from '../wire/dns-record'
import { dataText } from './dns-text'
import { readOptions } from './options'
import { failed, type Output, wrote } from './output'
import { askDns } from './resolve-name'
import { reverseName } from './reverse-name'
import { machineOf, type Terminal } from './terminal'

const RCODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED']

/** `host [-t TYPE] NAME|ADDRESS [SERVER]`, host(1) of BIND 9.18: A, AAAA and MX unless a type is given. */
export function runHost(terminal: Terminal, words: readonly string[]): Output {
  const { given, rest } = readOptions(words, 't')
  const [name, serverText] = rest
  if (name === undefined) return failed('Usage: host [-t type] {hostname|address} [server]', 1)
  const server = serverText === undefined ? machineOf(terminal).resolver : parseAddress(serverText)
  const reverse = reverseName(name)
  const typeText = given.get('t')?.toUpperCase()
  if (typeText !== undefined && !(typeText in DNS_TYPES))
    return failed(`host: invalid type: ${given.get('t')}`, 1)
  const types = typeText ? [typeText] : reverse ? ['PTR'] : ['A', 'AAAA', 'MX']
  const asked = reverse ?? name
  const lines: string[] = []
  for (const type of types as (keyof typeof DNS_TYPES)[]) {
    const answer = askDns(terminal, asked, DNS_TYPES[type], server, { attempts: 3 })
    if (typeof answer === 'string') {
      const shown = server === null ? '127.0.0.1' : addressText(server)
      const complaint = `;; communications error to ${shown}#53: ${answer === 'timeout' ? 'timed out' : 'connection refused'}`
      return wrote([complaint, complaint, ';; no servers could be reached'], 1)
    }
    const { rcode, answers } = answer.message
    if (rcode !== NOERROR)
      return wrote([...lines, `Host ${asked} not found: ${rcode}(${RCODES[rcode] ?? rcode})`], 1)
    // the alias is said once, with the first answer
    lines.push(
      ...answers.filter((record) => lines.length === 0 || record.type !== DNS_TYPES.CNAME).map(sentence),
    )
    if (answers.length === 0 && types.length === 1) lines.push(`${asked} has no ${type} record`)
  }
  return wrote(lines)
}

function sentence(record: DnsRecord): string {
  const name = record.name.replace(/\.$/, '')
  const data = dataText(record)
  switch (record.type) {
    case DNS_TYPES.A:
      return `${name} has address ${data}`
    case DNS_TYPES.AAAA:
      return `${name} has IPv6 address ${data}`
    case DNS_TYPES.CNAME:
      return `${name} is an alias for ${data}`
    case DNS_TYPES.MX:
      return `${name} mail is handled by ${data}`
    case DNS_TYPES.NS:
      return `${name} name server ${data}`
    case DNS_TYPES.PTR:
      return `${name} domain name pointer ${data}`
    case DNS_TYPES.TXT:
      return `${name} descriptive text ${data}`
    default:
      return `${name} has ${data}`
  }
}
