/** RFC 7348 section 5: eight bytes over UDP 4789, then a whole Ethernet frame. */
import { readU24 } from '../bytes/integers'
import { Writer } from '../bytes/writer'
import { type Decoded, decoded, malformed, tooShort } from './decoded'

export const VXLAN_PORT = 4789
export const VXLAN_HEADER = 8

export type VxlanHeader = {
  /** VNI, 24 bits */
  readonly networkIdentifier: number
}

export function encodeVxlan(header: VxlanHeader, frame: Uint8Array): Uint8Array {
  return new Writer(VXLAN_HEADER + frame.length)
    .u32(0x0800_0000)
    .u24(header.networkIdentifier)
    .u8(0)
    .bytes(frame)
    .finish()
}

export function decodeVxlan(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<VxlanHeader> {
  if (end - offset < VXLAN_HEADER) return tooShort('a VXLAN header', VXLAN_HEADER, offset, end)
  if ((bytes[offset] & 8) === 0) return malformed(`the VXLAN flag I at byte ${offset} is not set`, offset)
  return decoded({ networkIdentifier: readU24(bytes, offset + 4) }, offset + VXLAN_HEADER, end)
}
