import { addressText } from '../node/address'
import { canonical } from '../node/services/dns-name-tree'
import { CLASS_IN, type DnsMessage, type DnsRecord } from '../wire/dns'
import { DNS_TYPES } from '../wire/dns-record'
import { type DigOptions, readDigOptions } from './dig-options'
import { traceFromRoot } from './dig-trace'
import { dataText, recordLine, tabTo } from './dns-text'
import { failed, type Output, wrote } from './output'
import { askDns, type DnsAnswer } from './resolve-name'
import { machineOf, type Terminal } from './terminal'
import { calendarTime } from './wall-clock'

const RCODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED']
const VERSION = '9.18.49-1~deb12u3-Debian'

/** `dig [@SERVER] [-x ADDRESS] NAME [TYPE] [+short] [+trace] [+norecurse] [+noall] [+answer] …`, dig(1) of BIND 9.18. */
export function runDig(terminal: Terminal, words: readonly string[]): Output {
  const options = readDigOptions(words)
  if (typeof options === 'string') return failed(options, options.startsWith('dig:') ? 10 : 1)
  const server = options.server ?? machineOf(terminal).resolver
  const banner = bannerOf(options)
  if (options.trace) return wrote([...banner, ...traceFromRoot(terminal, options, server)])
  const shown = server === null ? '127.0.0.1' : addressText(server)
  const answer = askDns(terminal, options.name, DNS_TYPES[options.type], server, {
    recursionDesired: options.recurse,
    attempts: 3,
    edns: options.size,
    tcp: options.tcp,
  })
  if (typeof answer === 'string') {
    const why = answer === 'timeout' ? 'timed out' : 'connection refused'
    const complaint = `;; communications error to ${shown}#53: ${why}`
    return wrote([complaint, complaint, complaint, ...banner, ';; no servers could be reached'], 9)
  }
  if (options.short) return wrote(answer.message.answers.map(dataText))
  const cut = answer.retried ? [';; Truncated, retrying in TCP mode.'] : []
  return wrote([...cut, ...banner, ...report(options, answer, shown, terminal.simulation.now)])
}

function bannerOf({ typed, server, short, show }: DigOptions): string[] {
  if (short || !show.cmd) return []
  const found = server === null ? [] : ['; (1 server found)']
  return ['', `; <<>> DiG ${VERSION} <<>> ${typed}`, ...found, ';; global options: +cmd']
}

type Answered = Exclude<DnsAnswer, string>

function report(
  options: DigOptions,
  { message, us, size, overTcp }: Answered,
  server: string,
  now: number,
): string[] {
  const { show } = options
  const lines: string[] = []
  if (show.comments) lines.push(...headerLines(message))
  if (show.question) {
    const { name, type } = options
    lines.push(...titled(show.comments, 'QUESTION', [`;${tabTo(canonical(name), 32)}IN\t${type}`]))
  }
  const additionals = message.additionals.filter(({ data }) => data.kind !== 'opt')
  if (show.answer) lines.push(...records(show.comments, 'ANSWER', message.answers))
  if (show.authority) lines.push(...records(show.comments, 'AUTHORITY', message.authorities))
  if (show.additional) lines.push(...records(show.comments, 'ADDITIONAL', additionals))
  if (show.stats)
    lines.push(
      `;; Query time: ${Math.round(us / 1000)} msec`,
      `;; SERVER: ${server}#53(${server}) (${overTcp ? 'TCP' : 'UDP'})`,
      `;; WHEN: ${calendarTime(now).replace(/ (\d{4})$/, ' UTC $1')}`,
      `;; MSG SIZE  rcvd: ${size}`,
      '',
    )
  return lines
}

function headerLines(message: DnsMessage): string[] {
  const { id, rcode, questions, answers, authorities, additionals } = message
  const flags = [
    'qr',
    message.authoritative ? 'aa' : '',
    message.truncated ? 'tc' : '',
    message.recursionDesired ? 'rd' : '',
    message.recursionAvailable ? 'ra' : '',
    message.authenticData ? 'ad' : '',
    message.checkingDisabled ? 'cd' : '',
  ].filter(Boolean)
  const counts = `QUERY: ${questions.length}, ANSWER: ${answers.length}, AUTHORITY: ${authorities.length}, ADDITIONAL: ${additionals.length}`
  const warned = message.recursionDesired && !message.recursionAvailable
  const opt = additionals.find(({ data }) => data.kind === 'opt')
  return [
    ';; Got answer:',
    `;; ->>HEADER<<- opcode: QUERY, status: ${RCODES[rcode] ?? rcode}, id: ${id}`,
    `;; flags: ${flags.join(' ')}; ${counts}`,
    ...(warned ? [';; WARNING: recursion requested but not available'] : []),
    '',
    ...(opt ? [';; OPT PSEUDOSECTION:', `; EDNS: version: 0, flags:; udp: ${opt.class}`] : []),
  ]
}

function titled(comments: boolean, title: string, lines: readonly string[]): string[] {
  return comments ? [`;; ${title} SECTION:`, ...lines, ''] : [...lines]
}

function records(comments: boolean, title: string, found: readonly DnsRecord[]): string[] {
  const internet = found.filter((record) => record.class === CLASS_IN)
  return internet.length === 0 ? [] : titled(comments, title, internet.map(recordLine))
}
