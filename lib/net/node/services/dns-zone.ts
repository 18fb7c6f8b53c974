import { CLASS_IN, type DnsRecord, NOERROR, NXDOMAIN } from '../../wire/dns'
import { DNS_TYPES, type DnsData } from '../../wire/dns-record'
import { ancestorsOf, canonical, isWithin } from './dns-name-tree'

/** One record of a zone. Names are lower case and end with a dot. */
export type ZoneRecord = {
  readonly name: string
  readonly type: number
  readonly ttl: number
  readonly data: DnsData
}

/** A zone with its SOA record; what lies below an NS record that is not at the apex belongs to somebody else. */
export type Zone = { readonly apex: string; readonly records: readonly ZoneRecord[] }

export type ZoneAnswer = {
  readonly kind: 'answer' | 'referral' | 'no-such-name' | 'no-data'
  readonly authoritative: boolean
  readonly rcode: number
  readonly answers: readonly DnsRecord[]
  readonly authorities: readonly DnsRecord[]
  readonly additionals: readonly DnsRecord[]
  /** the zone that answers, or the one that is referred to */
  readonly zone: string
}

const MOST_ALIASES = 16

/** The zone nearest above the name; null if the server has none. */
export function zoneOf(zones: readonly Zone[], name: string): Zone | null {
  for (const apex of ancestorsOf(name)) {
    const zone = zones.find((other) => other.apex === apex)
    if (zone) return zone
  }
  return null
}

/**
 * The algorithm of RFC 1034 section 4.3.2 in one zone: a referral at a zone cut, else the records, else an alias and what it
 * leads to in this zone, else a wildcard (RFC 4592), else the SOA record for "no" (RFC 2308 section 3).
 */
export function answerFromZone(zone: Zone, question: string, type: number): ZoneAnswer {
  const answers: DnsRecord[] = []
  let name = question
  for (let step = 0; step < MOST_ALIASES && isWithin(name, zone.apex); step++) {
    const cut = cutAbove(zone, name)
    if (cut !== null && answers.length === 0) return refer(zone, cut)
    if (cut !== null) break
    const here = recordsAt(zone, name)
    if (here === null) return deny(zone, answers, 'no-such-name')
    const wanted = here.filter((record) => record.type === type || type === DNS_TYPES.ANY)
    if (wanted.length > 0) return affirm(zone, [...answers, ...wanted.map(asAnswer)], question, type)
    const alias = here.find((record) => record.type === DNS_TYPES.CNAME)
    if (alias?.data.kind !== 'name') return deny(zone, answers, 'no-data')
    answers.push(asAnswer(alias))
    name = canonical(alias.data.name)
  }
  return affirm(zone, answers, question, type)
}

/** The zone cut at or above the name and below the apex: the highest one, since nothing below it is ours. */
function cutAbove({ apex, records }: Zone, name: string): string | null {
  const below = ancestorsOf(name).filter((above) => above !== apex && isWithin(above, apex))
  const cuts = below.filter((above) => records.some((it) => it.type === DNS_TYPES.NS && it.name === above))
  return cuts.at(-1) ?? null
}

/**
 * The records of a name, perhaps from a wildcard at its closest encloser (RFC 4592 section 3.3.1); none for a name that only has
 * names below it; null for a name that does not exist.
 */
function recordsAt({ apex, records }: Zone, name: string): ZoneRecord[] | null {
  const exists = (other: string) => records.some((record) => isWithin(record.name, other))
  if (exists(name)) return records.filter((record) => record.name === name)
  const encloser = ancestorsOf(name).find((above) => isWithin(above, apex) && exists(above))
  const star = encloser === '.' ? '*.' : `*.${encloser}`
  const wild = records.filter((record) => record.name === star)
  return wild.length > 0 ? wild.map((record) => ({ ...record, name })) : null
}

function refer(zone: Zone, cut: string): ZoneAnswer {
  const authorities = serversOf(zone, cut)
  return {
    kind: 'referral',
    authoritative: false,
    rcode: NOERROR,
    answers: [],
    authorities,
    additionals: addressesFor(zone, authorities),
    zone: cut,
  }
}

/** With the zone's own servers and their addresses, where they are not the answer themselves. */
function affirm(zone: Zone, answers: readonly DnsRecord[], name: string, type: number): ZoneAnswer {
  const priming = type === DNS_TYPES.NS && name === zone.apex
  const authorities = priming ? [] : serversOf(zone, zone.apex)
  const all = addressesFor(zone, [...answers, ...authorities])
  const given = (record: DnsRecord) =>
    answers.some((it) => it.name === record.name && it.type === record.type)
  // BIND tells a resolver that asks for the root's servers only glue, no addresses of which it is in charge itself
  const untold = (record: DnsRecord) => priming && name === '.' && cutAbove(zone, record.name) === null
  return {
    kind: 'answer',
    authoritative: true,
    rcode: NOERROR,
    answers,
    authorities,
    additionals: all.filter((record) => !given(record) && !untold(record)),
    zone: zone.apex,
  }
}

/** The SOA record says for how long the "no" may be kept: the smaller of its TTL and its last field (RFC 2308 section 3). */
function deny(zone: Zone, answers: readonly DnsRecord[], kind: 'no-such-name' | 'no-data'): ZoneAnswer {
  const soa = zone.records.find((record) => record.type === DNS_TYPES.SOA && record.name === zone.apex)
  const ttl = soa?.data.kind === 'soa' ? Math.min(soa.ttl, soa.data.minimum) : 0
  return {
    kind,
    authoritative: true,
    rcode: kind === 'no-such-name' ? NXDOMAIN : NOERROR,
    answers,
    authorities: soa ? [{ ...asAnswer(soa), ttl }] : [],
    additionals: [],
    zone: zone.apex,
  }
}

function serversOf({ records }: Zone, name: string): DnsRecord[] {
  return records.filter((record) => record.type === DNS_TYPES.NS && record.name === name).map(asAnswer)
}

/** The addresses that the zone has, as its own or as glue, for the hosts which NS, MX and SRV records name (RFC 1035 section 3.3). */
function addressesFor({ records }: Zone, named: readonly DnsRecord[]): DnsRecord[] {
  const hosts = new Set(named.flatMap(hostOf))
  return [...hosts].flatMap((host) =>
    records.filter(({ name, type }) => name === host && isAddressType(type)).map(asAnswer),
  )
}

function hostOf({ type, data }: DnsRecord): string[] {
  if (type === DNS_TYPES.NS && data.kind === 'name') return [canonical(data.name)]
  if (data.kind === 'mx') return [canonical(data.exchange)]
  return data.kind === 'srv' ? [canonical(data.target)] : []
}

function isAddressType(type: number): boolean {
  return type === DNS_TYPES.A || type === DNS_TYPES.AAAA
}

export function asAnswer({ name, type, ttl, data }: ZoneRecord): DnsRecord {
  return { name, type, class: CLASS_IN, ttl, data }
}
