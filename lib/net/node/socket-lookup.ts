import type { Machine } from './machine'
import { anyAddress, demuxKey, type Endpoint, type Socket } from './socket'

/** Where a packet's socket is looked for. */
export type LookupPlace = 'connection' | 'address' | 'any'

/** In this order: who is connected with these four values, who is bound to this address, who is bound to any. */
const PLACES: readonly LookupPlace[] = ['connection', 'address', 'any']

export type LookupTry = { readonly place: LookupPlace; readonly found: Socket | null }

/** The socket that a packet to `local` from `remote` is for (__inet_lookup, __udp4_lib_lookup); null if there is none. */
export function findSocket(
  machine: Machine,
  kind: 'tcp' | 'udp',
  local: Endpoint,
  remote: Endpoint,
): Socket | null {
  for (const place of PLACES) {
    const found = lookAt(machine, place, kind, local, remote)
    if (found) return found
  }
  return null
}

/** The same search, place by place: the last one has the socket, or no place has. */
export function traceLookup(
  machine: Machine,
  kind: 'tcp' | 'udp',
  local: Endpoint,
  remote: Endpoint,
): readonly LookupTry[] {
  const tries: LookupTry[] = []
  for (const place of PLACES) {
    const found = lookAt(machine, place, kind, local, remote)
    tries.push({ place, found })
    if (found) break
  }
  return tries
}

function lookAt(
  machine: Machine,
  place: LookupPlace,
  kind: 'tcp' | 'udp',
  local: Endpoint,
  remote: Endpoint,
): Socket | null {
  if (place === 'any') return lookAtAny(machine, kind, local)
  const id = machine.demux.get(demuxKey(kind, local, place === 'connection' ? remote : null))?.[0]
  return id === undefined ? null : (machine.sockets.get(id) ?? null)
}

/** Bound to 0.0.0.0 or to ::, which have one key. A socket of the packet's own family comes first; :: takes IPv4 unless it is for IPv6 only. */
function lookAtAny(machine: Machine, kind: 'tcp' | 'udp', { address, port }: Endpoint): Socket | null {
  const family = typeof address === 'number' ? 4 : 6
  let dual: Socket | null = null
  for (const id of machine.demux.get(demuxKey(kind, { address: anyAddress(family), port }, null)) ?? []) {
    const socket = machine.sockets.get(id)
    if (socket?.family === family) return socket
    if (socket?.family === 6 && !socket.v6Only) dual ??= socket
  }
  return dual
}
