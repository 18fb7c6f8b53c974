import { ipv4FromBytes, writeIpv4 } from '../addr/ipv4'
import { ipv6FromBytes, writeIpv6 } from '../addr/ipv6'
import { type Address, addressText, destinationOf, sourceOf } from './address'
import type { Machine } from './machine'
import type { traverse } from './netfilter/traverse'
import type { Hook, PacketTrack, TraverseContext } from './netfilter-port'
import { newTrack, type Packet } from './packet'
import { reject } from './reject'
import { isLocal, isMulticast, lookupRoute, selectSource } from './route'
import type { Turn } from './turn'

/** Verdict of one hook: whether the packet goes on, and whether its destination changed so that it must be routed again. */
export type HookVerdict = { readonly accepted: boolean; readonly reroute: boolean }

let runTables: typeof traverse | null = null

/** The code of netfilter, for all machines from now on: a page whose machines have no rules need not fetch it. See `switchFilterOn`. */
export function loadTables(run: typeof traverse): void {
  runTables = run
}

const ACCEPTED: HookVerdict = { accepted: true, reroute: false }

/**
 * Takes a packet through the tables of one hook (netfilter's NF_HOOK). `packet.bytes` may be another buffer afterwards.
 * A REJECT is answered here.
 */
export function passHook(
  turn: Turn,
  hook: Hook,
  packet: Packet,
  from: string | null,
  to: string | null,
): HookVerdict {
  const { netfilter, filtered } = turn.machine
  const family = packet.bytes[0] >>> 4 === 4 ? 4 : 6
  if (!filtered || netfilter.plans[family][hook].length === 0) return ACCEPTED
  if (!runTables) throw new Error('netfilter is not loaded: see switchFilterOn')
  const context = contextOf(turn)
  context.family = family
  context.in = from
  context.out = to
  context.track = packet.track
  context.packet = packet
  context.sourceMac = sourceMac(turn, from)
  context.packetKind = kindOf(turn, packet)
  const result = runTables(netfilter, hook, packet.bytes, context)
  packet.bytes = result.packet
  for (const because of result.because) turn.because.push(because)
  if (result.verdict === 'DROP') {
    if (result.reject) reject(turn, packet, hook, result.reject)
    return REFUSED
  }
  return result.reroute ? REROUTED : ACCEPTED
}

const REFUSED: HookVerdict = { accepted: false, reroute: false }
const REROUTED: HookVerdict = { accepted: true, reroute: true }

type Context = { -readonly [Key in keyof TraverseContext]: TraverseContext[Key] } & { packet: Packet | null }

/** One for all hooks of a turn: what netfilter may ask the machine. */
function contextOf(turn: Turn): Context {
  if (turn.filterContext) return turn.filterContext as Context
  const context: Context = {
    family: 4,
    in: null,
    out: null,
    now: turn.now,
    random: turn.random,
    track: newTrack(),
    packet: null,
    addressOf: (iface, destination) => primaryAddress(turn, iface, destination),
    addressType: (address) => addressType(turn, readAddress(address)),
    pathMtu: () => pathMtu(turn, context.packet as Packet),
    reversePath: (loose, acceptLocal) => isReversePath(turn, context, loose, acceptLocal),
  }
  turn.filterContext = context
  return context
}

/** TCPMSS clamps to the smaller of the ways to the destination and back to the source (xt_TCPMSS.c). */
function pathMtu(turn: Turn, packet: Packet): number {
  const there = lookupRoute(turn.machine, destinationOf(packet.bytes), turn.now)
  const back = lookupRoute(turn.machine, sourceOf(packet.bytes), turn.now)
  return Math.min(there.type === 'unicast' ? there.mtu : 65535, back.type === 'unicast' ? back.mtu : 65535)
}

/** Only of a packet that just came in by Ethernet. */
function sourceMac(turn: Turn, from: string | null): Uint8Array | undefined {
  if (from === null || turn.frame === null || turn.machine.interfaces.get(from)?.loopback) return undefined
  return turn.frame.subarray(6, 12)
}

function kindOf(turn: Turn, packet: Packet): 'unicast' | 'broadcast' | 'multicast' {
  if (packet.toHost || turn.frame === null) return 'unicast'
  return turn.frame[0] === 0xff ? 'broadcast' : 'multicast'
}

/** xt_rpfilter: what came by lo passes; a foreign source needs a route, and (unless loose) one by the same interface. */
function isReversePath(turn: Turn, context: Context, loose: boolean, acceptLocal: boolean): boolean {
  const iface = turn.machine.interfaces.get(context.in ?? '')
  if (!iface || iface.loopback) return true
  const source = sourceOf((context.packet as Packet).bytes)
  const back = lookupRoute(turn.machine, source, turn.now)
  if (back.type === 'local') return acceptLocal
  return back.type === 'unicast' && (loose || back.dev === iface.name)
}

function primaryAddress(turn: Turn, iface: string, destination: Uint8Array): Uint8Array | null {
  const found = turn.machine.interfaces.get(iface)
  if (!found) return null
  const towards = lookupRoute(turn.machine, readAddress(destination), turn.now, iface).nextHop
  const source = selectSource(turn.machine, found, towards)
  return source === null ? null : bytesOf(source)
}

function readAddress(bytes: Uint8Array): Address {
  return bytes.length === 4 ? ipv4FromBytes(bytes) : ipv6FromBytes(bytes)
}

function bytesOf(address: Address): Uint8Array {
  const bytes = new Uint8Array(typeof address === 'number' ? 4 : 16)
  if (typeof address === 'number') writeIpv4(bytes, 0, address)
  else writeIpv6(bytes, 0, address)
  return bytes
}

/** fib lookup type of an address, as `-m addrtype` names it. */
function addressType(turn: Turn, address: Address): ReturnType<TraverseContext['addressType']> {
  if (isLocal(turn.machine, address)) return 'LOCAL'
  if (isMulticast(address)) return 'MULTICAST'
  const { type } = lookupRoute(turn.machine, address, turn.now)
  if (type === 'broadcast') return 'BROADCAST'
  if (type === 'blackhole') return 'BLACKHOLE'
  if (type === 'unreachable') return 'UNREACHABLE'
  if (type === 'prohibit') return 'PROHIBIT'
  return address === 0 || address === 0n ? 'UNSPEC' : 'UNICAST'
}

/** For sentences: `192.0.2.10 > 198.51.100.80`. */
export function endsOf(packet: Packet): { source: string; destination: string } {
  return {
    source: addressText(sourceOf(packet.bytes)),
    destination: addressText(destinationOf(packet.bytes)),
  }
}

/** nf_nat_icmp_reply_translation drops redirects about connections that NAT changes, or may still change. */
export function isTranslated({ netfilter }: Machine, track: PacketTrack): boolean {
  if (typeof track.connection !== 'number') return false
  const connection = netfilter.conntrack.connections.get(track.connection)
  if (!connection) return false
  const undecided = !connection.confirmed && netfilter.tables.some((table) => table.name === 'nat')
  return undecided || connection.sourceNat || connection.destinationNat
}
