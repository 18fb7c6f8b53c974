import { formatMac } from '../addr/mac'
import { formatPrefix } from '../addr/prefix'
import { type Address, addressText, familyOf } from '../node/address'
import type { Machine } from '../node/machine'
import type { Connection } from '../node/netfilter/connection'
import { hasPorts, type Tuple } from '../node/netfilter/tuple'
import type { Socket } from '../node/socket'
import { AGEING_US, type Switch } from '../node/switch'
import { fib, ospfNeighbours, rib } from './routing-table'

export const tableKinds = [
  'addresses',
  'arp',
  'conntrack',
  'fib',
  'lease',
  'leases',
  'mac',
  'neigh',
  'ospf',
  'rib',
  'routes',
  'sockets',
] as const
export type TableKind = (typeof tableKinds)[number]

/** One row; two rows with the same key are the same entry at two moments. */
export type TableRow = { readonly key: string; readonly cells: readonly string[] }

/** A table of a node as people read it. A column that begins with `~` holds a running time: its changes are no news. */
export type NodeTable = { readonly columns: readonly string[]; readonly rows: readonly TableRow[] }

/** A table of `node` as it stands at `now` µs; without rows when the node has no such table. */
export function tableOf(kind: TableKind, node: Machine | Switch, now: number): NodeTable {
  if (kind === 'mac') return node.kind === 'switch' ? macTable(node, now) : { columns: MAC, rows: [] }
  if (node.kind === 'switch') return { columns: [], rows: [] }
  switch (kind) {
    case 'addresses':
      return addresses(node)
    case 'arp':
      return neighbours(node, 4)
    case 'neigh':
      return neighbours(node, null)
    case 'routes':
      return routes(node, now)
    case 'fib':
      return fib(node)
    case 'rib':
      return rib(node)
    case 'ospf':
      return ospfNeighbours(node, now)
    case 'conntrack':
      return conntrack(node, now)
    case 'lease':
      return clientLease(node, now)
    case 'leases':
      return serverLeases(node, now)
    case 'sockets':
      return sockets(node)
  }
}

const SECOND = 1_000_000
const MAC = ['VLAN', 'MAC address', 'Port', '~Age']

/** The forwarding database of a switch, `bridge fdb show`; an entry goes 300 s after its sender was last heard. */
function macTable({ table }: Switch, now: number): NodeTable {
  const rows = [...table]
    .filter(([, { seenAt }]) => now - seenAt < AGEING_US)
    .map(([key, { port, seenAt }]): TableRow => {
      const [vlan, mac] = key.split('/')
      return { key, cells: [vlan, formatMac(Number(mac)), port, seconds(now - seenAt)] }
    })
  return { columns: MAC, rows }
}

function seconds(us: number): string {
  return `${Math.floor(us / SECOND)} s`
}

function addresses({ interfaces }: Machine): NodeTable {
  const rows = [...interfaces.values()]
    .filter(({ loopback }) => !loopback)
    .flatMap((iface): TableRow[] => {
      const mac = formatMac(iface.mac)
      const all: TableRow[] = [...iface.ipv4, ...iface.ipv6].map(({ address, bits }) => {
        const text = `${addressText(address)}/${bits}`
        return { key: `${iface.name} ${text}`, cells: [iface.name, text, mac] }
      })
      return all.length > 0 ? all : [{ key: iface.name, cells: [iface.name, 'none', mac] }]
    })
  return { columns: ['Interface', 'Address', 'MAC address'], rows }
}

/** `ip neighbour`, the ARP cache for IPv4. */
function neighbours({ interfaces }: Machine, family: 4 | null): NodeTable {
  const rows: TableRow[] = []
  for (const iface of interfaces.values()) {
    for (const [address, { mac, state }] of iface.neighbours) {
      if (family !== null && familyOf(address) !== family) continue
      const cells = [
        addressText(address),
        mac === null ? 'not known' : formatMac(mac),
        state.toUpperCase(),
        iface.name,
      ]
      rows.push({ key: `${iface.name} ${address}`, cells })
    }
  }
  return { columns: ['Address', 'MAC address', 'State', 'Interface'], rows }
}

/** `ip route`, in the order in which it is searched: the longest prefix first. */
function routes(machine: Machine, now: number): NodeTable {
  const rows = machine.routes
    .filter(
      ({ expires, prefix }) => (expires === null || expires > now) && isShown(prefix.network, prefix.bits),
    )
    .map(({ type, prefix, via, dev, metric }): TableRow => {
      const target = prefix.bits === 0 ? 'default' : formatPrefix(prefix)
      const way = type === 'unicast' ? (via === null ? 'on the link' : addressText(via)) : type
      return {
        key: `${formatPrefix(prefix)} ${metric} ${dev}`,
        cells: [target, way, dev ?? '', metric === 0 ? '' : String(metric)],
      }
    })
  const metrics = rows.some(({ cells }) => cells[3] !== '')
  const columns = ['Destination', 'Next hop', 'Interface', 'Metric']
  if (metrics) return { columns, rows }
  return {
    columns: columns.slice(0, 3),
    rows: rows.map(({ key, cells }) => ({ key, cells: cells.slice(0, 3) })),
  }
}

/** Not the link-local networks of IPv6: every interface has them. */
function isShown(network: Address, bits: number): boolean {
  return typeof network === 'number' || bits !== 64 || network >> 112n !== 0xfe80n
}

const PROTOCOLS: Readonly<Record<number, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'icmpv6' }

/** What a DHCP client holds, and how long until it asks again (RFC 2131 section 4.4.5). */
function clientLease({ processes }: Machine, now: number): NodeTable {
  const rows = [...processes.values()].flatMap((process): TableRow[] => {
    if (process.kind !== 'dhcp-client') return []
    const { iface, state, lease } = process
    const left = (at: number) => (at > now ? seconds(at - now) : 'over')
    const cells = lease
      ? [
          addressText(lease.address),
          addressText(lease.server),
          ...[lease.renewAt, lease.rebindAt, lease.until].map(left),
        ]
      : ['', '', '', '', '']
    return [{ key: iface, cells: [state.toUpperCase(), ...cells] }]
  })
  return { columns: ['State', 'Address', 'Server', '~T1 in', '~T2 in', '~Ends in'], rows }
}

/** What a DHCP server keeps for whom. */
function serverLeases({ processes }: Machine, now: number): NodeTable {
  const rows = [...processes.values()].flatMap((process): TableRow[] => {
    if (process.kind !== 'dhcp-server') return []
    return process.leases
      .filter(({ until }) => until > now)
      .map(({ address, mac, acked, until }) => ({
        key: formatMac(mac),
        cells: [addressText(address), formatMac(mac), acked ? 'leased' : 'offered', seconds(until - now)],
      }))
  })
  return { columns: ['Address', 'MAC address', 'State', '~Ends in'], rows }
}

/** `conntrack -L`: the connection as its first packet named it, and what its answers look like. */
function conntrack({ netfilter }: Machine, now: number): NodeTable {
  const rows = [...netfilter.conntrack.connections.values()]
    .filter(({ confirmed, expiresAt }) => confirmed && expiresAt > now)
    .map((connection): TableRow => {
      const { id, original, reply, expiresAt } = connection
      return {
        key: String(id),
        cells: [
          PROTOCOLS[original.protocol] ?? String(original.protocol),
          tupleText(original),
          tupleText(reply),
          stateOf(connection),
          seconds(expiresAt - now),
        ],
      }
    })
  return { columns: ['Protocol', 'From > to', 'Answers', 'State', '~Removed in'], rows }
}

function stateOf({ tcp, seenReply, assured }: Connection): string {
  return [tcp?.state, seenReply ? null : 'UNREPLIED', assured ? 'ASSURED' : null].filter(Boolean).join(' ')
}

function tupleText({ source, destination, protocol, sport, dport }: Tuple): string {
  if (!hasPorts(protocol)) return `${addressText(source)} > ${addressText(destination)} id ${sport}`
  return `${endText(source, sport)} > ${endText(destination, dport)}`
}

function endText(address: Address, port: number | string): string {
  const text = addressText(address)
  return text.includes(':') ? `[${text}]:${port}` : `${text}:${port}`
}

/** `ss -tuan`. */
function sockets(machine: Machine): NodeTable {
  const rows = [...machine.sockets.values()].flatMap((socket): TableRow[] => {
    const state = socketState(socket)
    if (state === null || socket.kind === 'raw') return []
    const { local, remote } = socket
    return [
      {
        key: String(socket.id),
        cells: [
          socket.kind,
          state,
          endText(local.address, local.port),
          remote
            ? endText(remote.address, remote.port)
            : endText((socket.family === 4 ? 0 : 0n) as Address, '*'),
        ],
      },
    ]
  })
  return { columns: ['Protocol', 'State', 'Local', 'Peer'], rows }
}

function socketState(socket: Socket): string | null {
  if (socket.kind === 'raw') return null
  if (socket.kind === 'udp') return socket.remote ? 'ESTAB' : 'UNCONN'
  if (socket.listening) return 'LISTEN'
  const state = socket.tcb?.state
  if (!state || (state as string) === 'closed') return null
  return state === 'established' ? 'ESTAB' : state.toUpperCase()
}
