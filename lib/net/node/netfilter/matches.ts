import { formatIpv4 } from '../../addr/ipv4'
import { formatIpv6 } from '../../addr/ipv6'
import { maskOfBits } from '../../addr/prefix'
import { readU48 } from '../../bytes/integers'
import type { Address } from '../address'
import type { Hook, TraverseContext } from '../netfilter-port'
import type { Connection } from './connection'
import { fitsQuota, hasStatus, isChosen, matchesVolume } from './counting-matches'
import { destinationOf, type PacketView, sourceOf, tcpFlags } from './packet-view'
import { isFromProgram, matchesPayload, trafficClass } from './payload-matches'
import type {
  AddressRange,
  CtState,
  HashLimit,
  InterfaceName,
  Limit,
  Match,
  NumberRange,
  Recent,
  Table,
} from './rule'
import type { NetfilterState } from './state'
import { ICMP, ICMPV6 } from './tuple'

/** Everything that a condition may look at. */
export type Sight = {
  readonly state: NetfilterState
  readonly hook: Hook
  readonly view: PacketView
  readonly context: TraverseContext
  table: Table
}

/** iptables-extensions(8), section MATCH EXTENSIONS; nft(8), section EXPRESSIONS. */
export function matches(match: Match, sight: Sight): boolean {
  const { view, context } = sight
  switch (match.kind) {
    case 'family':
      return view.family === match.family
    case 'address': {
      const address = match.side === 'source' ? sourceOf(view) : destinationOf(view)
      const among = match.set === null ? match.among : setOf(sight, match.set).addresses
      return isAddressAmong(address, among) !== match.negated
    }
    case 'interface':
      return isNameAmong(match.side === 'in' ? context.in : context.out, match.among) !== match.negated
    case 'protocol':
      return match.among.includes(view.protocol) !== match.negated
    case 'fragment':
      return view.laterFragment !== match.negated
    case 'ports': {
      if (view.laterFragment || view.transportLength < 4) return false
      const among = match.set === null ? match.among : setOf(sight, match.set).numbers
      const source = match.side !== 'destination' && isNumberAmong(view.sport, among)
      const destination = match.side !== 'source' && isNumberAmong(view.dport, among)
      return (source || destination) !== match.negated
    }
    case 'tcp-flags': {
      const flags = tcpFlags(view)
      return flags >= 0 && ((flags & match.mask) === match.flags) !== match.negated
    }
    case 'icmp': {
      if (view.protocol !== ICMP && view.protocol !== ICMPV6) return false
      if (view.laterFragment || view.transportLength < 4) return false
      const type = view.bytes[view.transport]
      const code = view.bytes[view.transport + 1]
      const found = match.among.some(
        (kind) =>
          (kind.type === 255 && view.protocol === ICMP) ||
          (kind.type === type && isNumberAmong(code, [kind.codes])),
      )
      return found !== match.negated
    }
    case 'ct-state':
      return match.states.some((state) => hasState(sight, state)) !== match.negated
    case 'ct-tuple': {
      const connection = connectionOf(sight)
      if (!connection) return false
      const value = (match.direction === 'original' ? connection.original : connection.reply)[match.field]
      const found =
        match.field === 'source' || match.field === 'destination'
          ? isAddressAmong(value as Address, match.addresses)
          : isNumberAmong(value as number, match.numbers)
      return found !== match.negated
    }
    case 'mac':
      return (
        context.sourceMac !== undefined && (readU48(context.sourceMac, 0) === match.mac) !== match.negated
      )
    case 'addrtype': {
      return match.types.includes(context.addressType(addressBytes(view, match.side))) !== match.negated
    }
    case 'mark': {
      const mark = match.of === 'packet' ? context.track.mark : (connectionOf(sight)?.mark ?? 0)
      return ((mark & match.mask) >>> 0 === match.value) !== match.negated
    }
    case 'tos':
      return ((trafficClass(view) & match.mask) === match.value) !== match.negated
    case 'tcp-option':
    case 'tcp-mss':
    case 'text':
      return matchesPayload(match, view)
    case 'packet-kind':
      return ((context.packetKind ?? 'unicast') === match.type) !== match.negated
    case 'reverse-path':
      return (context.reversePath?.(match.loose, match.acceptLocal) ?? true) !== match.negated
    case 'owner': {
      const has = isFromProgram(view) // root's, group root
      if (!has || match.of === 'socket') return has !== match.negated
      return isNumberAmong(0, match.among) !== match.negated
    }
    case 'ct-direction':
      return connectionOf(sight) !== undefined && (context.track.direction === 'reply') === match.reply
    case 'ct-status': {
      const connection = connectionOf(sight)
      return match.statuses.some((status) => hasStatus(connection, status)) !== match.negated
    }
    case 'statistic':
      return isChosen(match, context.random) !== match.negated
    case 'quota':
      return fitsQuota(match, view.length) !== match.negated
    case 'connbytes': {
      const connection = connectionOf(sight)
      return connection !== undefined && matchesVolume(match, connection)
    }
    case 'number': {
      const value = match.field === 'length' ? view.length : view.bytes[view.family === 4 ? 8 : 7]
      return isNumberAmong(value, match.among) !== match.negated
    }
    case 'limit':
      return takeToken(match, match, context.now) !== match.over
    case 'hashlimit':
      return takeToken(match, bucketOf(match, view, context.now), context.now) !== match.over
    case 'recent':
      return seenRecently(match, sight) !== match.negated
    case 'connlimit': {
      const count = countConnections(sight, match.by, match.bits)
      return count > match.count === match.above
    }
  }
}

function setOf(sight: Sight, name: string) {
  const set = sight.table.sets.find((candidate) => candidate.name === name)
  if (!set) throw new Error(`table ${sight.table.name} has no set ${name}`)
  return set
}

function addressBytes(view: PacketView, side: 'source' | 'destination'): Uint8Array {
  if (view.family === 4) return view.bytes.subarray(side === 'source' ? 12 : 16, side === 'source' ? 16 : 20)
  return view.bytes.subarray(side === 'source' ? 8 : 24, side === 'source' ? 24 : 40)
}

/** Addresses of the two families never compare as equal: one is a number, the other a bigint. */
function isAddressAmong(address: Address, among: readonly AddressRange[]): boolean {
  for (const range of among) {
    if (typeof range.from === typeof address && address >= range.from && address <= range.to) return true
  }
  return false
}

function isNumberAmong(value: number, among: readonly NumberRange[]): boolean {
  for (const range of among) if (value >= range.from && value <= range.to) return true
  return false
}

function isNameAmong(name: string | null, among: readonly InterfaceName[]): boolean {
  const actual = name ?? ''
  for (const candidate of among) {
    if (candidate.wildcard ? actual.startsWith(candidate.name) : actual === candidate.name) return true
  }
  return false
}

function connectionOf({ state, context }: Sight): Connection | undefined {
  const { connection } = context.track
  return typeof connection === 'number' ? state.conntrack.connections.get(connection) : undefined
}

function hasState(sight: Sight, state: CtState): boolean {
  if (state === 'SNAT') return connectionOf(sight)?.sourceNat === true
  if (state === 'DNAT') return connectionOf(sight)?.destinationNat === true
  return (sight.context.track.ctState ?? 'INVALID') === state
}

/** Credit grows with time up to the burst; a packet is within the limit when it can pay. */
function takeToken(
  limit: Limit | HashLimit,
  bucket: { credit: number; filledAt: number | null },
  now: number,
): boolean {
  const most = limit.period * limit.burst
  bucket.credit = bucket.filledAt === null ? most : Math.min(most, bucket.credit + now - bucket.filledAt)
  bucket.filledAt = now
  if (bucket.credit < limit.period) return false
  bucket.credit -= limit.period
  return true
}

function bucketOf(limit: HashLimit, view: PacketView, now: number): { credit: number; filledAt: number } {
  const key = limit.by
    .map((part) =>
      part === 'srcip'
        ? sourceOf(view)
        : part === 'dstip'
          ? destinationOf(view)
          : part === 'srcport'
            ? view.sport
            : view.dport,
    )
    .join('|')
  let bucket = limit.buckets.get(key)
  if (!bucket) {
    bucket = { credit: limit.period * limit.burst, filledAt: now }
    limit.buckets.set(key, bucket)
  }
  return bucket
}

/** xt_recent.c: at most 20 time stamps an address (ip_pkt_list_tot). A locally made packet counts with TTL + 1. */
function seenRecently(match: Recent, sight: Sight): boolean {
  const { state, view, context } = sight
  const address = networkOf(match.by === 'source' ? sourceOf(view) : destinationOf(view), match.bits)
  const key = typeof address === 'number' ? formatIpv4(address) : formatIpv6(address)
  let list = state.recent.get(match.list)
  if (!list) {
    list = new Map()
    state.recent.set(match.list, list)
  }
  const ttl = view.bytes[view.family === 4 ? 8 : 7] + (sight.hook === 'OUTPUT' ? 1 : 0)
  const entry = list.get(key)
  const addStamp = () => {
    if (entry) {
      entry.stamps.push(context.now)
      if (entry.stamps.length > 20) entry.stamps.shift()
      entry.ttl = ttl
    } else list.set(key, { stamps: [context.now], ttl })
  }
  if (match.action === 'set') {
    addStamp()
    return true
  }
  if (!entry || (match.sameTtl && entry.ttl !== ttl)) return false
  if (match.action === 'remove') {
    list.delete(key)
    return true
  }
  const oldest = match.seconds === null ? -1 : context.now - match.seconds * 1_000_000
  const hits = entry.stamps.filter((stamp) => stamp >= oldest).length
  const found = hits >= Math.max(1, match.hitcount)
  if (found && match.action === 'update') addStamp()
  return found
}

/** xt_connlimit: live connections of the same network, this packet's own included. */
function countConnections(sight: Sight, by: 'source' | 'destination', bits: number): number {
  const { state, view, context } = sight
  const mine = connectionOf(sight)
  const network = networkOf(
    mine ? mine.original[by] : by === 'source' ? sourceOf(view) : destinationOf(view),
    bits,
  )
  let count = mine && !mine.confirmed ? 1 : 0
  for (const connection of state.conntrack.connections.values()) {
    if (!connection.confirmed || connection.expiresAt <= context.now) continue
    const { tcp } = connection
    if (connection !== mine && tcp && (tcp.state === 'TIME_WAIT' || tcp.state === 'CLOSE')) continue
    if (networkOf(connection.original[by], bits) === network) count++
  }
  return count
}

function networkOf(address: Address, bits: number): Address {
  if (typeof address === 'number') return ((address & maskOfBits(bits)) >>> 0) as Address
  const host = BigInt(128 - bits)
  return ((address >> host) << host) as Address
}
