/** IEEE 802.1Q: four bytes after the source address, TPID 0x8100, then priority (PCP), drop eligible (DEI) and VLAN id. */
import { readU16, writeU16 } from '../bytes/integers'
import { type Decoded, decoded, tooShort } from './decoded'
import { ETHERTYPE_VLAN } from './ethernet'

export type VlanTag = {
  /** PCP, 0 to 7 */
  readonly priority: number
  readonly dropEligible: boolean
  /** VID, 0 to 4095; 0 = priority tag only */
  readonly id: number
}

export type VlanHeader = VlanTag & {
  /** what follows the tag */
  readonly etherType: number
}

/** The four bytes after the TPID, then the payload. */
export function encodeVlan(header: VlanHeader, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + payload.length)
  writeU16(bytes, 0, tagControl(header))
  writeU16(bytes, 2, header.etherType)
  bytes.set(payload, 4)
  return bytes
}

/** `offset` is just after the TPID. */
export function decodeVlan(bytes: Uint8Array, offset: number, end: number): Decoded<VlanHeader> {
  if (end - offset < 4) return tooShort('an 802.1Q tag', 4, offset, end)
  const control = readU16(bytes, offset)
  const header = {
    priority: control >>> 13,
    dropEligible: (control & 0x1000) !== 0,
    id: control & 0xfff,
    etherType: readU16(bytes, offset + 2),
  }
  return decoded(header, offset + 4, end)
}

/** The tag of an Ethernet frame, null when it has none. */
export function vlanTagOf(frame: Uint8Array): VlanTag | null {
  if (frame.length < 18 || readU16(frame, 12) !== ETHERTYPE_VLAN) return null
  const control = readU16(frame, 14)
  return { priority: control >>> 13, dropEligible: (control & 0x1000) !== 0, id: control & 0xfff }
}

/** A copy of an untagged Ethernet frame with the tag put in. */
export function tagFrame(frame: Uint8Array, tag: VlanTag): Uint8Array {
  const tagged = new Uint8Array(frame.length + 4)
  tagged.set(frame.subarray(0, 12))
  writeU16(tagged, 12, ETHERTYPE_VLAN)
  writeU16(tagged, 14, tagControl(tag))
  tagged.set(frame.subarray(12), 16)
  return tagged
}

/** A copy of a tagged Ethernet frame without its outer tag. */
export function untagFrame(frame: Uint8Array): Uint8Array {
  const plain = new Uint8Array(frame.length - 4)
  plain.set(frame.subarray(0, 12))
  plain.set(frame.subarray(16), 12)
  return plain
}

function tagControl(tag: VlanTag): number {
  return (tag.priority << 13) | (tag.dropEligible ? 0x1000 : 0) | tag.id
}
