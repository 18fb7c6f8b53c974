import { type DnsRecord, NOERROR } from '../../wire/dns'
import { DNS_TYPES } from '../../wire/dns-record'
import { note, type Turn } from '../turn'
import { type Asked, answerAsked, readQuestions } from './dns-front'
import { type Finding, findInCache, iterate } from './dns-iterate'
import { beginLookup, type Lookup, type ResolverProcess } from './dns-lookup'
import { canonical } from './dns-name-tree'
import { addressesOf, nearestServers, recall } from './dns-resolver-cache'

export type { ResolverProcess } from './dns-lookup'

/** Takes new questions and brings every lookup as far as it can go now. */
export function runResolver(turn: Turn, process: ResolverProcess): void {
  for (const asked of readQuestions(turn, process)) takeQuestion(turn, process, asked)
  for (let ended = true; ended; ) {
    ended = false
    for (const lookup of [...process.lookups]) {
      const finding = iterate(turn, process, lookup)
      if (!finding) continue
      end(turn, process, lookup, finding)
      ended = true // others may have waited for it
    }
  }
}

function takeQuestion(turn: Turn, process: ResolverProcess, asked: Asked) {
  const [question] = asked.query.questions
  const name = canonical(question.name)
  const known = findInCache(turn, process, { type: question.type, target: name, aliases: [] })
  if (known) {
    note(turn, 'dns.from-cache', 7, { name })
    return tell(turn, process, asked, known)
  }
  if (!asked.query.recursionDesired) return referToNearest(turn, process, asked, name)
  const { clients } = beginLookup(process, name, question.type)
  if (!clients.some((other) => isSameClient(other, asked))) clients.push(asked)
}

/** A client that asks again before it was answered. */
function isSameClient({ by, query }: Asked, { by: other, query: again }: Asked): boolean {
  if (typeof by === 'number' || typeof other === 'number') return by === other && query.id === again.id
  return by.address === other.address && by.port === other.port && query.id === again.id
}

/** Who does not ask for recursion gets what is known: the nearest servers (RFC 1034 section 4.3.2, step 4). */
function referToNearest(turn: Turn, process: ResolverProcess, asked: Asked, name: string): void {
  const { zone } = nearestServers(process.cache, process.hints, name, turn.now)
  const servers = recall(process.cache, zone, DNS_TYPES.NS, turn.now, 'additional') ?? []
  note(turn, 'dns.not-recursive', 7, { name, zone })
  answerAsked(turn, process, asked, {
    recursionAvailable: true,
    authorities: servers,
    additionals: addressesFor(turn, process, servers),
  })
}

function end(turn: Turn, process: ResolverProcess, lookup: Lookup, finding: Finding): void {
  process.lookups = process.lookups.filter((other) => other !== lookup)
  for (const asked of lookup.clients) tell(turn, process, asked, finding)
  for (const other of process.lookups) if (other.waitsFor === lookup.number) other.waitsFor = null
}

/** The answer and nothing else, but the SOA record with a "no", and the addresses of servers that were asked for. */
function tell(
  turn: Turn,
  process: ResolverProcess,
  asked: Asked,
  { rcode, answers, authorities }: Finding,
): void {
  const [{ type }] = asked.query.questions
  const additionals = type === DNS_TYPES.NS && rcode === NOERROR ? addressesFor(turn, process, answers) : []
  answerAsked(turn, process, asked, { recursionAvailable: true, rcode, answers, authorities, additionals })
}

function addressesFor(
  turn: Turn,
  { cache, hints }: ResolverProcess,
  servers: readonly DnsRecord[],
): readonly DnsRecord[] {
  return servers.flatMap(({ type, data }) =>
    type === DNS_TYPES.NS && data.kind === 'name'
      ? (addressesOf(cache, hints, canonical(data.name), turn.now) ?? [])
      : [],
  )
}
