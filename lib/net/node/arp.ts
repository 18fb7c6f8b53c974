import { ANY_IPV4, formatIpv4, type Ipv4, ipv4FromBytes, isLoopbackIpv4 } from '../addr/ipv4'
import { BROADCAST_MAC, formatMac, type Mac, ZERO_MAC } from '../addr/mac'
import { prefix4 } from '../addr/prefix'
import { ARP_REPLY, ARP_REQUEST, type ArpPacket, decodeArp, encodeArp } from '../wire/arp'
import { hearClaim } from './claim'
import type { Interface } from './interface'
import { findNeighbour, hearNeighbour } from './neighbour'
import { covers, isLocal, lookupRoute, selectSource } from './route'
import { acceptsSource } from './source-validation'
import { largerSysctl } from './sysctl'
import { ETHERTYPE_ARP, transmit } from './transmit'
import { note, type Turn } from './turn'

// Address resolution protocol, RFC 826; what Linux does with it: net/ipv4/arp.c.

/** Who has `target`? Tells the waiting packet's own source, if it is ours (arp_announce 0), else the nearest address. */
export function solicitByArp(
  turn: Turn,
  iface: Interface,
  target: Ipv4,
  unicast: Mac | null,
  packet: Uint8Array | null,
): void {
  const senderIp = senderFor(turn, iface, target, packet)
  if (senderIp === null) return
  note(turn, unicast ? 'arp.verify' : 'arp.request', 2, {
    iface: iface.name,
    target: formatIpv4(target),
    sender: formatIpv4(senderIp),
  })
  const arp = {
    operation: ARP_REQUEST,
    senderMac: iface.mac,
    senderIp,
    targetMac: unicast ?? ZERO_MAC,
    targetIp: target,
  }
  transmit(turn, iface, unicast ?? BROADCAST_MAC, ETHERTYPE_ARP, encodeArp(arp))
}

function senderFor(turn: Turn, iface: Interface, target: Ipv4, packet: Uint8Array | null): Ipv4 | null {
  if (packet && packet[0] >>> 4 === 4) {
    const source = ipv4FromBytes(packet, 12)
    if (isLocal(turn.machine, source) && mayAnnounce(turn, iface, source, target)) return source
  }
  return selectSource(turn.machine, iface, target) as Ipv4 | null
}

/** arp_announce 0: any own address; 1: one in the target's subnet; 2: never the packet's own choice. */
function mayAnnounce({ machine }: Turn, iface: Interface, source: Ipv4, target: Ipv4): boolean {
  const mode = largerSysctl(machine, 4, iface.name, 'arp_announce')
  if (mode !== 1) return mode === 0
  return iface.ipv4.some(
    ({ address, bits }) => covers(prefix4(address, bits), target) && covers(prefix4(address, bits), source),
  )
}

/** arping without a socket of its own: asks for `target` whatever the neighbour table says. */
export function askByArp(turn: Turn, iface: Interface, target: Ipv4): void {
  solicitByArp(turn, iface, target, null, null)
}

/** A gratuitous ARP request: tells everybody on the link who has `address` now (RFC 5227 section 3, ANNOUNCE). */
export function announceByArp(turn: Turn, iface: Interface, address: Ipv4): void {
  note(turn, 'arp.announce', 2, { iface: iface.name, address: formatIpv4(address) })
  const arp = {
    operation: ARP_REQUEST,
    senderMac: iface.mac,
    senderIp: address,
    targetMac: ZERO_MAC,
    targetIp: address,
  }
  transmit(turn, iface, BROADCAST_MAC, ETHERTYPE_ARP, encodeArp(arp))
}

/** Asks whether somebody has `address`, as nobody itself, so that no neighbour learns a false pair (RFC 5227 section 2.1.1). */
export function probeByArp(turn: Turn, iface: Interface, address: Ipv4): void {
  note(turn, 'arp.probe', 2, { iface: iface.name, address: formatIpv4(address) })
  const arp = {
    operation: ARP_REQUEST,
    senderMac: iface.mac,
    senderIp: ANY_IPV4,
    targetMac: ZERO_MAC,
    targetIp: address,
  }
  transmit(turn, iface, BROADCAST_MAC, ETHERTYPE_ARP, encodeArp(arp))
}

/** arp_process. */
export function receiveArp(turn: Turn, iface: Interface, bytes: Uint8Array, toHost: boolean) {
  const decoded = decodeArp(bytes)
  const arp = decoded.ok ? decoded.header : null
  if (!arp || (arp.operation !== ARP_REQUEST && arp.operation !== ARP_REPLY))
    return note(turn, 'arp.malformed', 2, { iface: iface.name })
  hearClaim(turn, iface, arp)
  if (arp.operation === ARP_REQUEST && mayAnswerFor(turn, iface, arp)) {
    if (arp.senderIp !== ANY_IPV4) {
      hearNeighbour(turn, iface, arp.senderIp, {
        mac: arp.senderMac,
        state: 'stale',
        override: true,
        create: true,
      })
    }
    reply(turn, iface, arp)
    return
  }
  const known = findNeighbour(iface, arp.senderIp)
  if (!known || arp.senderIp === ANY_IPV4) return
  const gratuitous = arp.senderIp === arp.targetIp
  const state = arp.operation === ARP_REPLY && toHost ? 'reachable' : 'stale'
  const wasWaiting = known.state === 'incomplete'
  if (wasWaiting)
    note(turn, 'arp.resolved', 2, {
      iface: iface.name,
      address: formatIpv4(arp.senderIp),
      mac: formatMac(arp.senderMac),
    })
  // the entry is locked for a second after a change (locktime), unless the message is gratuitous
  const override = gratuitous || turn.now > known.confirmedAt + 1_000_000
  hearNeighbour(turn, iface, arp.senderIp, { mac: arp.senderMac, state, override, create: false })
}

/** An own address (on any interface: the weak host model, arp_ignore 0), or one that proxy_arp answers for. */
function mayAnswerFor(turn: Turn, iface: Interface, arp: ArpPacket): boolean {
  const { machine } = turn
  if (arp.senderIp !== ANY_IPV4 && !acceptsSource(turn, iface, arp.senderIp)) return false
  const localnet = largerSysctl(machine, 4, iface.name, 'route_localnet')
  if (!localnet && isLoopbackIpv4(arp.targetIp)) return false
  if (isLocal(machine, arp.targetIp))
    return !ignores(turn, iface, arp.targetIp, arp.senderIp) && !leavesElsewhere(turn, iface, arp.senderIp)
  const proxy = largerSysctl(machine, 4, iface.name, 'proxy_arp')
  if (!proxy || !machine.forwarding4) return false
  const route = lookupRoute(machine, arp.targetIp, turn.now)
  return route.type === 'unicast' && route.dev !== iface.name
}

/** arp_filter: no answer when the way to the asker is another interface. */
function leavesElsewhere({ machine, now }: Turn, iface: Interface, sender: Ipv4): boolean {
  if (sender === ANY_IPV4 || !largerSysctl(machine, 4, iface.name, 'arp_filter')) return false
  return lookupRoute(machine, sender, now).dev !== iface.name
}

/** arp_ignore: for which of its own addresses it answers here. */
function ignores(turn: Turn, iface: Interface, target: Ipv4, sender: Ipv4): boolean {
  const { machine } = turn
  switch (largerSysctl(machine, 4, iface.name, 'arp_ignore')) {
    case 1:
      return machine.local.get(target) !== iface.name
    case 2: // and the asker must be in the subnet of that address
      return !iface.ipv4.some(
        ({ address, bits }) => address === target && covers(prefix4(address, bits), sender),
      )
    case 3:
      return isLoopbackIpv4(target) // scope host
    case 8:
      return true
    default:
      return false
  }
}

function reply(turn: Turn, iface: Interface, asked: ArpPacket): void {
  note(turn, 'arp.reply', 2, {
    iface: iface.name,
    address: formatIpv4(asked.targetIp),
    asker: formatIpv4(asked.senderIp),
  })
  const arp = {
    operation: ARP_REPLY,
    senderMac: iface.mac,
    senderIp: asked.targetIp,
    targetMac: asked.senderMac,
    targetIp: asked.senderIp,
  }
  transmit(turn, iface, asked.senderMac, ETHERTYPE_ARP, encodeArp(arp))
}
