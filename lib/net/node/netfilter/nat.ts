import { foldChecksum, internetChecksum, sumPseudoHeader6, sumWords } from '../../bytes/checksum'
import { writeU16 } from '../../bytes/integers'
import type { Address } from '../address'
import type { Because } from '../because'
import type { Hook, PacketTrack } from '../netfilter-port'
import { alterReply, type Connection, type Conntrack } from './connection'
import { reserveSource } from './conntrack'
import { quotedView } from './icmp-quote'
import { type Chance, chooseTuple, formatEndpoint, type NatRange } from './nat-tuple'
import { isIcmpError, type PacketView } from './packet-view'
import { type Manip, rewriteEndpoint, rewriteQuoted } from './rewrite'
import type { NetfilterSettings } from './settings'
import { ICMP, ICMPV6, invertTuple, type Tuple } from './tuple'

/** Where each kind of translation is done: destinations before routing, sources after it. */
export function manipAt(hook: Hook): Manip | null {
  if (hook === 'PREROUTING' || hook === 'OUTPUT') return 'destination'
  return hook === 'POSTROUTING' || hook === 'INPUT' ? 'source' : null
}

export function isBound(connection: Connection, manip: Manip): boolean {
  return manip === 'source' ? connection.sourceNatDone : connection.destinationNatDone
}

/** nf_nat_setup_info: the first packet of a connection decides its translation; the reply tuple remembers it. */
export function bind(
  conntrack: Conntrack,
  settings: NetfilterSettings,
  connection: Connection,
  range: NatRange,
  manip: Manip,
  chance: Chance,
): void {
  if (connection.confirmed) return
  const current = invertTuple(connection.reply) as Tuple
  const chosen = chooseTuple(conntrack, settings, connection, current, range, manip, chance)
  if (!sameTuple(chosen, current)) {
    alterReply(connection, invertTuple(chosen) as Tuple)
    if (manip === 'source') connection.sourceNat = true
    else connection.destinationNat = true
  }
  if (manip === 'source') {
    connection.sourceNatDone = true
    reserveSource(conntrack, connection)
  } else connection.destinationNatDone = true
}

/** No rule wants a translation: bind to what is there, which still avoids a source port that a mapping has taken. */
export function bindNull(
  conntrack: Conntrack,
  settings: NetfilterSettings,
  connection: Connection,
  manip: Manip,
  chance: Chance,
): void {
  const address = manip === 'source' ? connection.reply.destination : connection.reply.source
  const range: NatRange = {
    addresses: { from: address, to: address },
    ports: null,
    random: false,
    persistent: false,
  }
  bind(conntrack, settings, connection, range, manip, chance)
}

/**
 * nf_nat_follow_master and its likes: a connection that was let in by a NAT mapping goes where the mapping's owner is.
 * Null when the master was not translated.
 */
export function masterRange(conntrack: Conntrack, connection: Connection, manip: Manip): NatRange | null {
  const master = connection.master === null ? undefined : conntrack.connections.get(connection.master)
  if (!master) return null
  if (connection.follow) return followMaster(master, connection.follow, manip)
  if (
    manip === 'destination' &&
    master.sourceNat &&
    connection.original.destination === master.reply.destination
  ) {
    const { source, sport } = master.original
    const toMapping = connection.original.dport === master.reply.dport
    return {
      addresses: { from: source, to: source },
      ports: toMapping ? { from: sport, to: sport } : null,
      random: false,
      persistent: false,
    }
  }
  return null
}

/** From where the master's packets seem to come, to where they really go, and there to the port that was announced. */
function followMaster(master: Connection, follow: NonNullable<Connection['follow']>, manip: Manip): NatRange {
  const { destination, source } = follow.direction === 'reply' ? master.original : master.reply
  const address = manip === 'source' ? destination : source
  return {
    addresses: { from: address, to: address },
    ports: manip === 'source' ? null : { from: follow.port, to: follow.port },
    random: false,
    persistent: false,
  }
}

/**
 * nf_nat_packet: rewrites what the tuples say for this hook and direction, in place. ICMP errors are rewritten
 * outside and inside (nf_nat_icmp_reply_translation).
 */
export function translate(
  connection: Connection,
  track: PacketTrack,
  view: PacketView,
  manip: Manip,
): Because | null {
  const reply = track.direction === 'reply'
  const translated = (manip === 'source') !== reply ? connection.sourceNat : connection.destinationNat
  if (!translated) return null
  // what the packet must look like is the mirror of what the other direction looks like
  const opposite = reply ? connection.original : connection.reply
  const target = invertTuple(opposite)
  if (!target) return null
  if (track.ctState === 'RELATED' && isIcmpError(view)) {
    translateError(view, opposite, target, manip)
    return {
      key: 'nat.icmp-error',
      layer: 3,
      data: { to: endpointOf(opposite, manip === 'source' ? 'destination' : 'source') },
    }
  }
  const address = manip === 'source' ? target.source : target.destination
  const port = portOf(target, manip)
  rewriteEndpoint(view, manip, address, port)
  return describeTranslation(connection, reply, manip)
}

function translateError(view: PacketView, opposite: Tuple, target: Tuple, manip: Manip): void {
  const quoted = quotedView(view)
  if (!quoted) return
  const inner: Manip = manip === 'source' ? 'destination' : 'source'
  const address = inner === 'source' ? opposite.source : opposite.destination
  rewriteQuoted(quoted, view.transport + 8, inner, address, portOf(opposite, inner))
  rewriteEndpoint(view, manip, manip === 'source' ? target.source : target.destination, 0)
  const { bytes, transport } = view
  const end = transport + view.transportLength
  writeU16(bytes, transport + 2, 0)
  const checksum =
    view.family === 4
      ? internetChecksum(bytes, transport, end)
      : foldChecksum(
          sumWords(bytes, transport, end, sumPseudoHeader6(bytes, 0, ICMPV6, view.transportLength)),
        )
  writeU16(bytes, transport + 2, checksum)
}

/** An ICMP identifier stands in `sport` of both directions. */
function portOf(tuple: Tuple, manip: Manip): number {
  if (tuple.protocol === ICMP || tuple.protocol === ICMPV6) return tuple.sport
  return manip === 'source' ? tuple.sport : tuple.dport
}

function endpointOf(tuple: Tuple, end: Manip): string {
  const address: Address = end === 'source' ? tuple.source : tuple.destination
  return formatEndpoint(address, end === 'source' ? tuple.sport : tuple.dport, tuple.protocol)
}

/** Made once per connection and direction; a connection whose both ends are translated tells the last one. */
function describeTranslation(connection: Connection, reply: boolean, manip: Manip): Because {
  connection.translation ??= { original: null, reply: null }
  const key = manip === 'source' ? 'nat.source' : 'nat.destination'
  const side = reply ? 'reply' : 'original'
  const known = connection.translation[side]
  if (known?.key === key) return known
  const { original } = connection
  const answer = connection.reply
  const outgoing = invertTuple(answer) as Tuple
  const before = reply ? answer : original
  const after = reply ? (invertTuple(original) as Tuple) : outgoing
  const made: Because = {
    key,
    layer: 3,
    data: { from: endpointOf(before, manip), to: endpointOf(after, manip), reply },
  }
  connection.translation[side] = made
  return made
}

function sameTuple(one: Tuple, other: Tuple): boolean {
  return (
    one.source === other.source &&
    one.destination === other.destination &&
    one.sport === other.sport &&
    one.dport === other.dport
  )
}
