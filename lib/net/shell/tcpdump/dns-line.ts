import { formatIpv4 } from '../../addr/ipv4'
import { formatIpv6 } from '../../addr/ipv6'
import { type DnsMessage, type DnsRecord, decodeDns } from '../../wire/dns'
import { DNS_TYPES } from '../../wire/dns-record'
import { type Printer, truncated } from './printer'

const OPERATIONS = ['', ' inv_q', ' stat', ' op3', ' notify', ' update']
const RESPONSES = [
  '',
  ' FormErr',
  ' ServFail',
  ' NXDomain',
  ' NotImp',
  ' Refused',
  ' YXDomain',
  ' YXRRSet',
  ' NXRRSet',
  ' NotAuth',
  ' NotZone',
]

/** Younger than tcpdump 4.99.3, which shows their numbers. */
const UNKNOWN: readonly string[] = ['CAA', 'TLSA', 'NSEC3', 'NSEC3PARAM']

const NAMES = new Map<number, string>(
  Object.entries(DNS_TYPES)
    .filter(([name]) => !UNKNOWN.includes(name))
    .map(([name, number]) => [number, name]),
)

/** As print-domain.c: `49032+ [1au] A? www.example.com. (46)`, or what came back. */
export function dnsLine(printer: Printer, bytes: Uint8Array, offset: number, end: number): string {
  const decoded = decodeDns(bytes, offset, end)
  if (!decoded.ok) return truncated('domain')
  const message = decoded.header
  const length = `(${end - offset})`
  return message.response ? response(printer, message, length) : query(message, length)
}

function query(message: DnsMessage, length: string): string {
  const { questions, answers, authorities, additionals } = message
  const marks = [
    OPERATIONS[message.opcode] ?? ` op${message.opcode}`,
    message.recursionDesired ? '+' : '',
    message.authoritative ? '*' : '',
    message.recursionAvailable ? '-' : '',
    message.truncated ? '|' : '',
    message.checkingDisabled ? '%' : '',
  ].join('')
  const counts = [
    answers.length > 0 ? ` [${answers.length}a]` : '',
    questions.length !== 1 ? ` [${questions.length}q]` : '',
    authorities.length > 0 ? ` [${authorities.length}n]` : '',
    additionals.length > 0 ? ` [${additionals.length}au]` : '',
  ].join('')
  const asked = questions.map(({ name, type }) => ` ${typeName(type)}? ${dotted(name)}`).join('')
  return `${message.id}${marks}${counts}${asked} ${length}`
}

function response(printer: Printer, message: DnsMessage, length: string): string {
  const { questions, answers, authorities, additionals } = message
  const marks = [
    OPERATIONS[message.opcode] ?? ` op${message.opcode}`,
    RESPONSES[message.rcode] ?? ` Resp${message.rcode}`,
    message.authoritative ? '*' : '',
    message.recursionAvailable ? '' : '-',
    message.truncated ? '|' : '',
    message.authenticData ? '$' : '',
  ].join('')
  const odd = questions.length !== 1 ? ` [${questions.length}q]` : ''
  const records = answers.map((record) => recordText(printer, record)).join(',')
  return `${message.id}${marks}${odd} ${answers.length}/${authorities.length}/${additionals.length}${records} ${length}`
}

function recordText(printer: Printer, { name: owner, type, data }: DnsRecord): string {
  const name = `${printer.verbose > 0 ? ` ${dotted(owner)}` : ''} ${typeName(type)}`
  switch (data.kind) {
    case 'a':
      return `${name} ${formatIpv4(data.address)}`
    case 'aaaa':
      return `${name} ${formatIpv6(data.address)}`
    case 'name':
      return `${name} ${dotted(data.name)}`
    case 'mx':
      return `${name} ${dotted(data.exchange)} ${data.preference}`
    case 'srv':
      return `${name} ${dotted(data.target)}:${data.port} ${data.priority} ${data.weight}`
    case 'txt':
      return `${name}${data.strings.map((text) => ` "${latin1(text)}"`).join('')}`
    case 'soa':
      return printer.verbose === 0
        ? name
        : `${name} ${dotted(data.mname)} ${dotted(data.rname)} ${data.serial} ${data.refresh} ${data.retry} ${data.expire} ${data.minimum}`
    default:
      return name
  }
}

function typeName(type: number): string {
  return NAMES.get(type) ?? `Type${type}`
}

function dotted(name: string): string {
  return name === '' || name === '.' ? '.' : name.endsWith('.') ? name : `${name}.`
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
}
