import { ANY_IPV4, formatIpv4, type Ipv4 } from '../addr/ipv4'
import { formatMac } from '../addr/mac'
import { ARP_REQUEST, type ArpPacket } from '../wire/arp'
import type { Interface } from './interface'
import { note, type Turn, wake } from './turn'

/** An address that a program on this machine would like to have on an interface, and asks about first (RFC 5227). */
export type Claim = {
  readonly address: Ipv4
  /** the program to be told */
  readonly process: number
  /** somebody has the address, or asks for it at the same time */
  contested: boolean
}

/** RFC 5227 section 2.1.1: any ARP packet from the address, or another machine's probe for it, is a conflict. */
export function hearClaim(turn: Turn, iface: Interface, arp: ArpPacket): void {
  const { claim } = iface
  if (!claim || claim.contested || arp.senderMac === iface.mac) return
  const has = arp.senderIp === claim.address
  const wants = arp.operation === ARP_REQUEST && arp.senderIp === ANY_IPV4 && arp.targetIp === claim.address
  if (!has && !wants) return
  claim.contested = true
  note(turn, 'arp.conflict', 2, { address: formatIpv4(claim.address), mac: formatMac(arp.senderMac) })
  wake(turn, turn.now, { kind: 'process', process: claim.process, wake: 'conflict' })
}
