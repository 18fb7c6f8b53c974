import { type Connection, mappedPort } from '../node/netfilter/connection'
import { listConntrack, listedSentence } from '../node/netfilter/conntrack-listing'
import { listChains } from '../node/netfilter/iptables/list'
import { formatEndpoint } from '../node/netfilter/nat-tuple'
import type { NetfilterState } from '../node/netfilter/state'
import { ICMP, TCP, UDP } from '../node/netfilter/tuple'
import { hostOf, type World } from './places'
import type { NatSettings } from './settings'

/** One row of a translation table: a flow that is translated, or a port forward that waits for one. */
export type NatRow = {
  /** the same for one flow at every moment */
  readonly key: string
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  readonly inside: string
  readonly outside: string
  /** `any` for a port forward */
  readonly remote: string
  readonly state: string
  /** null: for good */
  readonly secondsLeft: number | null
  /** what it counts down from */
  readonly secondsFull: number
}

/** A NAT at one moment: its table, how much of its ports is taken, and what its own tools print. */
export type NatTable = {
  readonly rows: readonly NatRow[]
  readonly portsInUse: number
  readonly portsInAll: number
  /** lines of `conntrack -L` */
  readonly conntrack: readonly string[]
  /** lines of `iptables -t nat -nvL` */
  readonly iptables: readonly string[]
}

const FIRST_PORT = 1024
const LAST_PORT = 65535
const NAMES = { [ICMP]: 'icmp', [TCP]: 'tcp', [UDP]: 'udp' } as const

/** What a NAT holds now; `now` in µs. */
export function readTable(state: NetfilterState, world: World, settings: NatSettings, now: number): NatTable {
  const live = [...state.conntrack.connections.values()].filter(
    (each) => each.confirmed && each.expiresAt > now && (each.sourceNat || each.destinationNat),
  )
  const lines = listConntrack(state, now)
  const [from, to] = settings.portRange ?? [FIRST_PORT, LAST_PORT]
  const mapped = new Set(
    live
      .filter((each) => each.sourceNat)
      .map((each) => `${each.reply.protocol} ${each.reply.destination} ${mappedPort(each)}`),
  )
  return {
    rows: [...forwardRows(world, settings, state), ...live.map((each) => rowOf(each, state, now))],
    portsInUse: mapped.size,
    portsInAll: to - from + 1,
    conntrack: [...lines, listedSentence(lines.length)],
    iptables: listChains(state, 'nat', 4, NUMERIC),
  }
}

const NUMERIC = { numeric: true, verbose: true, exact: false, lineNumbers: false }

function forwardRows(world: World, settings: NatSettings, state: NetfilterState): NatRow[] {
  if (!state.tables.some(({ name }) => name === 'nat')) return []
  const nat = world.nats[0]
  return settings.forwards.map((forward) => ({
    key: `forward ${forward.protocol} ${forward.port}`,
    protocol: forward.protocol,
    inside: `${hostOf(world, forward.host).address}:${forward.toPort}`,
    outside: `${nat.outside}:${forward.port}`,
    remote: 'any',
    state: 'port forward',
    secondsLeft: null,
    secondsFull: 0,
  }))
}

function rowOf(connection: Connection, state: NetfilterState, now: number): NatRow {
  const { original, reply, destinationNat } = connection
  const { protocol } = original
  const isPing = protocol === ICMP
  const end = (address: typeof original.source, port: number) =>
    isPing ? `${formatEndpoint(address, 0, ICMP)} id ${port}` : formatEndpoint(address, port, protocol)
  const full = fullTimeout(connection, state)
  const ends = destinationNat
    ? {
        inside: end(reply.source, reply.sport),
        outside: end(original.destination, original.dport),
        remote: end(original.source, original.sport),
      }
    : {
        inside: end(original.source, original.sport),
        outside: end(reply.destination, mappedPort(connection)),
        remote: isPing
          ? formatEndpoint(original.destination, 0, ICMP)
          : end(original.destination, original.dport),
      }
  return {
    key: String(connection.id),
    protocol: NAMES[protocol as keyof typeof NAMES] ?? 'udp',
    ...ends,
    state: stateOf(connection),
    secondsLeft: Math.floor((connection.expiresAt - now) / 1_000_000),
    secondsFull: full,
  }
}

function stateOf({ tcp, seenReply, assured }: Connection): string {
  if (tcp) return tcp.state.replaceAll('_', '-')
  if (!seenReply) return 'no reply yet'
  return assured ? 'stream' : 'replied'
}

/** What the timeout was set to when the last packet passed. */
function fullTimeout({ original, tcp, assured }: Connection, { settings }: NetfilterState): number {
  const { timeouts } = settings
  if (tcp) return timeouts.tcp[tcp.state as keyof typeof timeouts.tcp] ?? timeouts.tcp.ESTABLISHED
  if (original.protocol === ICMP) return timeouts.icmp
  return assured ? timeouts.udpStream : timeouts.udp
}
