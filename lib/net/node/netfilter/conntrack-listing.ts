import { formatIpv4 } from '../../addr/ipv4'
import { formatIpv6 } from '../../addr/ipv6'
import type { Address } from '../address'
import type { Connection } from './connection'
import type { NetfilterState } from './state'
import { hasPorts, ICMP, ICMPV6, type Tuple } from './tuple'

const NAMES: Readonly<Record<number, string>> = {
  1: 'icmp',
  6: 'tcp',
  17: 'udp',
  33: 'dccp',
  47: 'gre',
  58: 'icmpv6',
  132: 'sctp',
  136: 'udplite',
}

export type ConntrackFilter = { readonly family?: 4 | 6; readonly protocol?: number }

/**
 * The lines of `conntrack -L`, oldest connection first (the kernel's order is that of its hash); without a filter,
 * IPv4 and IPv6, each entry as conntrack-tools 1.4.7 prints it.
 */
export function listConntrack(state: NetfilterState, now: number, filter: ConntrackFilter = {}): string[] {
  const lines: string[] = []
  for (const connection of state.conntrack.connections.values()) {
    if (!connection.confirmed || connection.expiresAt <= now) continue
    if (filter.family !== undefined && connection.family !== filter.family) continue
    if (filter.protocol !== undefined && connection.original.protocol !== filter.protocol) continue
    lines.push(describeConnection(connection, now, countUses(state, connection, now)))
  }
  return lines
}

/** What `conntrack -L` writes to standard error after them. */
export function listedSentence(count: number): string {
  return `conntrack v1.4.7 (conntrack-tools): ${count} flow entries have been shown.`
}

/** References: the table's own, and one of every connection that this one announced. */
function countUses({ conntrack }: NetfilterState, { id, ftp }: Connection, now: number): number {
  if (!ftp) return 1
  let uses = 1
  for (const other of conntrack.connections.values()) if (other.master === id && other.expiresAt > now) uses++
  return uses
}

function describeConnection(connection: Connection, now: number, uses: number): string {
  const { original, reply, tcp } = connection
  const seconds = Math.floor((connection.expiresAt - now) / 1_000_000)
  const name = NAMES[original.protocol] ?? 'unknown'
  const words = [`${name.padEnd(8)} ${original.protocol} ${seconds}`]
  if (tcp) words.push(tcp.state)
  words.push(describeTuple(original))
  if (!connection.seenReply) words.push('[UNREPLIED]')
  words.push(describeTuple(reply))
  if (connection.assured) words.push('[ASSURED]')
  words.push(`mark=${connection.mark}`)
  if (connection.ftp) words.push('helper=ftp')
  words.push(`use=${uses}`)
  return words.join(' ')
}

function describeTuple(tuple: Tuple): string {
  const text = `src=${write(tuple.source)} dst=${write(tuple.destination)}`
  if (tuple.protocol === ICMP || tuple.protocol === ICMPV6) {
    return `${text} type=${tuple.dport >>> 8} code=${tuple.dport & 255} id=${tuple.sport}`
  }
  return hasPorts(tuple.protocol) ? `${text} sport=${tuple.sport} dport=${tuple.dport}` : text
}

function write(address: Address): string {
  return typeof address === 'number' ? formatIpv4(address) : formatIpv6(address)
}
