import { familyOf } from '../node/address'
import { addProcess } from '../node/process'
import { runDns } from '../node/services/dns'
import { runAuthoritative } from '../node/services/dns-authoritative'
import type { DnsFront } from '../node/services/dns-front'
import { runResolver } from '../node/services/dns-resolver'
import { emptyCache } from '../node/services/dns-resolver-cache'
import { anyAddress } from '../node/socket'
import { bindSocket } from '../node/socket-bind'
import { listenTcp, openTcp } from '../node/socket-tcp'
import { openUdp } from '../node/socket-udp'
import type { Turn } from '../node/turn'
import { DNS_PORT } from '../wire/dns'
import type { DnsSpec } from './schema'

const BACKLOG = 10

export function startNameServer(turn: Turn, spec: DnsSpec) {
  const { machine } = turn
  if (spec.kind === 'forwarder') return startForwarder(turn, spec)
  const listener = openTcp(machine, 4)
  listener.reuseAddress = true
  bindSocket(turn, listener, { address: anyAddress(4), port: DNS_PORT })
  listenTcp(machine, listener, BACKLOG)
  const front = (id: number): DnsFront => ({
    id,
    socket: bindPort(turn),
    listener: listener.id,
    connections: [],
  })
  const process =
    spec.kind === 'authoritative'
      ? addProcess(machine, runAuthoritative, (id) => ({
          ...front(id),
          kind: 'dns-authoritative',
          zones: spec.zones,
        }))
      : addProcess(machine, runResolver, (id) => ({
          ...front(id),
          kind: 'dns-resolver',
          hints: spec.hints,
          primed: false,
          cache: emptyCache(),
          lookups: [],
          nextLookup: 1,
        }))
  listener.owner = process.id
}

function bindPort(turn: Turn): number {
  const socket = openUdp(turn.machine, 4)
  bindSocket(turn, socket, { address: anyAddress(4), port: DNS_PORT })
  return socket.id
}

function startForwarder(turn: Turn, spec: Extract<DnsSpec, { kind: 'forwarder' }>): void {
  const { machine } = turn
  const { zones, records, upstream } = spec
  const socket = bindPort(turn)
  const asking = upstream === null ? null : openUdp(machine, familyOf(upstream))
  const process = addProcess(machine, runDns, (id) => ({
    kind: 'dns',
    id,
    socket,
    asking: asking?.id ?? null,
    upstream: upstream === null ? null : { address: upstream, port: DNS_PORT },
    zones,
    records,
    cache: new Map(),
    pending: [],
    nextId: Math.floor(turn.random() * 0x10000),
  }))
  if (!asking) return
  bindSocket(turn, asking, { address: anyAddress(asking.family), port: 0 })
  asking.owner = process.id
}
