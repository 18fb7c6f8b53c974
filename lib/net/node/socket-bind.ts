import { type Address, familyOf } from './address'
import type { Errno } from './errno'
import type { Machine } from './machine'
import { isLocal } from './route'
import {
  anyAddress,
  type Endpoint,
  isAny,
  type PathMtuDiscovery,
  register,
  type Socket,
  unregister,
} from './socket'
import { sysctl, sysctlText } from './sysctl'
import type { Turn } from './turn'

/** bind(2). Port 0 asks for any free one. Null, or EADDRNOTAVAIL (not ours), EADDRINUSE. */
export function bindSocket(turn: Turn, socket: Socket, local: Endpoint): Errno | null {
  const { machine } = turn
  const foreign = !isAny(local.address) && !isLocal(machine, local.address)
  if (foreign && !sysctl(machine, 'net.ipv4.ip_nonlocal_bind')) return 'EADDRNOTAVAIL'
  if (local.port !== 0 && findHolder(machine, socket, local)) return 'EADDRINUSE'
  const port = local.port || freePort(turn, socket, local.address, null)
  if (port === null) return 'EADDRINUSE'
  move(machine, socket, { address: local.address, port }, socket.remote)
  if (socket.family === 6 && !isAny(local.address)) socket.v6Only = true // __inet6_bind
  return null
}

/** Changes where the socket is found. */
export function move(machine: Machine, socket: Socket, local: Endpoint, remote: Endpoint | null): void {
  unregister(machine, socket)
  socket.local = local
  socket.remote = remote
  register(machine, socket)
}

/**
 * The socket because of which bind(2) gives EADDRINUSE for `local`; null if none does. Two may share an address and port if
 * both asked for it (SO_REUSEADDR) and the one that is there does not listen (inet_csk_bind_conflict).
 */
export function findHolder(machine: Machine, socket: Socket, local: Endpoint): Socket | null {
  for (const other of machine.sockets.values()) {
    if (other.id === socket.id || other.kind !== socket.kind || other.local.port !== local.port) continue
    if (!overlap(socket, local.address, other, other.local.address)) continue
    const listens = other.kind === 'tcp' && other.listening !== null
    if (!(other.reuseAddress && socket.reuseAddress) || listens) return other
  }
  return null
}

/** Whether some packet could be for both (inet_rcv_saddr_equal): :: includes every IPv4 address unless it is for IPv6 only. */
function overlap(one: Socket, address: Address, other: Socket, otherAddress: Address): boolean {
  if (familyOf(address) === familyOf(otherAddress))
    return address === otherAddress || isAny(address) || isAny(otherAddress)
  return familyOf(address) === 6 ? takesIpv4(one, address) : takesIpv4(other, otherAddress)
}

function takesIpv4({ v6Only }: Socket, address: Address): boolean {
  return isAny(address) && !v6Only
}

/** A random port of ip_local_port_range that no socket of this kind uses towards `remote` (RFC 6056). */
export function freePort(
  turn: Turn,
  socket: Socket,
  address: Address,
  remote: Endpoint | null,
): number | null {
  const [low, high] = sysctlText(turn.machine, 'net.ipv4.ip_local_port_range').split(/\s+/).map(Number)
  const count = high - low + 1
  const start = Math.floor(turn.random() * count)
  for (let step = 0; step < count; step++) {
    const port = low + ((start + step) % count)
    if (!inUse(turn.machine, socket, { address, port }, remote)) return port
  }
  return null
}

function inUse(machine: Machine, socket: Socket, local: Endpoint, remote: Endpoint | null): boolean {
  for (const other of machine.sockets.values()) {
    if (other.id === socket.id || other.kind !== socket.kind || other.local.port !== local.port) continue
    if (!other.remote || !remote) return true
    if (other.remote.address === remote.address && other.remote.port === remote.port) return true
  }
  return false
}

/** What every socket begins with. */
export function newCommon(machine: Machine, family: 4 | 6) {
  return {
    id: machine.nextSocket++,
    family,
    local: { address: anyAddress(family), port: 0 },
    remote: null,
    error: null,
    ttl: null,
    owner: null,
    reuseAddress: false,
    broadcast: false,
    v6Only: family === 6 && sysctl(machine, 'net.ipv6.bindv6only') !== 0,
  }
}

/** ip_no_pmtu_disc: whether sockets look for the path MTU, as inet_create sets it. */
export function defaultDiscovery(machine: Machine): PathMtuDiscovery {
  return sysctl(machine, 'net.ipv4.ip_no_pmtu_disc') === 0 ? 'want' : 'dont'
}
