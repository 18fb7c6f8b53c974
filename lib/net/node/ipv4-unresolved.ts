import { formatIpv4, ipv4FromBytes } from '../addr/ipv4'
import { sendIcmpError4 } from './icmp-error'
import type { Waiting } from './neighbour'
import { makePacket } from './packet'
import { note, type Turn } from './turn'

/**
 * ipv4_link_failure: nobody answered ARP for the next hop of this packet. Its sender hears "host unreachable", also when
 * that is this machine itself: then the message goes over lo.
 */
export function reportUnresolved4(turn: Turn, waiting: Waiting): void {
  const { bytes } = waiting
  note(turn, 'arp.no-answer', 3, {
    source: formatIpv4(ipv4FromBytes(bytes, 12)),
    destination: formatIpv4(ipv4FromBytes(bytes, 16)),
  })
  sendIcmpError4(turn, makePacket(bytes, waiting.in, true), { type: 3, code: 1 })
}
