import type { DnsRecord } from '../../wire/dns'
import type { Address } from '../address'
import type { Asked, DnsFront } from './dns-front'
import type { ResolverCache } from './dns-resolver-cache'
import type { ZoneRecord } from './dns-zone'

/** A question on its way to a server: one socket, so one port, for each (RFC 5452 section 9.2). */
export type Exchange = {
  readonly socket: number
  readonly id: number
  readonly server: Address
  readonly overTcp: boolean
  readonly deadline: number
  /** TCP: the question waits for the connection */
  sent: boolean
  read: Uint8Array
}

/** One name that is being looked up, from the nearest servers that are known down to the answer (RFC 1034 section 5.3.3). */
export type Lookup = {
  readonly number: number
  readonly name: string
  readonly type: number
  readonly clients: Asked[]
  /** where the aliases have led, and the aliases */
  target: string
  aliases: DnsRecord[]
  /** the zone whose servers are being asked, and those of them that did not help */
  zone: string | null
  failed: Address[]
  /** names of servers that have no address to be found */
  nameless: string[]
  /** how often all servers of the zone were asked in vain */
  round: number
  silent: boolean
  queries: number
  asking: Exchange | null
  /** the lookup of a server's address that must end first */
  waitsFor: number | null
}

/** A recursive resolver (RFC 1034 section 4.3.1): asks from the root down, keeps what it learns. */
export type ResolverProcess = DnsFront & {
  readonly kind: 'dns-resolver'
  readonly hints: readonly ZoneRecord[]
  /** it has asked a root server of the hints who serves the root today (RFC 8109) */
  primed: boolean
  readonly cache: ResolverCache
  lookups: Lookup[]
  nextLookup: number
}

/** A lookup of that name, new or under way. */
export function beginLookup(process: ResolverProcess, name: string, type: number): Lookup {
  const running = process.lookups.find((other) => other.name === name && other.type === type)
  if (running) return running
  const lookup: Lookup = {
    number: process.nextLookup++,
    name,
    type,
    clients: [],
    target: name,
    aliases: [],
    zone: null,
    failed: [],
    nameless: [],
    round: 0,
    silent: false,
    queries: 0,
    asking: null,
    waitsFor: null,
  }
  process.lookups.push(lookup)
  return lookup
}

/** Whether `lookup` waits, perhaps by way of others, for the one with that number: then neither would ever end. */
export function waitsOn(process: ResolverProcess, lookup: Lookup, number: number): boolean {
  let at: Lookup | undefined = lookup
  for (let step = 0; at && step <= process.lookups.length; step++) {
    if (at.number === number) return true
    const next: number | null = at.waitsFor
    at = process.lookups.find((other) => other.number === next)
  }
  return false
}
