import { formatIpv4, type Ipv4, ipv4FromBytes, parseIpv4 } from '../addr/ipv4'
import { formatIpv6, type Ipv6, ipv6FromBytes, parseIpv6 } from '../addr/ipv6'

/** An address of either family. Both are primitives, so `===` and Map keys work. */
export type Address = Ipv4 | Ipv6
export type Family = 4 | 6

/** IPv4 addresses are numbers, IPv6 addresses are not. */
export function familyOf(address: Address): Family {
  return typeof address === 'number' ? 4 : 6
}

export function addressText(address: Address): string {
  return typeof address === 'number' ? formatIpv4(address) : formatIpv6(address)
}

/** Either family; null when it is neither. */
export function parseAddress(text: string): Address | null {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text)
}

/** The source and destination of an IP packet that begins at byte 0, by its version. */
export function sourceOf(packet: Uint8Array): Address {
  return packet[0] >>> 4 === 4 ? ipv4FromBytes(packet, 12) : ipv6FromBytes(packet, 8)
}

export function destinationOf(packet: Uint8Array): Address {
  return packet[0] >>> 4 === 4 ? ipv4FromBytes(packet, 16) : ipv6FromBytes(packet, 24)
}
