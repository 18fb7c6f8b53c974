import { formatIpv6, type Ipv6, ipv6FromBytes, solicitedNodeGroup } from '../addr/ipv6'
import type { Mac } from '../addr/mac'
import { macOfIpv6Group } from '../addr/mac'
import { encodeIcmpv6, ICMPV6_NEIGHBOUR_ADVERTISEMENT, ICMPV6_NEIGHBOUR_SOLICITATION } from '../wire/icmpv6'
import { encodeNeighbourBody, ND_OVERRIDE, ND_ROUTER, ND_SOLICITED, type NdOption } from '../wire/icmpv6-nd'
import { IPPROTO_ICMPV6 } from '../wire/ip-protocol'
import { encodeIpv6 } from '../wire/ipv6'
import type { Interface } from './interface'
import { ETHERTYPE_IPV6, transmit } from './transmit'
import { note, type Turn } from './turn'

// Neighbour discovery, RFC 4861 section 7: the messages that are sent.

const HOP_LIMIT = 255

/** Who has `target`? To its solicited-node group, or straight to it to verify a known MAC address. */
export function solicitByNd(
  turn: Turn,
  iface: Interface,
  target: Ipv6,
  unicast: Mac | null,
  packet: Uint8Array | null,
): void {
  const source = sourceFor(iface, packet)
  if (source === null) return
  note(turn, unicast ? 'nd.verify' : 'nd.solicitation', 2, {
    iface: iface.name,
    target: formatIpv6(target),
    sender: formatIpv6(source),
  })
  const destination = unicast ? target : solicitedNodeGroup(target)
  const options: NdOption[] = [{ kind: 'source-link-layer-address', mac: iface.mac }]
  sendNd(turn, iface, unicast ?? macOfIpv6Group(destination), {
    type: ICMPV6_NEIGHBOUR_SOLICITATION,
    rest: 0,
    body: encodeNeighbourBody(target, options),
    source,
    destination,
  })
}

/** The waiting packet's own source if it is on this interface, else the link-local address (ndisc_send_ns). */
function sourceFor(iface: Interface, packet: Uint8Array | null): Ipv6 | null {
  if (packet && packet[0] >>> 4 === 6) {
    const source = ipv6FromBytes(packet, 8)
    if (iface.ipv6.some((own) => own.address === source && own.state !== 'tentative')) return source
  }
  return iface.ipv6.find((own) => own.scope === 'link' && own.state === 'preferred')?.address ?? null
}

/** Duplicate address detection, RFC 4862 section 5.4.2: from the unspecified address, without an option. */
export function probeAddress(turn: Turn, iface: Interface, target: Ipv6): void {
  note(turn, 'nd.duplicate-probe', 2, { iface: iface.name, address: formatIpv6(target) })
  const destination = solicitedNodeGroup(target)
  const body = encodeNeighbourBody(target, [])
  const source = 0n as Ipv6
  sendNd(turn, iface, macOfIpv6Group(destination), {
    type: ICMPV6_NEIGHBOUR_SOLICITATION,
    rest: 0,
    body,
    source,
    destination,
  })
}

/** RFC 4861 section 7.2.4. `asker` null: to all nodes, not solicited. */
export function advertise(
  turn: Turn,
  iface: Interface,
  target: Ipv6,
  asker: { address: Ipv6; mac: Mac } | null,
): void {
  const destination = asker?.address ?? (0xff02_0000_0000_0000_0000_0000_0000_0001n as Ipv6)
  note(turn, 'nd.advertisement', 2, {
    iface: iface.name,
    address: formatIpv6(target),
    asker: formatIpv6(destination),
  })
  const flags = (turn.machine.forwarding6 ? ND_ROUTER : 0) + (asker ? ND_SOLICITED : 0) + ND_OVERRIDE
  sendNd(turn, iface, asker?.mac ?? macOfIpv6Group(destination), {
    type: ICMPV6_NEIGHBOUR_ADVERTISEMENT,
    rest: flags,
    body: encodeNeighbourBody(target, [{ kind: 'target-link-layer-address', mac: iface.mac }]),
    source: target,
    destination,
  })
}

type NdMessage = { type: number; rest: number; body: Uint8Array; source: Ipv6; destination: Ipv6 }

export function sendNd(turn: Turn, iface: Interface, mac: Mac, message: NdMessage): void {
  const { type, rest, body, source, destination } = message
  const payload = encodeIcmpv6({ type, code: 0, rest, body }, { family: 6, source, destination })
  const packet = encodeIpv6({ nextHeader: IPPROTO_ICMPV6, hopLimit: HOP_LIMIT, source, destination }, payload)
  transmit(turn, iface, mac, ETHERTYPE_IPV6, packet)
}
