/** RFC 4443; Neighbour Discovery of RFC 4861 in icmpv6-nd.ts. */
import { readU32, writeU16, writeU32 } from '../bytes/integers'
import { type Decoded, decoded, tooShort } from './decoded'
import { IPPROTO_ICMPV6 } from './ip-protocol'
import { type AddressPair, transportChecksum } from './transport-checksum'

export const ICMPV6_UNREACHABLE = 1
export const ICMPV6_PACKET_TOO_BIG = 2
export const ICMPV6_TIME_EXCEEDED = 3
export const ICMPV6_PARAMETER_PROBLEM = 4
export const ICMPV6_ECHO_REQUEST = 128
export const ICMPV6_ECHO_REPLY = 129
export const ICMPV6_ROUTER_SOLICITATION = 133
export const ICMPV6_ROUTER_ADVERTISEMENT = 134
export const ICMPV6_NEIGHBOUR_SOLICITATION = 135
export const ICMPV6_NEIGHBOUR_ADVERTISEMENT = 136
export const ICMPV6_REDIRECT = 137
export const ICMPV6_MLD2_REPORT = 143

/** Codes of type 1 (RFC 4443 section 3.1). */
export const NO_ROUTE_TO_DESTINATION = 0
export const ADMINISTRATIVELY_PROHIBITED = 1
export const ADDRESS_UNREACHABLE = 3
export const PORT_UNREACHABLE_V6 = 4

export type Icmpv6Message = {
  readonly type: number
  readonly code: number
  /** The four bytes after the checksum: identifier and sequence, MTU, pointer, flags; 0 where they are reserved. */
  readonly rest: number
  readonly body: Uint8Array
}

/** The checksum covers the addresses (pseudo header) and is computed unless given. */
export function encodeIcmpv6(
  message: Icmpv6Message,
  pair: Extract<AddressPair, { family: 6 }>,
  checksum?: number,
): Uint8Array {
  const bytes = new Uint8Array(8 + message.body.length)
  bytes[0] = message.type
  bytes[1] = message.code
  writeU32(bytes, 4, message.rest)
  bytes.set(message.body, 8)
  writeU16(bytes, 2, checksum ?? transportChecksum(pair, IPPROTO_ICMPV6, bytes))
  return bytes
}

export function decodeIcmpv6(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<Icmpv6Message> {
  if (end - offset < 8) return tooShort('an ICMPv6 header', 8, offset, end)
  const message = {
    type: bytes[offset],
    code: bytes[offset + 1],
    rest: readU32(bytes, offset + 4),
    body: bytes.slice(offset + 8, end),
  }
  return decoded(message, offset + 8, end)
}

/** Errors have types below 128 (RFC 4443 section 2.1). */
export function isIcmpv6Error(type: number): boolean {
  return type < 128
}
