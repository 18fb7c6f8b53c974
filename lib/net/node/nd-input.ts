import { formatIpv6, type Ipv6, ipv6FromBytes, isMulticastIpv6 } from '../addr/ipv6'
import { formatMac, type Mac, macOfIpv6Group } from '../addr/mac'
import type { Icmpv6Message } from '../wire/icmpv6'
import { decodeNdOptions, ND_OVERRIDE, ND_ROUTER, ND_SOLICITED } from '../wire/icmpv6-nd'
import type { Interface } from './interface'
import { advertise } from './nd-solicit'
import { findNeighbour, hearNeighbour } from './neighbour'
import { note, type Turn } from './turn'

/** RFC 4861 section 7.2.3: answer for an own address; a question from :: is somebody's duplicate address detection. */
export function receiveSolicitation(
  turn: Turn,
  iface: Interface,
  message: Icmpv6Message,
  source: Ipv6,
  destination: Ipv6,
) {
  if (message.body.length < 16) return note(turn, 'nd.malformed', 3, { from: formatIpv6(source) })
  const target = ipv6FromBytes(message.body)
  const own = iface.ipv6.find((address) => address.address === target)
  if (!own) return
  if (source === 0n) {
    if (own.state === 'tentative') return failDuplicate(turn, iface, own)
    return advertise(turn, iface, target, null)
  }
  if (own.state === 'tentative' || own.state === 'dadfailed') return
  const mac = linkLayerAddress(message.body, 'source-link-layer-address')
  if (mac !== null)
    hearNeighbour(turn, iface, source, {
      mac,
      state: 'stale',
      override: isMulticastIpv6(destination),
      create: true,
    })
  const known = mac ?? findNeighbour(iface, source)?.mac ?? macOfIpv6Group(source)
  advertise(turn, iface, target, { address: source, mac: known })
}

/** RFC 4861 section 7.2.5, RFC 4862 section 5.4.4. */
export function receiveAdvertisement(turn: Turn, iface: Interface, message: Icmpv6Message) {
  if (message.body.length < 16) return note(turn, 'nd.malformed', 3)
  const target = ipv6FromBytes(message.body)
  const own = iface.ipv6.find((address) => address.address === target)
  if (own) {
    if (own.state === 'tentative') failDuplicate(turn, iface, own)
    return
  }
  const neighbour = findNeighbour(iface, target)
  const mac = linkLayerAddress(message.body, 'target-link-layer-address')
  if (!neighbour || mac === null) return
  const flags = message.rest
  if (neighbour.state === 'incomplete')
    note(turn, 'nd.resolved', 2, { iface: iface.name, address: formatIpv6(target), mac: formatMac(mac) })
  neighbour.isRouter = (flags & ND_ROUTER) !== 0
  const state = (flags & ND_SOLICITED) !== 0 ? 'reachable' : 'stale'
  hearNeighbour(turn, iface, target, { mac, state, override: (flags & ND_OVERRIDE) !== 0, create: false })
}

function failDuplicate(turn: Turn, iface: Interface, own: Interface['ipv6'][number]): void {
  own.state = 'dadfailed'
  turn.machine.local.delete(own.address)
  turn.machine.decisions.clear()
  note(turn, 'nd.duplicate-address', 2, { iface: iface.name, address: formatIpv6(own.address) })
}

export function linkLayerAddress(
  body: Uint8Array,
  kind: 'source-link-layer-address' | 'target-link-layer-address',
  from = 16,
): Mac | null {
  const decoded = decodeNdOptions(body, from, body.length)
  if (!decoded.ok) return null
  for (const option of decoded.options) if (option.kind === kind) return option.mac
  return null
}
