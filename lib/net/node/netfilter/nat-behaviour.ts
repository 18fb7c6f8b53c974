import type { Address } from '../address'
import { type Connection, type Conntrack, mappedPort } from './connection'
import type { NetfilterSettings } from './settings'
import { endpointKey, hasPorts, type Tuple } from './tuple'

/**
 * RFC 4787 section 5: a packet from outside to a mapped endpoint that belongs to no connection. Endpoint-independent
 * filtering lets it in from anyone, address-dependent from addresses that the inside has sent to. Returns the
 * connection whose mapping it uses, else null: `linux` and address-and-port-dependent let only the peer itself in.
 */
export function findFilteredMapping(
  conntrack: Conntrack,
  settings: NetfilterSettings,
  tuple: Tuple,
  now: number,
): number | null {
  const { filtering } = settings.nat
  if (filtering !== 'endpoint-independent' && filtering !== 'address-dependent') return null
  if (!hasPorts(tuple.protocol)) return null
  for (const mapping of mappingsAt(conntrack, tuple.destination, tuple.dport, tuple.protocol, now)) {
    if (!mapping.sourceNat) continue
    if (filtering === 'endpoint-independent' || mapping.original.destination === tuple.source)
      return mapping.id
  }
  return null
}

/**
 * RFC 4787 section 4.1: the mapping that a source must keep for a new destination, else null. With `linux` the kernel
 * decides, see `chooseTuple`.
 */
export function findReusableMapping(
  conntrack: Conntrack,
  settings: NetfilterSettings,
  connection: Connection,
  now: number,
): { readonly address: Address; readonly port: number } | null {
  const { mapping } = settings.nat
  if (mapping !== 'endpoint-independent' && mapping !== 'address-dependent') return null
  const { source, sport, protocol, destination } = connection.original
  for (const id of conntrack.bySource.get(endpointKey(source, sport, protocol)) ?? []) {
    const other = conntrack.connections.get(id)
    if (!other || other.expiresAt <= now || other === connection) continue
    if (mapping === 'address-dependent' && other.original.destination !== destination) continue
    return { address: other.reply.destination, port: mappedPort(other) }
  }
  return null
}

/** Whether any connection already shows this endpoint to the outside: a mapping of its own must avoid it. */
export function isMapped(
  conntrack: Conntrack,
  address: Address,
  port: number,
  protocol: number,
  mine: Connection,
  now: number,
): boolean {
  return mappingsAt(conntrack, address, port, protocol, now).some((connection) => connection !== mine)
}

function mappingsAt(
  conntrack: Conntrack,
  address: Address,
  port: number,
  protocol: number,
  now: number,
): Connection[] {
  const ids = conntrack.byMapping.get(endpointKey(address, port, protocol)) ?? []
  const alive: Connection[] = []
  for (const id of ids) {
    const connection = conntrack.connections.get(id)
    if (connection && connection.expiresAt > now) alive.push(connection)
  }
  return alive
}
