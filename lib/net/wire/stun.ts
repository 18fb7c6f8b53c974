/** RFC 8489: the Binding request and its success response, as far as learning one's own mapped address needs them. */
import { type Ipv4, ipv4FromBytes } from '../addr/ipv4'
import { readU16, readU32, writeU16, writeU32 } from '../bytes/integers'

export const STUN_PORT = 3478

const BINDING_REQUEST = 0x0001
const BINDING_SUCCESS = 0x0101
const MAGIC_COOKIE = 0x2112_a442
const HEADER = 20
const XOR_MAPPED_ADDRESS = 0x0020
const IPV4 = 1

/** `transaction`: 12 bytes that tell the answer apart (section 5). */
export type StunMessage =
  | { readonly kind: 'request'; readonly transaction: Uint8Array }
  | {
      readonly kind: 'response'
      readonly transaction: Uint8Array
      /** where the request came from, as the server saw it */
      readonly mapped: { readonly address: Ipv4; readonly port: number }
    }

/** Section 14.2: the address travels XORed with the cookie, so that no NAT on the way "translates" it. */
export function encodeStun(message: StunMessage): Uint8Array {
  const response = message.kind === 'response'
  const bytes = new Uint8Array(HEADER + (response ? 12 : 0))
  writeU16(bytes, 0, response ? BINDING_SUCCESS : BINDING_REQUEST)
  writeU16(bytes, 2, bytes.length - HEADER)
  writeU32(bytes, 4, MAGIC_COOKIE)
  bytes.set(message.transaction.subarray(0, 12), 8)
  if (message.kind === 'response') {
    writeU16(bytes, HEADER, XOR_MAPPED_ADDRESS)
    writeU16(bytes, HEADER + 2, 8)
    bytes[HEADER + 5] = IPV4
    writeU16(bytes, HEADER + 6, message.mapped.port ^ (MAGIC_COOKIE >>> 16))
    writeU32(bytes, HEADER + 8, (message.mapped.address ^ MAGIC_COOKIE) >>> 0)
  }
  return bytes
}

/** Null for anything but these two messages. */
export function decodeStun(bytes: Uint8Array): StunMessage | null {
  if (bytes.length < HEADER || readU32(bytes, 4) !== MAGIC_COOKIE) return null
  if (readU16(bytes, 2) !== bytes.length - HEADER) return null
  const transaction = bytes.slice(8, HEADER)
  const type = readU16(bytes, 0)
  if (type === BINDING_REQUEST) return { kind: 'request', transaction }
  if (type !== BINDING_SUCCESS) return null
  for (let at = HEADER; at + 4 <= bytes.length; at += 4 + ((readU16(bytes, at + 2) + 3) & ~3)) {
    if (readU16(bytes, at) !== XOR_MAPPED_ADDRESS || at + 12 > bytes.length || bytes[at + 5] !== IPV4)
      continue
    const clear = new Uint8Array(4)
    writeU32(clear, 0, (readU32(bytes, at + 8) ^ MAGIC_COOKIE) >>> 0)
    const mapped = { address: ipv4FromBytes(clear), port: readU16(bytes, at + 6) ^ (MAGIC_COOKIE >>> 16) }
    return { kind: 'response', transaction, mapped }
  }
  return null
}
