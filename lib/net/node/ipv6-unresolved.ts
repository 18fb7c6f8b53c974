import { formatIpv6, ipv6FromBytes } from '../addr/ipv6'
import { sendIcmpError6 } from './icmp6-error'
import type { Waiting } from './neighbour'
import { makePacket } from './packet'
import { note, type Turn } from './turn'

/** ndisc_error_report: nobody answered the neighbour solicitations; the sender hears "address unreachable" (RFC 4443 3.1). */
export function reportUnresolved6(turn: Turn, waiting: Waiting): void {
  const { bytes } = waiting
  note(turn, 'nd.no-answer', 3, {
    source: formatIpv6(ipv6FromBytes(bytes, 8)),
    destination: formatIpv6(ipv6FromBytes(bytes, 24)),
  })
  sendIcmpError6(turn, makePacket(bytes, waiting.in, true), { type: 1, code: 3 })
}
