import type { Address, Family } from '../address'
import type { Because } from '../because'
import type { TcpTrack } from './conntrack-tcp'
import type { FtpTrack } from './ftp-helper'
import type { NetfilterSettings } from './settings'
import { endpointKey, type Tuple, tupleKey } from './tuple'

/** One entry of the connection table (struct nf_conn). Times in µs. */
export type Connection = {
  readonly id: number
  readonly family: Family
  original: Tuple
  /** what an answer looks like when it arrives: NAT shows itself as a reply that is not the mirror of the original */
  reply: Tuple
  originalKey: string
  replyKey: string
  /** in the table: the packet that opened it got through every chain (nf_conntrack_confirm) */
  confirmed: boolean
  readonly createdAt: number
  expiresAt: number
  seenReply: boolean
  assured: boolean
  mark: number
  /** packets and bytes so far, of the original direction and of the reply (nf_conn_acct) */
  readonly sent: { readonly packets: [number, number]; readonly bytes: [number, number] }
  /** null for protocols without a state of their own */
  readonly tcp: TcpTrack | null
  /** the connection that announced this one (an expectation), or whose NAT mapping let it in */
  readonly master: number | null
  /** announced by a helper: how its translation follows the master's */
  readonly follow: Expectation['follow']
  /** the FTP helper watches it (`-j CT --helper ftp`) */
  readonly ftp: FtpTrack | null
  /** a source or destination binding was chosen, which may be the null binding */
  sourceNatDone: boolean
  destinationNatDone: boolean
  /** and it changed something */
  sourceNat: boolean
  destinationNat: boolean
  /** MASQUERADE: the interface it left by; another one later kills the connection */
  masqueradeOut: string | null
  /** sentences about its translation, made once: they are the same for every packet of a direction */
  translation: { original: Because | null; reply: Because | null } | null
}

export type Conntrack = {
  readonly connections: Map<number, Connection>
  /** both tuples of every confirmed connection; the id is negative for the reply tuple */
  readonly tuples: Map<string, number>
  /** nf_nat_bysource: connections by their original source */
  readonly bySource: Map<string, number[]>
  /** connections by what the outside sees of a translated source (reply destination); for RFC 4787 behaviours */
  readonly byMapping: Map<string, number[]>
  readonly expectations: Expectation[]
  nextId: number
  sweepAt: number
  /** sequential port allocation */
  nextPort: number
}

/** A connection that another one announced, such as FTP's data connection (nf_conntrack_expect). */
export type Expectation = {
  readonly master: number
  readonly family: Family
  readonly protocol: number
  /** null: from anywhere */
  readonly source: Address | null
  readonly destination: Address
  /** null: any */
  readonly sport: number | null
  readonly dport: number
  readonly expiresAt: number
  /**
   * nf_nat_follow_master: the direction of the master that it runs in, and the port that the end inside listens at; null
   * when the master is not translated
   */
  readonly follow: { readonly direction: 'original' | 'reply'; readonly port: number } | null
}

export function makeConntrack(): Conntrack {
  return {
    connections: new Map(),
    tuples: new Map(),
    bySource: new Map(),
    byMapping: new Map(),
    expectations: [],
    nextId: 1,
    sweepAt: 0,
    nextPort: 1024,
  }
}

/** The connection that a tuple belongs to and in which direction, if it is still alive. */
export function findByKey(
  conntrack: Conntrack,
  key: string,
  now: number,
): { connection: Connection; reply: boolean } | null {
  const id = conntrack.tuples.get(key)
  if (id === undefined) return null
  const connection = conntrack.connections.get(Math.abs(id)) as Connection
  if (connection.expiresAt <= now) {
    forget(conntrack, connection)
    return null
  }
  return { connection, reply: id < 0 }
}

/** Another live connection than `mine` already uses this tuple (nf_conntrack_tuple_taken). */
export function isTaken(conntrack: Conntrack, key: string, mine: Connection, now: number): boolean {
  const found = findByKey(conntrack, key, now)
  return found !== null && found.connection !== mine
}

/**
 * Puts it into the table. False when another connection took one of its tuples while this packet was on its way, or
 * when NAT found no free tuple: the packet must be dropped.
 */
export function confirm(conntrack: Conntrack, connection: Connection, now: number): boolean {
  if (isTaken(conntrack, connection.originalKey, connection, now)) return false
  if (isTaken(conntrack, connection.replyKey, connection, now)) return false
  connection.confirmed = true
  conntrack.tuples.set(connection.originalKey, connection.id)
  // a packet to oneself from the same port has one tuple for both directions
  if (connection.replyKey !== connection.originalKey)
    conntrack.tuples.set(connection.replyKey, -connection.id)
  return true
}

export function forget(conntrack: Conntrack, connection: Connection): void {
  conntrack.connections.delete(connection.id)
  if (connection.confirmed) {
    conntrack.tuples.delete(connection.originalKey)
    conntrack.tuples.delete(connection.replyKey)
  }
  const { original, reply } = connection
  removeFrom(
    conntrack.bySource,
    endpointKey(original.source, original.sport, original.protocol),
    connection.id,
  )
  removeFrom(
    conntrack.byMapping,
    endpointKey(reply.destination, mappedPort(connection), reply.protocol),
    connection.id,
  )
}

/** The port, or ICMP identifier, that the peer of a connection sees. */
export function mappedPort(connection: Connection): number {
  const { reply } = connection
  return reply.protocol === 1 || reply.protocol === 58 ? reply.sport : reply.dport
}

function removeFrom(index: Map<string, number[]>, key: string, id: number): void {
  const ids = index.get(key)
  if (!ids) return
  const at = ids.indexOf(id)
  if (at >= 0) ids.splice(at, 1)
  if (ids.length === 0) index.delete(key)
}

export function addTo(index: Map<string, number[]>, key: string, id: number): void {
  const ids = index.get(key)
  if (ids) ids.push(id)
  else index.set(key, [id])
}

/** NAT chose another reply tuple (nf_conntrack_alter_reply). Only before the connection is confirmed. */
export function alterReply(connection: Connection, reply: Tuple): void {
  connection.reply = reply
  connection.replyKey = tupleKey(reply)
}

/** What is over goes; at most once a second of simulated time, since an entry that is asked for is checked anyway. */
export function sweep(conntrack: Conntrack, now: number): void {
  if (now < conntrack.sweepAt) return
  conntrack.sweepAt = now + 1_000_000
  for (const connection of conntrack.connections.values()) {
    if (connection.expiresAt <= now) forget(conntrack, connection)
  }
  for (let i = conntrack.expectations.length - 1; i >= 0; i--) {
    if (conntrack.expectations[i].expiresAt <= now) conntrack.expectations.splice(i, 1)
  }
}

/** Makes room in a full table by dropping an unanswered connection (early_drop); false when all are assured. */
export function makeRoom(conntrack: Conntrack, settings: NetfilterSettings): boolean {
  if (conntrack.connections.size < settings.max) return true
  for (const connection of conntrack.connections.values()) {
    if (connection.assured) continue
    forget(conntrack, connection)
    return true
  }
  return false
}
