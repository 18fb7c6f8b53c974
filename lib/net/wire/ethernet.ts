/**
 * Ethernet II (RFC 894; IEEE 802.3 clause 3): destination, source, EtherType. A third field of 1500 or less is a length and
 * an LLC header (IEEE 802.2) follows. No frame check sequence: captures do not hold it.
 */
import { type Mac, macFromBytes, writeMac } from '../addr/mac'
import { readU16, writeU16 } from '../bytes/integers'
import { type Decoded, decoded, tooShort } from './decoded'

export const ETHERTYPE_IPV4 = 0x0800
export const ETHERTYPE_ARP = 0x0806
export const ETHERTYPE_VLAN = 0x8100
export const ETHERTYPE_IPV6 = 0x86dd
export const ETHERTYPE_QINQ = 0x88a8

export const ETHERNET_HEADER = 14
/** Largest value of the third field that is a length (IEEE 802.3 clause 3.2.6). */
export const LARGEST_LENGTH = 1500

export type EthernetHeader = {
  readonly destination: Mac
  readonly source: Mac
  /** EtherType from 1536 up; a length up to 1500 */
  readonly etherType: number
}

export function encodeEthernet(header: EthernetHeader, payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(ETHERNET_HEADER + payload.length)
  writeMac(frame, 0, header.destination)
  writeMac(frame, 6, header.source)
  writeU16(frame, 12, header.etherType)
  frame.set(payload, ETHERNET_HEADER)
  return frame
}

export function decodeEthernet(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<EthernetHeader> {
  if (end - offset < ETHERNET_HEADER) return tooShort('an Ethernet header', ETHERNET_HEADER, offset, end)
  const etherType = etherTypeOf(bytes, offset)
  const header = {
    destination: ethernetDestinationOf(bytes, offset),
    source: ethernetSourceOf(bytes, offset),
    etherType,
  }
  const payload = offset + ETHERNET_HEADER
  return decoded(header, payload, etherType > LARGEST_LENGTH ? end : Math.min(end, payload + etherType))
}

export function ethernetDestinationOf(bytes: Uint8Array, offset = 0): Mac {
  return macFromBytes(bytes, offset)
}

export function ethernetSourceOf(bytes: Uint8Array, offset = 0): Mac {
  return macFromBytes(bytes, offset + 6)
}

export function etherTypeOf(bytes: Uint8Array, offset = 0): number {
  return readU16(bytes, offset + 12)
}
