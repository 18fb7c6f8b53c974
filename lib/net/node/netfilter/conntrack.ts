import type { Because } from '../because'
import type { PacketTrack } from '../netfilter-port'
import {
  addTo,
  type Connection,
  type Conntrack,
  findByKey,
  forget,
  makeRoom,
  mappedPort,
  sweep,
} from './connection'
import { isTcpError, openTcp, trackTcp } from './conntrack-tcp'
import { findExpectation } from './expectation'
import { newFtpTrack } from './ftp-helper'
import { quotedTuple } from './icmp-quote'
import { findFilteredMapping } from './nat-behaviour'
import { formatEndpoint } from './nat-tuple'
import { isIcmpError, keyOfView, type PacketView, tupleOf } from './packet-view'
import type { NetfilterSettings } from './settings'
import { endpointKey, ICMP, ICMPV6, invertTuple, isQuery, TCP, tupleKey, UDP } from './tuple'

/** What conntrack made of a packet: nothing to say, a reason, or a table that is full (the packet is dropped). */
export type Tracked = { readonly because: Because | null; readonly drop: boolean }

const QUIET: Tracked = { because: null, drop: false }

/**
 * nf_conntrack_in: finds or makes the connection that a packet belongs to, judges it by the protocol's state, and
 * writes connection, direction and ctstate into `track`. INVALID packets pass: only a rule drops them.
 */
export function trackPacket(
  conntrack: Conntrack,
  settings: NetfilterSettings,
  view: PacketView,
  track: PacketTrack,
  now: number,
): Tracked {
  // came over lo with its connection, or CT --notrack
  if (track.connection !== null) return QUIET
  if ((view.protocol === ICMP || view.protocol === ICMPV6) && isIcmpError(view)) {
    return trackIcmpError(conntrack, view, track, now)
  }
  if (view.protocol === ICMPV6 && isNeighbourDiscovery(view)) {
    track.connection = 'untracked'
    track.ctState = 'UNTRACKED'
    return QUIET
  }
  if (view.protocol === TCP && isTcpError(view)) return invalid(track, 'conntrack.bad-header')
  for (let round = 0; round < 2; round++) {
    const found = findByKey(conntrack, keyOfView(view), now)
    if (!found) return open(conntrack, settings, view, track, now)
    const tracked = follow(conntrack, settings, view, track, found.connection, found.reply, now)
    if (tracked) return tracked
  }
  return QUIET
}

function trackIcmpError(conntrack: Conntrack, view: PacketView, track: PacketTrack, now: number): Tracked {
  const quoted = quotedTuple(view)
  const inverse = quoted && invertTuple(quoted)
  const found = inverse && findByKey(conntrack, tupleKey(inverse), now)
  if (!found) return invalid(track, 'conntrack.unrelated-error')
  track.connection = found.connection.id
  track.direction = found.reply ? 'reply' : 'original'
  track.ctState = 'RELATED'
  return QUIET
}

/** A packet of a known connection. Null when the entry had to go and the packet is to be looked up again. */
function follow(
  conntrack: Conntrack,
  settings: NetfilterSettings,
  view: PacketView,
  track: PacketTrack,
  connection: Connection,
  reply: boolean,
  now: number,
): Tracked | null {
  track.connection = connection.id
  track.direction = reply ? 'reply' : 'original'
  track.ctState =
    reply || connection.seenReply ? 'ESTABLISHED' : connection.master !== null ? 'RELATED' : 'NEW'
  const side = reply ? 1 : 0
  connection.sent.packets[side]++
  connection.sent.bytes[side] += view.length
  let timeout: number
  if (connection.tcp) {
    const verdict = trackTcp(connection.tcp, view, side, settings, connection.seenReply, connection.assured)
    if (verdict.kind === 'invalid') return invalid(track, `conntrack.tcp-${verdict.why}`, connection)
    if (verdict.kind === 'ignored') return QUIET
    if (verdict.kind === 'gone') {
      if (verdict.reopen) {
        forget(conntrack, connection)
        track.connection = null
        return null
      }
      // the packet itself is still translated and filtered as a part of the connection
      connection.expiresAt = now + 1
      return QUIET
    }
    if (verdict.assured) connection.assured = true
    timeout = settings.timeouts.tcp[verdict.timeout]
  } else timeout = idleTimeout(settings, connection, now)
  connection.expiresAt = now + timeout * 1_000_000
  if (reply) connection.seenReply = true
  return QUIET
}

/** udp_packet, icmp, generic: UDP is a stream, and assured, once packets went both ways for two seconds. */
function idleTimeout(settings: NetfilterSettings, connection: Connection, now: number): number {
  const { timeouts } = settings
  switch (connection.original.protocol) {
    case UDP:
      if (!connection.seenReply || now <= connection.createdAt + 2_000_000) return timeouts.udp
      connection.assured = true
      return timeouts.udpStream
    case ICMP:
      return timeouts.icmp
    case ICMPV6:
      return timeouts.icmpv6
    default:
      return timeouts.generic
  }
}

function open(
  conntrack: Conntrack,
  settings: NetfilterSettings,
  view: PacketView,
  track: PacketTrack,
  now: number,
): Tracked {
  sweep(conntrack, now)
  const original = tupleOf(view)
  const reply = invertTuple(original)
  const icmp = view.protocol === ICMP || view.protocol === ICMPV6
  if (!reply || (icmp && !isQuery(original))) return invalid(track, 'conntrack.answer-without-question')
  const tcp = view.protocol === TCP ? openTcp(view, settings) : null
  if (view.protocol === TCP && !tcp) return invalid(track, 'conntrack.no-syn')
  if (!makeRoom(conntrack, settings))
    return { because: { key: 'conntrack.table-full', layer: 4 }, drop: true }
  const expectation = findExpectation(conntrack, original, now)
  const master = expectation?.master ?? findFilteredMapping(conntrack, settings, original, now)
  const connection: Connection = {
    id: conntrack.nextId++,
    family: view.family,
    original,
    reply,
    originalKey: tupleKey(original),
    replyKey: tupleKey(reply),
    confirmed: false,
    createdAt: now,
    expiresAt: now,
    seenReply: false,
    assured: false,
    mark: (expectation && conntrack.connections.get(expectation.master)?.mark) ?? 0,
    sent: { packets: [0, 0], bytes: [0, 0] },
    tcp,
    master,
    follow: expectation?.follow ?? null,
    ftp: track.helper === 'ftp' && tcp ? newFtpTrack() : null,
    sourceNatDone: false,
    destinationNatDone: false,
    sourceNat: false,
    destinationNat: false,
    masqueradeOut: null,
    translation: null,
  }
  const tracked = follow(conntrack, settings, view, track, connection, false, now)
  if (track.connection === connection.id) conntrack.connections.set(connection.id, connection)
  if (expectation && track.connection === connection.id) {
    const to = formatEndpoint(original.destination, original.dport, original.protocol)
    return { because: { key: 'conntrack.expected', layer: 4, data: { to } }, drop: false }
  }
  return tracked ?? QUIET
}

/** For NAT: the source is taken from now on, translated or not. */
export function reserveSource(conntrack: Conntrack, connection: Connection): void {
  const { original, reply } = connection
  addTo(conntrack.bySource, endpointKey(original.source, original.sport, original.protocol), connection.id)
  addTo(
    conntrack.byMapping,
    endpointKey(reply.destination, mappedPort(connection), reply.protocol),
    connection.id,
  )
}

function invalid(track: PacketTrack, key: string, connection?: Connection): Tracked {
  track.connection = null
  track.ctState = 'INVALID'
  const state = connection?.tcp?.state
  return { because: { key, layer: 4, ...(state ? { data: { state } } : {}) }, drop: false }
}

/** MLD, router and neighbour discovery: 130 to 136 and 143 are never tracked (nf_conntrack_proto_icmpv6.c). */
function isNeighbourDiscovery(view: PacketView): boolean {
  const type = view.bytes[view.transport]
  return (type >= 130 && type <= 136) || type === 143
}
