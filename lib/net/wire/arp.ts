/** RFC 826, for IPv4 over Ethernet: hardware type 1, protocol type 0x0800, 28 bytes. */
import { type Ipv4, ipv4FromBytes, writeIpv4 } from '../addr/ipv4'
import { type Mac, macFromBytes, writeMac } from '../addr/mac'
import { readU16, writeU16 } from '../bytes/integers'
import { type Decoded, decoded, malformed, tooShort } from './decoded'

export const ARP_LENGTH = 28
export const ARP_REQUEST = 1
export const ARP_REPLY = 2

export type ArpPacket = {
  /** 1 request, 2 reply */
  readonly operation: number
  readonly senderMac: Mac
  readonly senderIp: Ipv4
  readonly targetMac: Mac
  readonly targetIp: Ipv4
}

export function encodeArp(packet: ArpPacket): Uint8Array {
  const bytes = new Uint8Array(ARP_LENGTH)
  writeU16(bytes, 0, 1)
  writeU16(bytes, 2, 0x0800)
  bytes[4] = 6
  bytes[5] = 4
  writeU16(bytes, 6, packet.operation)
  writeMac(bytes, 8, packet.senderMac)
  writeIpv4(bytes, 14, packet.senderIp)
  writeMac(bytes, 18, packet.targetMac)
  writeIpv4(bytes, 24, packet.targetIp)
  return bytes
}

export function decodeArp(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<ArpPacket> {
  if (end - offset < ARP_LENGTH) return tooShort('ARP', ARP_LENGTH, offset, end)
  if (readU16(bytes, offset) !== 1) return malformed('ARP hardware type is not Ethernet', offset)
  if (readU16(bytes, offset + 2) !== 0x0800) return malformed('ARP protocol type is not IPv4', offset + 2)
  if (bytes[offset + 4] !== 6 || bytes[offset + 5] !== 4)
    return malformed('ARP address sizes are not 6 and 4', offset + 4)
  const packet = {
    operation: readU16(bytes, offset + 6),
    senderMac: macFromBytes(bytes, offset + 8),
    senderIp: ipv4FromBytes(bytes, offset + 14),
    targetMac: macFromBytes(bytes, offset + 18),
    targetIp: ipv4FromBytes(bytes, offset + 24),
  }
  return decoded(packet, offset + ARP_LENGTH, offset + ARP_LENGTH)
}
