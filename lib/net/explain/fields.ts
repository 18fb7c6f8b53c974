import type { FieldTexts } from './field-text'
import { ethernetFields } from './fields-ethernet'
import { ipv4Fields } from './fields-ipv4'
import { ipv6Fields } from './fields-ipv6'
import { tcpFields } from './fields-tcp'

/** The texts of the headers that a TCP segment travels in, by the dissector's protocol name. */
export const segmentFields: Readonly<Record<string, FieldTexts>> = {
  eth: ethernetFields,
  ip: ipv4Fields,
  ipv6: ipv6Fields,
  tcp: tcpFields,
}
