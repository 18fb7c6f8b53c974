/** RFC 792; fragmentation needed with the next-hop MTU of RFC 1191 section 4; extensions of RFC 4884 are not made. */
import { type Ipv4, ipv4FromBytes } from '../addr/ipv4'
import { internetChecksum } from '../bytes/checksum'
import { readU16, readU32, writeU16, writeU32 } from '../bytes/integers'
import { type Decoded, decoded, tooShort } from './decoded'

export const ICMP_HEADER = 8

export const ICMP_ECHO_REPLY = 0
export const ICMP_UNREACHABLE = 3
export const ICMP_REDIRECT = 5
export const ICMP_ECHO_REQUEST = 8
export const ICMP_TIME_EXCEEDED = 11
export const ICMP_PARAMETER_PROBLEM = 12

/** Codes of type 3 (RFC 792, RFC 1122, RFC 1812). */
export const NET_UNREACHABLE = 0
export const HOST_UNREACHABLE = 1
export const PROTOCOL_UNREACHABLE = 2
export const PORT_UNREACHABLE = 3
export const FRAGMENTATION_NEEDED = 4
export const NET_PROHIBITED = 9
export const HOST_PROHIBITED = 10
export const ADMIN_PROHIBITED = 13

export type IcmpMessage = {
  readonly type: number
  readonly code: number
  /** The four bytes after the checksum: identifier and sequence of an echo, gateway of a redirect, MTU of code 3/4. */
  readonly rest: number
  /** Echo data, or the IP header and the first bytes of the packet that an error is about. */
  readonly body: Uint8Array
}

/** The checksum is computed unless given. */
export function encodeIcmp(message: IcmpMessage, checksum?: number): Uint8Array {
  const bytes = new Uint8Array(ICMP_HEADER + message.body.length)
  bytes[0] = message.type
  bytes[1] = message.code
  writeU32(bytes, 4, message.rest)
  bytes.set(message.body, ICMP_HEADER)
  writeU16(bytes, 2, checksum ?? internetChecksum(bytes))
  return bytes
}

export function encodeIcmpEcho(
  type: typeof ICMP_ECHO_REQUEST | typeof ICMP_ECHO_REPLY,
  identifier: number,
  sequence: number,
  body: Uint8Array,
): Uint8Array {
  return encodeIcmp({ type, code: 0, rest: identifier * 65536 + sequence, body })
}

export function decodeIcmp(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<IcmpMessage> {
  if (end - offset < ICMP_HEADER) return tooShort('an ICMP header', ICMP_HEADER, offset, end)
  const message = {
    type: bytes[offset],
    code: bytes[offset + 1],
    rest: readU32(bytes, offset + 4),
    body: bytes.slice(offset + ICMP_HEADER, end),
  }
  return decoded(message, offset + ICMP_HEADER, end)
}

export function icmpIdentifierOf(bytes: Uint8Array, offset = 0): number {
  return readU16(bytes, offset + 4)
}

export function icmpSequenceOf(bytes: Uint8Array, offset = 0): number {
  return readU16(bytes, offset + 6)
}

/** The next-hop MTU of "fragmentation needed". */
export function icmpMtuOf(bytes: Uint8Array, offset = 0): number {
  return readU16(bytes, offset + 6)
}

/** The better router that a redirect names. */
export function icmpGatewayOf(bytes: Uint8Array, offset = 0): Ipv4 {
  return ipv4FromBytes(bytes, offset + 4)
}

/** Whether the message quotes a packet: the errors, which never answer another error (RFC 1122 section 3.2.2). */
export function isIcmpError(type: number): boolean {
  return (
    type === ICMP_UNREACHABLE ||
    type === ICMP_REDIRECT ||
    type === ICMP_TIME_EXCEEDED ||
    type === ICMP_PARAMETER_PROBLEM ||
    type === 4 // source quench, deprecated by RFC 6633
  )
}
