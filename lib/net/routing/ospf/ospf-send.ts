import type { Ipv4 } from '../../addr/ipv4'
import { maskOfBits } from '../../addr/prefix'
import type { Interface } from '../../node/interface'
import { sendIpv4 } from '../../node/ipv4-output'
import type { Turn } from '../../node/turn'
import { IPPROTO_OSPF } from '../../wire/ip-protocol'
import { ALL_SPF_ROUTERS, encodeOspf, type OspfBody } from '../../wire/ospf'
import { OPTION_E, type OspfInterface, type OspfProcess, SECOND_US } from './ospf-process'

export const BACKBONE = 0 as Ipv4
/** Internetwork control, RFC 2328 4.3. */
const PRECEDENCE_TOS = 0xc0

/** RFC 2328, 8.1: on a point-to-point network everything goes to AllSPFRouters, one hop. Gives the OSPF packet that was sent. */
export function sendOspf(turn: Turn, process: OspfProcess, iface: Interface, body: OspfBody): Uint8Array {
  const payload = encodeOspf({ router: process.router, area: BACKBONE, body })
  resendOspf(turn, iface, payload)
  return payload
}

export function resendOspf(turn: Turn, iface: Interface, payload: Uint8Array): void {
  sendIpv4(turn, {
    source: iface.ipv4[0].address,
    destination: ALL_SPF_ROUTERS,
    protocol: IPPROTO_OSPF,
    payload,
    ttl: 1,
    tos: PRECEDENCE_TOS,
    dontFragment: false,
    oif: iface.name,
  })
}

/** RFC 2328, 9.5: who I am, and whom I have heard here. */
export function sendHello(turn: Turn, process: OspfProcess, own: OspfInterface, iface: Interface): void {
  sendOspf(turn, process, iface, {
    type: 'hello',
    mask: maskOfBits(iface.ipv4[0].bits),
    helloInterval: process.helloUs / SECOND_US,
    options: OPTION_E,
    priority: 1,
    deadInterval: process.deadUs / SECOND_US,
    designatedRouter: BACKBONE,
    backupDesignatedRouter: BACKBONE,
    neighbours: own.neighbour ? [own.neighbour.router] : [],
  })
}

/** The interface, if it can carry something. */
export function usable({ machine }: Turn, own: OspfInterface): Interface | null {
  const iface = machine.interfaces.get(own.name)
  return iface?.up && iface.carrier && iface.ipv4.length > 0 ? iface : null
}
