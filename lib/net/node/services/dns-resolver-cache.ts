import { CLASS_IN, type DnsRecord, NXDOMAIN } from '../../wire/dns'
import { DNS_TYPES } from '../../wire/dns-record'
import { ancestorsOf, canonical } from './dns-name-tree'
import type { ZoneRecord } from './dns-zone'

/**
 * How far a set of records is trusted, from least (RFC 2181 section 5.4.1): beside something else, in a referral, in the
 * authority section of an authoritative answer, as the answer itself. Only the last is told to clients.
 */
export type Trust = 'additional' | 'referral' | 'authority' | 'answer'

const TRUSTS: readonly Trust[] = ['additional', 'referral', 'authority', 'answer']

type Kept = {
  readonly records: readonly DnsRecord[]
  readonly trust: Trust
  /** µs */
  readonly at: number
  readonly until: number
}

/** RFC 2308: that a name does not exist, or has no records of a type, with the SOA record that says so. */
type Denied = { readonly rcode: number; readonly soa: DnsRecord; readonly at: number; readonly until: number }

/** Sets of records by name and type; denials by name and type, or by the name alone where there is no such name. */
export type ResolverCache = {
  readonly kept: Map<string, Kept>
  readonly denied: Map<string, Denied>
}

const SECOND = 1_000_000

export function emptyCache(): ResolverCache {
  return { kept: new Map(), denied: new Map() }
}

/** Keeps records, set by set, for their TTL; a set that is still alive gives way only to one that is trusted as much. */
export function keep(cache: ResolverCache, records: readonly DnsRecord[], trust: Trust, now: number): void {
  for (const [key, set] of setsOf(records)) {
    const old = cache.kept.get(key)
    if (old && old.until > now && TRUSTS.indexOf(old.trust) > TRUSTS.indexOf(trust)) continue
    const ttl = Math.min(...set.map((record) => record.ttl)) // RFC 2181 section 5.2: one TTL for a set
    cache.kept.set(key, { records: set, trust, at: now, until: now + ttl * SECOND })
  }
}

function setsOf(records: readonly DnsRecord[]): Map<string, DnsRecord[]> {
  const sets = new Map<string, DnsRecord[]>()
  for (const record of records) {
    const key = keyOf(canonical(record.name), record.type)
    sets.set(key, [...(sets.get(key) ?? []), record])
  }
  return sets
}

/** Keeps a "no" as long as the SOA record allows (RFC 2308 section 5). */
export function keepDenial(
  cache: ResolverCache,
  question: { readonly name: string; readonly type: number },
  rcode: number,
  soa: DnsRecord,
  now: number,
): void {
  if (soa.data.kind !== 'soa') return
  const ttl = Math.min(soa.ttl, soa.data.minimum)
  const key = rcode === NXDOMAIN ? question.name : keyOf(question.name, question.type)
  cache.denied.set(key, { rcode, soa: { ...soa, ttl }, at: now, until: now + ttl * SECOND })
}

/** The set, its TTLs counted down, if it is alive and trusted at least as much as `least`. */
export function recall(
  cache: ResolverCache,
  name: string,
  type: number,
  now: number,
  least: Trust = 'answer',
): readonly DnsRecord[] | null {
  const kept = cache.kept.get(keyOf(name, type))
  if (!kept || kept.until <= now || TRUSTS.indexOf(kept.trust) < TRUSTS.indexOf(least)) return null
  return kept.records.map((record) => aged(record, kept.at, now))
}

export function recallDenial(
  cache: ResolverCache,
  name: string,
  type: number,
  now: number,
): { readonly rcode: number; readonly soa: DnsRecord } | null {
  const denied = [cache.denied.get(name), cache.denied.get(keyOf(name, type))].find(
    (other) => other && other.until > now,
  )
  return denied ? { rcode: denied.rcode, soa: aged(denied.soa, denied.at, now) } : null
}

function aged(record: DnsRecord, at: number, now: number): DnsRecord {
  return { ...record, ttl: record.ttl - Math.floor((now - at) / SECOND) }
}

function keyOf(name: string, type: number): string {
  return `${name} ${type}`
}

export type ServersOfZone = { readonly zone: string; readonly names: readonly string[] }

/** The nearest zone above the name whose servers are known; without any, the root with the servers that the hints name. */
export function nearestServers(
  cache: ResolverCache,
  hints: readonly ZoneRecord[],
  name: string,
  now: number,
): ServersOfZone & { readonly hinted: boolean } {
  for (const zone of ancestorsOf(name)) {
    const servers = recall(cache, zone, DNS_TYPES.NS, now, 'additional')
    if (servers) return { zone, names: namesIn(servers), hinted: false }
  }
  const roots = hints.filter((hint) => hint.name === '.')
  return { zone: '.', names: namesIn(roots), hinted: true }
}

/** Its IPv4 addresses, from wherever they are known; null when they are not. */
export function addressesOf(
  cache: ResolverCache,
  hints: readonly ZoneRecord[],
  server: string,
  now: number,
): readonly DnsRecord[] | null {
  const known = recall(cache, server, DNS_TYPES.A, now, 'additional')
  if (known) return known
  const hinted = hints.filter(({ name, type }) => name === server && type === DNS_TYPES.A)
  return hinted.length > 0 ? hinted.map((hint) => ({ ...hint, class: CLASS_IN })) : null
}

function namesIn(records: readonly Pick<DnsRecord, 'data' | 'type'>[]): string[] {
  return records.flatMap(({ type, data }) =>
    type === DNS_TYPES.NS && data.kind === 'name' ? [canonical(data.name)] : [],
  )
}
