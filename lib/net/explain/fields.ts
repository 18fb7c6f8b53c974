import type { FieldTexts } from './field-text'
import { arpFields } from './fields-arp'
import { ethernetFields } from './fields-ethernet'
import { icmpFields } from './fields-icmp'
import { ipv4Fields } from './fields-ipv4'
import { ipv6Fields } from './fields-ipv6'
import { tcpFields } from './fields-tcp'
import { udpFields } from './fields-udp'
import { vlanFields } from './fields-vlan'

/** The texts of the headers that a TCP segment travels in, by the dissector's protocol name. */
export const segmentFields: Readonly<Record<string, FieldTexts>> = {
  eth: ethernetFields,
  ip: ipv4Fields,
  ipv6: ipv6Fields,
  tcp: tcpFields,
}

/** Those and the other headers of fixed form: what a table of bits can draw. */
export const headerFields: Readonly<Record<string, FieldTexts>> = {
  ...segmentFields,
  arp: arpFields,
  icmp: icmpFields,
  udp: udpFields,
  vlan: vlanFields,
}
