import { type Address, addressText } from '../node/address'
import { canonical } from '../node/services/dns-name-tree'
import type { DnsRecord } from '../wire/dns'
import { DNS_TYPES } from '../wire/dns-record'
import type { DigOptions } from './dig-options'
import { recordLine } from './dns-text'
import { askDns } from './resolve-name'
import type { Terminal } from './terminal'

/** More referrals than names have labels: the servers send each other round. */
const MOST_REFERRALS = 16

/**
 * `dig +trace`: asks the resolver who serves the root, then each level which level is next, as a resolver without a cache does
 * (RFC 1034 section 5.3.3).
 */
export function traceFromRoot(
  terminal: Terminal,
  { name, type, size: edns }: DigOptions,
  resolver: Address | null,
): string[] {
  const roots = askDns(terminal, '.', DNS_TYPES.NS, resolver, { attempts: 3, edns })
  if (typeof roots === 'string') return [';; no servers could be reached']
  const lines = section(roots.message.answers, roots.size, resolver, roots.us, '')
  let servers = addressesOf(terminal, roots.message.answers, roots.message.additionals, resolver)
  for (let step = 0; step < MOST_REFERRALS && servers.length > 0; step++) {
    const [{ address, name: serverName }] = servers
    const answer = askDns(terminal, name, DNS_TYPES[type], address, {
      recursionDesired: false,
      attempts: 3,
      edns,
    })
    if (typeof answer === 'string') {
      const why = answer === 'timeout' ? 'timed out' : 'connection refused'
      return [
        ...lines,
        `;; communications error to ${addressText(address)}#53: ${why}`,
        ';; no servers could be reached',
      ]
    }
    const { message, size, us } = answer
    const found = message.answers.length > 0 ? message.answers : message.authorities
    lines.push(...section(found, size, address, us, serverName))
    if (message.answers.length > 0 || message.rcode !== 0) break
    servers = addressesOf(terminal, message.authorities, message.additionals, resolver)
  }
  return lines
}

function section(
  records: readonly DnsRecord[],
  size: number,
  address: Address | null,
  us: number,
  name: string,
): string[] {
  const shown = address === null ? '127.0.0.1' : addressText(address)
  const from = `${shown}#53(${name === '' ? shown : name.replace(/\.$/, '')})`
  return [
    ...records.map(recordLine),
    `;; Received ${size} bytes from ${from} in ${Math.round(us / 1000)} ms`,
    '',
  ]
}

type Server = { readonly name: string; readonly address: Address }

/** The servers of NS records: by the glue beside them, else by asking the resolver. */
function addressesOf(
  terminal: Terminal,
  records: readonly DnsRecord[],
  glue: readonly DnsRecord[],
  resolver: Address | null,
): Server[] {
  const names = records.flatMap(({ type, data }) =>
    type === DNS_TYPES.NS && data.kind === 'name' ? [data.name] : [],
  )
  return names.flatMap((name) => {
    const beside = glue.filter((record) => canonical(record.name) === canonical(name))
    const known = beside.flatMap(({ data }) => (data.kind === 'a' ? [data.address] : []))
    if (known.length > 0) return known.map((address) => ({ name, address }))
    const asked = askDns(terminal, name, DNS_TYPES.A, resolver)
    if (typeof asked === 'string') return []
    return asked.message.answers.flatMap(({ data }) =>
      data.kind === 'a' ? [{ name, address: data.address }] : [],
    )
  })
}
