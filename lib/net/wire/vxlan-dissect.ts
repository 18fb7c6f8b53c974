import { dissectData } from './data'
import type { Dissection, Registration } from './dissect'
import { bitField, decimal, field, formatFlag, hex4, pushLayout } from './field'
import { VXLAN_HEADER, VXLAN_PORT } from './vxlan'

const HEADER = [
  field('vxlan.flags', hex4, 0, 2),
  bitField('vxlan.flag_g', formatFlag, 0, 2, 0, 1),
  bitField('vxlan.flag_i', formatFlag, 0, 2, 4, 1),
  bitField('vxlan.flag_d', formatFlag, 0, 2, 9, 1),
  bitField('vxlan.flag_a', formatFlag, 0, 2, 12, 1),
  field('vxlan.flags_reserved', { read: readReserved, format: hex4.format }, 0, 2),
  field('vxlan.gbp', decimal, 2, 2),
  field('vxlan.vni', decimal, 4, 3),
  field('vxlan.reserved8', decimal, 7, 1),
]

function readReserved(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] << 8) | bytes[offset + 1]) & 0x77b7
}

export const vxlan: Registration = { dissect: dissectVxlan, udpPort: [VXLAN_PORT] }

/** RFC 7348. */
export function dissectVxlan(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end - offset < VXLAN_HEADER) {
    into.tooShort('vxlan', 'a VXLAN header', VXLAN_HEADER, bytes, offset, end)
    return
  }
  const layer = into.begin('vxlan', bytes, offset, VXLAN_HEADER)
  pushLayout(layer.fields, HEADER, bytes, offset)
  const ethernet = into.table.link.get(1)
  if (ethernet && !into.tooDeep()) ethernet(into, bytes, offset + VXLAN_HEADER, end)
  else dissectData(into, bytes, offset + VXLAN_HEADER, end)
}
