import {
  type DnsMessage,
  type DnsQuestion,
  type DnsRecord,
  decodeDns,
  encodeDns,
  NOERROR,
  NXDOMAIN,
  REFUSED,
  SERVFAIL,
} from '../../wire/dns'
import { DNS_TYPES } from '../../wire/dns-record'
import { endProcess } from '../process'
import type { Datagram, Endpoint } from '../socket'
import { sendUdp } from '../socket-udp'
import { note, type Turn, wake } from '../turn'
import { canonical } from './dns-name-tree'
import { asAnswer, type ZoneRecord } from './dns-zone'

/**
 * A name server (RFC 1034, RFC 1035): answers for its own zones with authority; asks `upstream` for everything else, if it
 * has one, and remembers the answers as long as their TTL allows.
 */
export type DnsProcess = {
  readonly kind: 'dns'
  readonly id: number
  readonly socket: number
  /** the socket by which it asks upstream */
  readonly asking: number | null
  readonly upstream: Endpoint | null
  readonly zones: readonly string[]
  readonly records: readonly ZoneRecord[]
  readonly cache: Map<
    string,
    {
      readonly answers: readonly DnsRecord[]
      readonly rcode: number
      readonly until: number
      readonly at: number
    }
  >
  pending: {
    readonly id: number
    readonly client: Endpoint
    readonly query: DnsMessage
    readonly deadline: number
  }[]
  nextId: number
}

const SECOND = 1_000_000
const UPSTREAM_PATIENCE_US = 5 * SECOND
const NEGATIVE_TTL_S = 300
const MOST_ALIASES = 8

export function runDns(turn: Turn, process: DnsProcess) {
  const socket = turn.machine.sockets.get(process.socket)
  if (socket?.kind !== 'udp') return endProcess(turn.machine, process)
  for (let datagram = socket.received.shift(); datagram; datagram = socket.received.shift())
    answerQuery(turn, process, datagram)
  const asking = process.asking === null ? null : turn.machine.sockets.get(process.asking)
  if (asking?.kind === 'udp') {
    for (let datagram = asking.received.shift(); datagram; datagram = asking.received.shift())
      relayAnswer(turn, process, datagram)
  }
  for (const lost of process.pending.filter(({ deadline }) => deadline <= turn.now)) {
    process.pending = process.pending.filter((other) => other !== lost)
    note(turn, 'dns.upstream-silent', 7, { name: lost.query.questions[0].name })
    reply(turn, process, lost.client, lost.query, { rcode: SERVFAIL })
  }
}

function answerQuery(turn: Turn, process: DnsProcess, { from, bytes }: Datagram) {
  const decoded = decodeDns(bytes)
  if (!decoded.ok || decoded.header.response || decoded.header.questions.length !== 1) return
  const query = decoded.header
  const [question] = query.questions
  const name = canonical(question.name)
  const zone = process.zones.find((suffix) => name === suffix || name.endsWith(`.${suffix}`))
  if (zone !== undefined) {
    const answers = resolve(process, name, question.type)
    const rcode =
      answers.length === 0 && !process.records.some((record) => record.name === name) ? NXDOMAIN : NOERROR
    note(turn, rcode === NXDOMAIN ? 'dns.no-such-name' : 'dns.answered', 7, { name, zone })
    return reply(turn, process, from, query, { authoritative: true, answers, rcode })
  }
  const known = process.cache.get(keyOf(question))
  if (known && known.until > turn.now) {
    note(turn, 'dns.from-cache', 7, { name })
    const age = Math.floor((turn.now - known.at) / SECOND)
    const answers = known.answers.map((record) => ({ ...record, ttl: record.ttl - age }))
    return reply(turn, process, from, query, { answers, rcode: known.rcode })
  }
  if (!query.recursionDesired || !process.upstream || process.asking === null) {
    note(turn, 'dns.refused', 7, { name })
    return reply(turn, process, from, query, { rcode: REFUSED })
  }
  askUpstream(turn, process, from, query)
}

/** The records of that type, and the way there over aliases (RFC 1034 section 4.3.2). */
function resolve(process: DnsProcess, name: string, type: number): DnsRecord[] {
  const found: DnsRecord[] = []
  let at = name
  for (let step = 0; step < MOST_ALIASES; step++) {
    const here = process.records.filter((record) => record.name === at)
    const wanted = here.filter((record) => record.type === type)
    found.push(...wanted.map(asAnswer))
    const alias = here.find((record) => record.type === DNS_TYPES.CNAME)
    if (wanted.length > 0 || !alias || alias.data.kind !== 'name') break
    found.push(asAnswer(alias))
    at = canonical(alias.data.name)
  }
  return found
}

function askUpstream(turn: Turn, process: DnsProcess, client: Endpoint, query: DnsMessage): void {
  const asking = process.asking === null ? null : turn.machine.sockets.get(process.asking)
  if (asking?.kind !== 'udp' || !process.upstream) return
  const id = process.nextId
  process.nextId = (process.nextId + 1) & 0xffff
  const deadline = turn.now + UPSTREAM_PATIENCE_US
  process.pending.push({ id, client, query, deadline })
  note(turn, 'dns.asks-upstream', 7, { name: query.questions[0].name })
  sendUdp(
    turn,
    asking,
    encodeDns({ id, recursionDesired: true, questions: query.questions }),
    process.upstream,
  )
  wake(turn, deadline, { kind: 'process', process: process.id, wake: 'timeout' })
}

function relayAnswer(turn: Turn, process: DnsProcess, { bytes }: Datagram): void {
  const decoded = decodeDns(bytes)
  if (!decoded.ok) return
  const { id, answers, rcode } = decoded.header
  const asked = process.pending.find((other) => other.id === id)
  if (!asked) return
  process.pending = process.pending.filter((other) => other !== asked)
  const ttl = answers.length === 0 ? NEGATIVE_TTL_S : Math.min(...answers.map((record) => record.ttl))
  process.cache.set(keyOf(asked.query.questions[0]), {
    answers,
    rcode,
    until: turn.now + ttl * SECOND,
    at: turn.now,
  })
  reply(turn, process, asked.client, asked.query, { answers, rcode })
}

function reply(
  turn: Turn,
  process: DnsProcess,
  to: Endpoint,
  query: DnsMessage,
  part: Partial<DnsMessage>,
): void {
  const socket = turn.machine.sockets.get(process.socket)
  if (socket?.kind !== 'udp') return
  const { id, questions, recursionDesired } = query
  const message = {
    id,
    questions,
    recursionDesired,
    recursionAvailable: process.upstream !== null,
    response: true,
    ...part,
  }
  sendUdp(turn, socket, encodeDns(message), to)
}

function keyOf({ name, type }: DnsQuestion): string {
  return `${canonical(name)} ${type}`
}
