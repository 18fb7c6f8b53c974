import { ANY_IPV4, formatIpv4, type Ipv4, ipv4FromBytes } from '../addr/ipv4'
import { BROADCAST_MAC, formatMac, type Mac, ZERO_MAC } from '../addr/mac'
import { ARP_REPLY, ARP_REQUEST, type ArpPacket, decodeArp, encodeArp } from '../wire/arp'
import type { Interface } from './interface'
import { findNeighbour, hearNeighbour } from './neighbour'
import { isLocal, lookupRoute, selectSource } from './route'
import { acceptsSource } from './source-validation'
import { interfaceSysctl, sysctl } from './sysctl'
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
    if (isLocal(turn.machine, source) && interfaceSysctl(turn.machine, 4, iface.name, 'arp_announce') === 0)
      return source
  }
  return selectSource(turn.machine, iface, target) as Ipv4 | null
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

/** arp_process. */
export function receiveArp(turn: Turn, iface: Interface, bytes: Uint8Array, toHost: boolean) {
  const decoded = decodeArp(bytes)
  const arp = decoded.ok ? decoded.header : null
  if (!arp || (arp.operation !== ARP_REQUEST && arp.operation !== ARP_REPLY))
    return note(turn, 'arp.malformed', 2, { iface: iface.name })
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
  if (isLocal(machine, arp.targetIp)) return !ignores(turn, iface, arp.targetIp)
  const proxy = Math.max(
    sysctl(machine, 'net.ipv4.conf.all.proxy_arp'),
    interfaceSysctl(machine, 4, iface.name, 'proxy_arp'),
  )
  if (!proxy || !machine.forwarding4) return false
  const route = lookupRoute(machine, arp.targetIp, turn.now)
  return route.type === 'unicast' && route.dev !== iface.name
}

function ignores(turn: Turn, iface: Interface, target: Ipv4): boolean {
  const { machine } = turn
  const mode = Math.max(
    sysctl(machine, 'net.ipv4.conf.all.arp_ignore'),
    interfaceSysctl(machine, 4, iface.name, 'arp_ignore'),
  )
  return mode >= 1 && machine.local.get(target) !== iface.name
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
