import { canonical } from '../node/services/dns-name-tree'
import { DNS_TYPES } from '../wire/dns-record'
import { readZoneLines, readZones } from './parse-zone'
import { refuse } from './problem'
import { optional, readArray, readObject, readText } from './read'
import type { DnsSpec } from './schema'
import { readAddress } from './words'

const KEYS = ['authoritative', 'resolver', 'zones', 'records', 'upstream']

/**
 * A name server, one of three:
 * `{ "authoritative": { "acme.example": ["$TTL 3600", "@ SOA …", "www CNAME web"] } }`, zones (RFC 1035 section 5);
 * `{ "resolver": { "hints": [". NS a.root-servers.test.", "a.root-servers.test. A 192.0.2.34"] } }`, recursion from the root;
 * `{ "zones": ["example.com"], "records": ["www.example.com 300 A 198.51.100.80"], "upstream": "203.0.113.53" }`, a forwarder.
 */
export function readDns(value: unknown, path: string): DnsSpec | null {
  if (value === undefined) return null
  const dns = readObject(value, path, KEYS)
  for (const kind of ['authoritative', 'resolver']) {
    if (dns[kind] !== undefined && Object.keys(dns).length > 1)
      refuse(path, `"${kind}" alone: one name server is of one kind`, Object.keys(dns).join(', '))
  }
  if (dns.authoritative !== undefined)
    return { kind: 'authoritative', zones: readZones(dns.authoritative, `${path}.authoritative`) }
  if (dns.resolver !== undefined) return readResolver(dns.resolver, `${path}.resolver`)
  const zones = optional(dns.zones, [], () => readArray(dns.zones, `${path}.zones`))
  return {
    kind: 'forwarder',
    zones: zones.map((zone, index) => canonical(readText(zone, `${path}.zones[${index}]`))),
    records: optional(dns.records, [], () => readZoneLines(dns.records, `${path}.records`, '.')),
    upstream:
      dns.upstream === undefined
        ? null
        : readAddress(readText(dns.upstream, `${path}.upstream`), `${path}.upstream`),
  }
}

function readResolver(value: unknown, path: string): DnsSpec {
  const hints = readZoneLines(readObject(value, path, ['hints']).hints, `${path}.hints`, '.')
  const servers = hints.filter(({ name, type }) => name === '.' && type === DNS_TYPES.NS)
  const known = servers.some(({ data }) =>
    hints.some((it) => data.kind === 'name' && it.name === data.name && it.type === DNS_TYPES.A),
  )
  if (!known)
    refuse(`${path}.hints`, 'an NS record of the root (.) and the A record of its server', hints.length)
  return { kind: 'resolver', hints }
}
