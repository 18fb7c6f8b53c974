import { formatIpv4 } from '../../addr/ipv4'
import { formatIpv6 } from '../../addr/ipv6'
import type { Address } from '../address'
import { type Connection, type Conntrack, isTaken } from './connection'
import { jhash2 } from './jhash'
import { findReusableMapping, isMapped } from './nat-behaviour'
import type { Manip } from './rewrite'
import type { NetfilterSettings } from './settings'
import { endpointKey, hasPorts, ICMP, ICMPV6, invertTuple, type Tuple, tupleKey } from './tuple'

/** What a NAT target allows: addresses and ports from one to another; null leaves them alone (struct nf_nat_range2). */
export type NatRange = {
  readonly addresses: { readonly from: Address; readonly to: Address } | null
  readonly ports: { readonly from: number; readonly to: number } | null
  /** --random, --random-fully */
  readonly random: boolean
  readonly persistent: boolean
}

export type Chance = { readonly now: number; readonly random: () => number }

const MAX_ATTEMPTS = 128

/**
 * get_unique_tuple of nf_nat_core.c: the tuple after translation, such that its answer is not the answer of another
 * connection. In order: the original if it is allowed and free; the mapping that this source already has; the
 * translated address with the port kept; a random port. The result may still be taken, then confirming fails.
 */
export function chooseTuple(
  conntrack: Conntrack,
  settings: NetfilterSettings,
  connection: Connection,
  original: Tuple,
  range: NatRange,
  manip: Manip,
  chance: Chance,
): Tuple {
  const { now } = chance
  const isFree = (tuple: Tuple) => {
    const answer = invertTuple(tuple)
    return answer !== null && !isTaken(conntrack, tupleKey(answer), connection, now)
  }
  const { mapping } = settings.nat
  const translating = manip === 'source' && range.addresses !== null && !covers(range, original.source)
  if (translating && mapping !== 'linux') {
    return chooseMapping(conntrack, settings, connection, original, range, chance)
  }
  if (manip === 'source' && !range.random) {
    if (inRange(original, range, manip)) {
      if (isFree(original)) return original
    } else {
      const kept = findSourceMapping(conntrack, original, range, now)
      if (kept && isFree(kept)) return kept
    }
  }
  const moved = withAddress(original, range, manip)
  if (!range.random && settings.nat.ports === 'preserve') {
    const { ports } = range
    if (
      ports === null
        ? isFree(moved)
        : portInRange(moved, range, manip) && (ports.from === ports.to || isFree(moved))
    )
      return moved
  }
  return choosePort(
    moved,
    range,
    manip,
    chance,
    isFree,
    settings.nat.ports === 'sequential' ? conntrack : null,
  )
}

/** A NAT box with one of the behaviours of RFC 4787 instead of the kernel's. */
function chooseMapping(
  conntrack: Conntrack,
  settings: NetfilterSettings,
  connection: Connection,
  original: Tuple,
  range: NatRange,
  chance: Chance,
): Tuple {
  const reused = findReusableMapping(conntrack, settings, connection, chance.now)
  if (reused) return withPort({ ...original, source: reused.address }, 'source', reused.port)
  const moved = withAddress(original, range, 'source')
  const isFree = (tuple: Tuple) =>
    !isMapped(conntrack, tuple.source, tuple.sport, tuple.protocol, connection, chance.now)
  const kept = range.ports === null || portInRange(moved, range, 'source')
  if (settings.nat.ports === 'preserve' && kept && isFree(moved)) return moved
  return choosePort(
    moved,
    range,
    'source',
    chance,
    isFree,
    settings.nat.ports === 'sequential' ? conntrack : null,
  )
}

/** find_appropriate_src: another connection of the same source shows which address and port it has outside. */
function findSourceMapping(conntrack: Conntrack, tuple: Tuple, range: NatRange, now: number): Tuple | null {
  const ids = conntrack.bySource.get(endpointKey(tuple.source, tuple.sport, tuple.protocol))
  if (!ids) return null
  for (let i = ids.length - 1; i >= 0; i--) {
    const other = conntrack.connections.get(ids[i])
    if (!other || other.expiresAt <= now) continue
    const outside = invertTuple(other.reply)
    if (!outside) continue
    const candidate = { ...tuple, source: outside.source, sport: outside.sport }
    if (inRange(candidate, range, 'source')) return candidate
  }
  return null
}

function covers({ addresses }: NatRange, address: Address): boolean {
  return addresses === null || (address >= addresses.from && address <= addresses.to)
}

function inRange(tuple: Tuple, range: NatRange, manip: Manip): boolean {
  return (
    covers(range, manip === 'source' ? tuple.source : tuple.destination) && portInRange(tuple, range, manip)
  )
}

function portInRange(tuple: Tuple, { ports }: NatRange, manip: Manip): boolean {
  if (ports === null) return true
  const port = manip === 'source' || isIcmp(tuple) ? tuple.sport : tuple.dport
  return port >= ports.from && port <= ports.to
}

/** find_best_ips_proto: of several addresses the same source always gets the same one, to the same destination unless persistent. */
function withAddress(tuple: Tuple, { addresses, persistent }: NatRange, manip: Manip): Tuple {
  if (addresses === null) return tuple
  const { from, to } = addresses
  const address = from === to ? from : (pick(tuple, wordsOf(from), wordsOf(to), persistent) as Address)
  return manip === 'source' ? { ...tuple, source: address } : { ...tuple, destination: address }
}

/** Word by word; once one lies below the greatest, the words after it may be anything. */
function pick(tuple: Tuple, from: readonly number[], to: readonly number[], persistent: boolean): Address {
  const destination = wordsOf(tuple.destination)
  const source = wordsOf(tuple.source)
  const padded = [...source, 0, 0, 0].slice(0, 4).map(swap)
  let hash = jhash2(padded, persistent ? 0 : swap(destination[destination.length - 1]))
  let free = false
  const picked: number[] = []
  for (const [index, least] of from.entries()) {
    const size = free ? 2 ** 32 : to[index] - least + 1
    const word = (free ? 0 : least) + Number((BigInt(hash) * BigInt(size)) >> 32n)
    picked.push(word)
    if (word !== to[index]) free = true
    if (!persistent) hash = (hash ^ swap(destination[index])) >>> 0
  }
  if (picked.length === 1) return picked[0] as Address
  return picked.reduce((sum, word) => (sum << 32n) | BigInt(word), 0n) as Address
}

/** In the order of the wire. */
function wordsOf(address: Address): number[] {
  if (typeof address === 'number') return [address]
  return [96n, 64n, 32n, 0n].map((shift) => Number((address >> shift) & 0xffff_ffffn))
}

/** As a little-endian machine reads a word of the wire. */
function swap(word: number): number {
  return ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0
}

/** nf_nat_l4proto_unique_tuple. Ports below 512, below 1024 and above stay in their class unless a range is given. */
function choosePort(
  tuple: Tuple,
  { ports, random }: NatRange,
  manip: Manip,
  chance: Chance,
  isFree: (tuple: Tuple) => boolean,
  sequence: Conntrack | null,
): Tuple {
  let first: number
  let size: number
  if (isIcmp(tuple)) {
    first = ports ? ports.from : 0
    size = ports ? ports.to - ports.from + 1 : 65536
  } else if (!hasPorts(tuple.protocol)) return tuple
  else if (ports) {
    first = ports.from
    size = ports.to - ports.from + 1
  } else if (manip === 'destination') return tuple
  else if (tuple.sport < 512) {
    first = 1
    size = 511
  } else if (tuple.sport < 1024) {
    first = 600
    size = 424
  } else {
    first = 1024
    size = 64512
  }
  const draw = () => Math.floor(chance.random() * 65536)
  let offset = random || manip === 'source' ? draw() : 0
  if (sequence) offset = Math.max(0, sequence.nextPort - first)
  let attempts = sequence ? size : Math.min(size, MAX_ATTEMPTS)
  let candidate = tuple
  for (;;) {
    for (let i = 0; i < attempts; i++) {
      candidate = withPort(tuple, manip, first + ((offset + i) % size))
      if (!isFree(candidate)) continue
      if (sequence) sequence.nextPort = first + ((offset + i + 1) % size)
      return candidate
    }
    if (attempts >= size || attempts < 16) return candidate
    attempts >>>= 1
    offset = draw()
  }
}

function withPort(tuple: Tuple, manip: Manip, port: number): Tuple {
  return manip === 'source' || isIcmp(tuple) ? { ...tuple, sport: port } : { ...tuple, dport: port }
}

function isIcmp(tuple: Tuple): boolean {
  return tuple.protocol === ICMP || tuple.protocol === ICMPV6
}

/** `192.168.1.10:40000`, `[2001:db8::1]:40000`; without a port, the address alone. */
export function formatEndpoint(address: Address, port: number, protocol: number): string {
  const text = typeof address === 'number' ? formatIpv4(address) : formatIpv6(address)
  if (!hasPorts(protocol)) return text
  return typeof address === 'number' ? `${text}:${port}` : `[${text}]:${port}`
}
