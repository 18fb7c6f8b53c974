import type { Family6 } from './family6'
import { sendIcmpError6 } from './icmp6-error'
import { receiveIpv6 } from './ipv6-input'
import { sendIpv6, transportOffset6 } from './ipv6-output'
import { reportUnresolved6 } from './ipv6-unresolved'
import { dadTimer, routerAdvertisementTimer, routerSolicitationTimer } from './nd-autoconfiguration'
import { solicitByNd } from './nd-solicit'

/** All of IPv6, for `loadFamily6`. */
export const ipv6Module: Family6 = {
  receive: receiveIpv6,
  send: sendIpv6,
  transportOffset: transportOffset6,
  sendIcmpError: sendIcmpError6,
  solicit: solicitByNd,
  reportUnresolved: reportUnresolved6,
  dadTimer,
  routerSolicitationTimer,
  routerAdvertisementTimer,
}
