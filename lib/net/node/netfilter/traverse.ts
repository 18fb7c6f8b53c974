import { ipv4FromBytes, writeIpv4 } from '../../addr/ipv4'
import { ipv6FromBytes, writeIpv6 } from '../../addr/ipv6'
import type { Address } from '../address'
import type { Because } from '../because'
import type { Hook, PacketTrack, RejectWith, Traversal, TraverseContext } from '../netfilter-port'
import { runChain, type Walk } from './chain'
import { type Connection, confirm, forget } from './connection'
import { trackPacket } from './conntrack'
import { followFtp } from './ftp-helper'
import { bind, bindNull, isBound, manipAt, masterRange, translate } from './nat'
import { formatEndpoint, type NatRange } from './nat-tuple'
import { destinationOf, sourceOf, tcpFlags, viewPacket } from './packet-view'
import type { Manip } from './rewrite'
import type { Verdict } from './rule'
import { adjustSequence } from './sequence-offset'
import type { NetfilterState, PlanStep } from './state'
import { ICMP, invertTuple, TCP } from './tuple'

const NONE: readonly Because[] = []

/**
 * Sends a packet (starting at its IP header) through everything that is registered at a hook. The packet may be
 * rewritten in place or replaced; state and `context.track` change. Free of cost where there are no rules.
 */
export function traverse(
  state: NetfilterState,
  hook: Hook,
  packet: Uint8Array,
  context: TraverseContext,
): Traversal {
  const plan = state.plans[context.family][hook]
  if (plan.length === 0) return { verdict: 'ACCEPT', packet, because: NONE }
  const view = viewPacket(packet, context.family)
  if (view === null) return { verdict: 'DROP', packet, because: NONE }
  const because: Because[] = []
  const walk: Walk = { state, hook, view, context, because, table: null as never }
  const destination = hook === 'OUTPUT' ? destinationOf(view) : null
  for (const step of plan) {
    const verdict = take(step, walk)
    if (verdict === null) continue
    const reject = rejectOf(verdict, walk)
    if (reject === undefined) forgetUnconfirmed(state, context.track)
    return { verdict: 'DROP', packet: view.bytes, because, ...(reject ? { reject } : {}) }
  }
  const reroute = destination !== null && destination !== destinationOf(view)
  return { verdict: 'ACCEPT', packet: view.bytes, because, ...(reroute ? { reroute } : {}) }
}

const DROP: Verdict = { kind: 'drop' }

/** Null: go on. */
function take(step: PlanStep, walk: Walk): Verdict | null {
  const { state, view, context, because } = walk
  switch (step.run) {
    case 'track': {
      const tracked = trackPacket(state.conntrack, state.settings, view, context.track, context.now)
      if (tracked.because) because.push(tracked.because)
      return tracked.drop ? DROP : null
    }
    case 'chain': {
      const verdict = runChain(walk, step.table, step.chain)
      return verdict.kind === 'accept' ? null : verdict
    }
    case 'nat':
      return takeNat(step.chains, walk)
    case 'confirm': {
      const connection = connectionOf(walk)
      if (!connection) return null
      if (!help(walk, connection)) return DROP
      if (connection.confirmed) return null
      if (confirm(state.conntrack, connection, context.now)) return null
      because.push({ key: 'conntrack.clash', layer: 4 })
      return DROP
    }
  }
}

/** nf_confirm: the helper reads the segment, and its numbers follow what it rewrote before. False: drop it. */
function help({ state, view, context, because }: Walk, connection: Connection): boolean {
  const { track } = context
  const offsets = connection.tcp?.offsets ?? null
  if (view.protocol !== TCP) return true
  // taken before the helper: the segment that it makes longer now keeps its number
  if (connection.ftp && !followFtp(state.conntrack, connection, view, track, context, because)) return false
  if (!offsets) return true
  const [own, other] = track.direction === 'reply' ? [1, 0] : [0, 1]
  adjustSequence(view, offsets[own], offsets[other])
  return true
}

function connectionOf({ state, context }: Walk): Connection | null {
  const { connection } = context.track
  return typeof connection === 'number' ? (state.conntrack.connections.get(connection) ?? null) : null
}

function takeNat(chains: Extract<PlanStep, { run: 'nat' }>['chains'], walk: Walk): Verdict | null {
  const { state, hook, view, context, because } = walk
  const connection = connectionOf(walk)
  const manip = manipAt(hook)
  if (!connection || !manip) return null
  const { ctState } = context.track
  if ((ctState === 'NEW' || ctState === 'RELATED') && !isBound(connection, manip) && !connection.confirmed) {
    const verdict = bindByRules(chains, walk, connection, manip)
    if (verdict) return verdict
  }
  if (
    isRedirect(view) &&
    (connection.sourceNat || connection.destinationNat || !isBound(connection, 'source'))
  ) {
    because.push({ key: 'nat.redirect-dropped', layer: 3 })
    return DROP // nf_nat_icmp_reply_translation
  }
  const { masqueradeOut } = connection
  if (masqueradeOut !== null && hook === 'POSTROUTING' && masqueradeOut !== context.out) {
    if (context.track.direction === 'original') {
      because.push({ key: 'nat.interface-changed', layer: 3 })
      forget(state.conntrack, connection)
      return DROP
    }
  }
  const translated = translate(connection, context.track, view, manip)
  if (translated) because.push(translated)
  return null
}

const REDIRECT = 5

function isRedirect({ protocol, laterFragment, bytes, transport }: Walk['view']): boolean {
  return protocol === ICMP && !laterFragment && bytes[transport] === REDIRECT
}

function bindByRules(
  chains: Extract<PlanStep, { run: 'nat' }>['chains'],
  walk: Walk,
  connection: Connection,
  manip: Manip,
): Verdict | null {
  const { state, context, because } = walk
  const { conntrack, settings } = state
  const inherited = masterRange(conntrack, connection, manip)
  if (inherited) {
    bind(conntrack, settings, connection, inherited, manip, context)
    return null
  }
  for (const { table, chain } of chains) {
    const verdict = runChain(walk, table, chain)
    if (verdict.kind === 'drop' || verdict.kind === 'reject') return verdict
    if (verdict.kind !== 'netmap' && !('range' in verdict)) continue
    const range = verdict.kind === 'netmap' ? mappedRange(verdict, walk) : rangeOf(verdict, walk)
    if (range === null) {
      because.push({
        key: 'nat.no-address',
        layer: 3,
        data: { iface: walk.context.out ?? walk.context.in ?? '' },
      })
      return DROP
    }
    const before = endpointOf(connection, manip)
    bind(conntrack, settings, connection, range, manip, context)
    if (verdict.kind === 'masquerade') connection.masqueradeOut = context.out
    tellBinding(walk, connection, manip, before, range)
    return null
  }
  if (manip === 'destination' && walk.hook === 'PREROUTING') tellUnmapped(walk, connection)
  bindNull(conntrack, settings, connection, manip, context)
  return null
}

/** NETMAP: the host bits of the packet's own address under another network (xt_NETMAP.c). */
function mappedRange(
  { network, bits }: Extract<Verdict, { kind: 'netmap' }>,
  { hook, view }: Walk,
): NatRange {
  const own = manipAt(hook) === 'destination' ? destinationOf(view) : sourceOf(view)
  const address = withNetwork(own, network, bits)
  return { addresses: { from: address, to: address }, ports: null, random: false, persistent: false }
}

function withNetwork(own: Address, network: Address, bits: number): Address {
  if (typeof own === 'number') {
    const hosts = 2 ** (32 - bits)
    return (Math.floor((network as number) / hosts) * hosts + (own % hosts)) as Address
  }
  const hosts = 1n << BigInt(128 - bits)
  return (((network as bigint) / hosts) * hosts + (own % hosts)) as Address
}

/** MASQUERADE and REDIRECT find their address only now; null when the interface has none. */
function rangeOf(verdict: Extract<Verdict, { range: NatRange }>, walk: Walk): NatRange | null {
  const { hook, view, context } = walk
  if (verdict.kind === 'snat' || verdict.kind === 'dnat') return verdict.range
  let address: Address
  if (verdict.kind === 'redirect' && hook === 'OUTPUT') {
    address = (view.family === 4 ? 0x7f00_0001 : 1n) as Address
  } else {
    const iface = (verdict.kind === 'redirect' ? context.in : context.out) ?? ''
    const bytes = context.addressOf(iface, toBytes(destinationOf(view)))
    if (!bytes) return null
    address = bytes.length === 4 ? ipv4FromBytes(bytes) : ipv6FromBytes(bytes)
  }
  return { ...verdict.range, addresses: { from: address, to: address } }
}

function toBytes(address: Address): Uint8Array {
  const bytes = new Uint8Array(typeof address === 'number' ? 4 : 16)
  if (typeof address === 'number') writeIpv4(bytes, 0, address)
  else writeIpv6(bytes, 0, address)
  return bytes
}

function endpointOf(connection: Connection, manip: Manip): { address: Address; port: number } {
  const tuple = invertTuple(connection.reply)
  if (!tuple) throw new Error('a tracked connection has an inverse')
  return manip === 'source'
    ? { address: tuple.source, port: tuple.sport }
    : { address: tuple.destination, port: tuple.dport }
}

function tellBinding(
  walk: Walk,
  connection: Connection,
  manip: Manip,
  before: { address: Address; port: number },
  range: NatRange,
): void {
  const after = endpointOf(connection, manip)
  if (after.address === before.address && after.port === before.port) return
  const { protocol } = connection.original
  const from = formatEndpoint(before.address, before.port, protocol)
  const to = formatEndpoint(after.address, after.port, protocol)
  const decided = walk.decided
  walk.because.push({ key: 'nat.bound', layer: 3, data: { ...decided, from, to } })
  const remapped = manip === 'source' && after.port !== before.port && range.ports === null && !range.random
  if (remapped)
    walk.because.push({ key: 'nat.port-remapped', layer: 4, data: { port: before.port, from, to } })
}

/** A stranger knocks at the public address and nothing forwards it. */
function tellUnmapped(walk: Walk, connection: Connection): void {
  const { state, context, because, view } = walk
  const translatesHere = state.tables.some((table) =>
    table.chains.some((chain) =>
      chain.rules.some(
        (rule) =>
          rule.parts.some((part) => part.kind === 'masquerade' || part.kind === 'snat') &&
          rule.parts.some(
            (part) =>
              part.kind === 'interface' &&
              part.side === 'out' &&
              part.among.some((it) => it.name === context.in),
          ),
      ),
    ),
  )
  if (!translatesHere || context.addressType(toBytes(destinationOf(view))) !== 'LOCAL') return
  const { destination, dport, protocol, source, sport } = connection.original
  const to = formatEndpoint(destination, dport, protocol)
  because.push({
    key: 'nat.no-mapping',
    layer: 3,
    data: { from: formatEndpoint(source, sport, protocol), to },
  })
}

/** Undefined for a plain DROP. A RST is never answered with a RST (nf_send_reset). */
function rejectOf(verdict: Verdict, { view, context }: Walk): RejectWith | undefined {
  if (verdict.kind !== 'reject') return undefined
  const ipv4 = context.family === 4
  if (verdict.with === 'tcp-reset')
    return (tcpFlags(view) & 4) === 0 && tcpFlags(view) >= 0 ? 'tcp-reset' : undefined
  if (verdict.with === null) return ipv4 ? 'icmp-port-unreachable' : 'icmp6-port-unreachable'
  if (verdict.with !== 'icmpx') return verdict.with
  switch (verdict.icmpx) {
    case 'admin-prohibited':
      return ipv4 ? 'icmp-admin-prohibited' : 'icmp6-adm-prohibited'
    case 'no-route':
      return ipv4 ? 'icmp-net-unreachable' : 'icmp6-no-route'
    case 'host-unreachable':
      return ipv4 ? 'icmp-host-unreachable' : 'icmp6-addr-unreachable'
    default:
      return ipv4 ? 'icmp-port-unreachable' : 'icmp6-port-unreachable'
  }
}

/** A refused packet's connection stays until it expires: the answer belongs to it (`answerTrack` of packet.ts). */
function forgetUnconfirmed(state: NetfilterState, track: PacketTrack): void {
  if (typeof track.connection !== 'number') return
  const connection = state.conntrack.connections.get(track.connection)
  if (connection && !connection.confirmed) forget(state.conntrack, connection)
}
