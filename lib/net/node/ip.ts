import type { Ipv4 } from '../addr/ipv4'
import type { Ipv6 } from '../addr/ipv6'
import { IPV6_HEADER } from '../wire/ipv6'
import type { AddressPair } from '../wire/transport-checksum'
import { type Address, addressText } from './address'
import type { Errno } from './errno'
import { family6 } from './family6'
import { headerLength, IPV4_HEADER } from './ipv4-header'
import { sendIpv4 } from './ipv4-output'
import type { PacketTrack } from './netfilter-port'
import type { Decision } from './route'
import type { PathMtuDiscovery } from './socket'
import { note, type Turn } from './turn'

/** What a socket sends, whatever the family. */
export type Outgoing = {
  readonly source: Address
  readonly destination: Address
  readonly protocol: number
  readonly payload: Uint8Array
  readonly ttl: number | null
  readonly discovery: PathMtuDiscovery
  readonly route: Decision
  readonly track?: PacketTrack
  readonly tos?: number
}

/** Null when it left (or waits for its neighbour), else the errno for the program. */
export function sendIp(turn: Turn, outgoing: Outgoing): Errno | null {
  const { source, destination, protocol, payload, route, discovery, track, tos } = outgoing
  const ttl = outgoing.ttl ?? undefined
  const four = typeof destination === 'number'
  const mtu = discovery === 'probe' ? (turn.machine.interfaces.get(route.dev)?.mtu ?? route.mtu) : route.mtu
  const tooBig = payload.length + (four ? IPV4_HEADER : IPV6_HEADER) > mtu
  if (tooBig && (discovery === 'do' || discovery === 'probe')) {
    const length = payload.length + (four ? IPV4_HEADER : IPV6_HEADER)
    note(turn, 'socket.too-big', 3, { length, mtu, destination: addressText(destination) })
    return 'EMSGSIZE'
  }
  if (four) {
    const dontFragment =
      discovery === 'do' || discovery === 'probe' || (discovery === 'want' && !tooBig && !route.mtuLocked)
    return sendIpv4(turn, {
      source: source as Ipv4,
      destination,
      protocol,
      payload,
      ttl,
      tos,
      dontFragment,
      track,
      route,
    })
  }
  return family6().send(turn, {
    source: source as Ipv6,
    destination,
    protocol,
    payload,
    hopLimit: ttl,
    trafficClass: tos,
    track,
    route,
  })
}

export function addressPair(source: Address, destination: Address): AddressPair {
  return typeof source === 'number'
    ? { family: 4, source, destination: destination as Ipv4 }
    : { family: 6, source, destination: destination as Ipv6 }
}

/** Where the transport header begins. */
export function headerLengthOf(packet: Uint8Array): number {
  return packet[0] >>> 4 === 4 ? headerLength(packet) : family6().transportOffset(packet)
}

/** TTL or hop limit. */
export function hopsLeft(packet: Uint8Array): number {
  return packet[0] >>> 4 === 4 ? packet[8] : packet[7]
}
