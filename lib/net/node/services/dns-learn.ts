import { type DnsMessage, type DnsRecord, NOERROR, NXDOMAIN } from '../../wire/dns'
import { DNS_TYPES } from '../../wire/dns-record'
import { note, type Turn } from '../turn'
import type { Lookup, ResolverProcess } from './dns-lookup'
import { canonical, isWithin } from './dns-name-tree'
import { keep, keepDenial } from './dns-resolver-cache'

/**
 * Keeps what a server's answer says about its own zone, and nothing else: the record, the alias, the "no", or the servers
 * of a zone below. False if the answer does not bring the lookup further (a lame server, RFC 1912 section 2.8).
 */
export function learn(turn: Turn, { cache }: ResolverProcess, lookup: Lookup, message: DnsMessage): boolean {
  const { rcode } = message
  if (rcode !== NOERROR && rcode !== NXDOMAIN) return false
  const { target, type } = lookup
  const zone = lookup.zone ?? '.'
  const ours = (records: readonly DnsRecord[]) =>
    records.filter(({ name }) => isWithin(canonical(name), zone))
  const answers = ours(message.answers).filter(({ name }) => canonical(name) === target)
  const wanted = answers.filter((record) => record.type === type)
  const alias = answers.filter((record) => record.type === DNS_TYPES.CNAME)
  const authorities = ours(message.authorities)
  const servers = authorities.filter((record) => record.type === DNS_TYPES.NS)
  if (wanted.length > 0 || alias.length > 0) {
    // what stands behind the alias in the same answer is asked for again, by its own name
    keep(cache, wanted.length > 0 ? wanted : alias, 'answer', turn.now)
    if (!message.authoritative) return true
    keep(cache, servers, 'authority', turn.now)
    keep(cache, glueFor(servers, ours(message.additionals)), 'additional', turn.now)
    return true
  }
  const soa = authorities.find((record) => record.type === DNS_TYPES.SOA)
  if (soa && isWithin(target, canonical(soa.name))) {
    keepDenial(cache, { name: target, type }, rcode, soa, turn.now)
    return true
  }
  const below = servers.filter(({ name }) => isWithin(target, canonical(name)) && canonical(name) !== zone)
  if (rcode === NXDOMAIN || below.length === 0) return false
  keep(cache, below, 'referral', turn.now)
  keep(cache, glueFor(below, ours(message.additionals)), 'referral', turn.now)
  note(turn, 'dns.goes-down', 7, { name: target, zone: canonical(below[0].name) })
  return true
}

/** The addresses of these servers, as they came along. */
function glueFor(servers: readonly DnsRecord[], additionals: readonly DnsRecord[]): DnsRecord[] {
  const hosts = servers.flatMap(({ data }) => (data.kind === 'name' ? [canonical(data.name)] : []))
  return additionals.filter(({ name, type }) => type === DNS_TYPES.A && hosts.includes(canonical(name)))
}
