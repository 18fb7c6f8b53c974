import { type Address, addressText, type Family } from './address'
import type { Errno } from './errno'
import type { Machine } from './machine'
import type { TcpSegment, TcpState } from './tcp-port'

/** One end of a socket: 0.0.0.0 or :: is 0 or 0n. */
export type Endpoint = { readonly address: Address; readonly port: number }

/** What an ICMP error left in a socket's error queue (IP_RECVERR, ip(7)). */
export type QueuedError = {
  readonly errno: Errno
  readonly origin: 'icmp' | 'local'
  readonly type: number
  readonly code: number
  /** who sent the error */
  readonly offender: Address | null
  /** next-hop MTU of "fragmentation needed" */
  readonly info: number
}

export type Datagram = {
  readonly from: Endpoint
  readonly to: Address
  readonly bytes: Uint8Array
  readonly ttl: number
  /** the interface it came in by */
  readonly iface: string | null
}

/** IP_MTU_DISCOVER, ip(7): never DF; DF where it fits; always DF; DF and no regard for learned MTUs. */
export type PathMtuDiscovery = 'dont' | 'want' | 'do' | 'probe'

type Common = {
  readonly id: number
  readonly family: Family
  local: Endpoint
  remote: Endpoint | null
  /** SO_ERROR: the next call gives it and clears it */
  error: Errno | null
  ttl: number | null
  /** which process of this machine owns it; null for a program outside (a probe) */
  owner: number | null
  reuseAddress: boolean
  /** SO_BROADCAST: may send to a broadcast address, udp(7) */
  broadcast: boolean
  /** IPV6_V6ONLY, ipv6(7): a socket at :: without it takes IPv4 too */
  v6Only: boolean
}

export type TcpSocket = Common & {
  readonly kind: 'tcp'
  /** null before connect() and for a listener */
  tcb: { readonly state: TcpState; readonly retransmits: number } | null
  listening: { readonly backlog: number; readonly accepted: number[]; readonly half: number[] } | null
  /** the listener that it came from, until accept() */
  listener: number | null
  connected: boolean
  readable: number
  endOfFile: boolean
  /** bytes that wait for room in the send buffer */
  unsent: Uint8Array[]
  closed: boolean
  /** a repeated segment that was not sent because its first copy still waits for the neighbour's address */
  heldBack: TcpSegment | null
  /** the deadline that the machine will be woken for */
  deadline: number | null
  /** number to begin with instead of one by chance (as TCP_REPAIR with TCP_QUEUE_SEQ can set); of a listener, for its connections */
  initialSequence?: number
  /** SO_RCVBUF as the kernel keeps it, twice what was asked for; of a listener, for its connections */
  receiveBuffer?: number
  /** TCP_NODELAY; of a listener, for its connections */
  noDelay?: boolean
}

export type UdpSocket = Common & {
  readonly kind: 'udp'
  readonly received: Datagram[]
  readonly errors: QueuedError[]
  receiveErrors: boolean
  pathMtuDiscovery: PathMtuDiscovery
}

export type RawSocket = Common & {
  readonly kind: 'raw'
  readonly protocol: number
  /** whole packets with their IPv4 header (raw(7)); without it for IPv6 */
  readonly received: Datagram[]
  readonly errors: QueuedError[]
  receiveErrors: boolean
  pathMtuDiscovery: PathMtuDiscovery
}

export type Socket = TcpSocket | UdpSocket | RawSocket

export function anyAddress(family: Family): Address {
  return (family === 4 ? 0 : 0n) as Address
}

export function isAny(address: Address): boolean {
  return address === 0 || address === 0n
}

/** `198.51.100.80:80`, `[2001:db8::80]:80`. */
export function endpointText({ address, port }: Endpoint): string {
  return typeof address === 'number' ? `${addressText(address)}:${port}` : `[${addressText(address)}]:${port}`
}

/** 0.0.0.0 and :: as a destination mean this machine: its bound address, else the loopback address. */
export function reachableEnd(socket: Socket, remote: Endpoint): Endpoint {
  if (!isAny(remote.address)) return remote
  const loopback = (socket.family === 4 ? 0x7f00_0001 : 1n) as Address
  return { address: isAny(socket.local.address) ? loopback : socket.local.address, port: remote.port }
}

/** Takes SO_ERROR: what it was, and none is left. */
export function takeError(socket: Socket): Errno | null {
  const error = socket.error
  socket.error = null
  return error
}

/** Key under which a socket is found: four values when it is connected, two when it only has a local end. */
export function demuxKey(kind: Socket['kind'], local: Endpoint, remote: Endpoint | null): string {
  return remote
    ? `${kind} ${local.address} ${local.port} ${remote.address} ${remote.port}`
    : `${kind} ${local.address} ${local.port}`
}

export function register(machine: Machine, socket: Socket): void {
  const key = demuxKey(socket.kind, socket.local, socket.remote)
  const ids = machine.demux.get(key)
  if (ids) ids.push(socket.id)
  else machine.demux.set(key, [socket.id])
}

export function unregister(machine: Machine, socket: Socket): void {
  const key = demuxKey(socket.kind, socket.local, socket.remote)
  const ids = machine.demux.get(key)?.filter((id) => id !== socket.id) ?? []
  if (ids.length === 0) machine.demux.delete(key)
  else machine.demux.set(key, ids)
}
