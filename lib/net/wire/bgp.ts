/** BGP-4 messages: RFC 4271 section 4; capabilities of RFC 5492; four-byte AS numbers of RFC 6793. IPv4 unicast. */

import { type Ipv4, ipv4FromBytes } from '../addr/ipv4'
import { type Prefix4, prefix4 } from '../addr/prefix'
import { readU16, readU32 } from '../bytes/integers'
import { Writer } from '../bytes/writer'
import { type Decoded, decoded, malformed, tooShort } from './decoded'

export const BGP_PORT = 179
export const BGP_HEADER = 19
export const BGP_LONGEST = 4096

export type BgpCapability = { readonly code: number; readonly data: Uint8Array }

export type BgpAttribute = { readonly flags: number; readonly type: number; readonly data: Uint8Array }

export type BgpMessage =
  | {
      readonly type: 'open'
      /** Two bytes: 23456 stands for one that does not fit (RFC 6793 section 9) */
      readonly as: number
      /** Seconds */
      readonly holdTime: number
      readonly identifier: Ipv4
      readonly capabilities: readonly BgpCapability[]
    }
  | {
      readonly type: 'update'
      readonly withdrawn: readonly Prefix4[]
      readonly attributes: readonly BgpAttribute[]
      readonly announced: readonly Prefix4[]
    }
  | {
      readonly type: 'notification'
      readonly code: number
      readonly subcode: number
      readonly data: Uint8Array
    }
  | { readonly type: 'keepalive' }

export const BGP_ORIGIN = 1
export const BGP_AS_PATH = 2
export const BGP_NEXT_HOP = 3
export const BGP_MED = 4
export const BGP_LOCAL_PREF = 5

export function encodeBgp(message: BgpMessage): Uint8Array {
  const out = new Writer(64)
  for (let i = 0; i < 16; i++) out.u8(0xff)
  out.u16(0)
  switch (message.type) {
    case 'open': {
      out.u8(1).u8(4).u16(message.as).u16(message.holdTime).u32(message.identifier)
      const capabilities = new Writer(32)
      for (const { code, data } of message.capabilities) capabilities.u8(code).u8(data.length).bytes(data)
      const { length } = capabilities
      if (length === 0) out.u8(0)
      else
        out
          .u8(length + 2)
          .u8(2)
          .u8(length)
          .bytes(capabilities.finish())
      break
    }
    case 'update': {
      out.u8(2).u16(0)
      const withdrawnAt = out.length
      for (const prefix of message.withdrawn) writePrefix(out, prefix)
      out.patchU16(withdrawnAt - 2, out.length - withdrawnAt).u16(0)
      const attributesAt = out.length
      for (const { flags, type, data } of message.attributes) {
        out.u8(flags).u8(type)
        if (flags & 0x10) out.u16(data.length)
        else out.u8(data.length)
        out.bytes(data)
      }
      out.patchU16(attributesAt - 2, out.length - attributesAt)
      for (const prefix of message.announced) writePrefix(out, prefix)
      break
    }
    case 'notification':
      out.u8(3).u8(message.code).u8(message.subcode).bytes(message.data)
      break
    case 'keepalive':
      out.u8(4)
  }
  return out.patchU16(16, out.length).finish()
}

/** The length in bits, then as few bytes as hold it. */
function writePrefix(out: Writer, prefix: Prefix4): void {
  out.u8(prefix.bits)
  for (let i = 0; i < Math.ceil(prefix.bits / 8); i++) out.u8((prefix.network >>> (24 - 8 * i)) & 255)
}

/** The message at `offset`; `payloadEnd` is just after it. */
export function decodeBgp(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<BgpMessage> {
  if (end - offset < BGP_HEADER) return tooShort('a BGP header', BGP_HEADER, offset, end)
  const length = readU16(bytes, offset + 16)
  if (length < BGP_HEADER || length > BGP_LONGEST)
    return malformed(
      `a BGP length of 19 to 4096 expected at byte ${offset + 16}, found ${length}`,
      offset + 16,
    )
  const stop = offset + length
  if (stop > end) return tooShort('a BGP message', length, offset, end)
  const body = offset + BGP_HEADER
  const message = decodeBody(bytes, bytes[offset + 18], body, stop)
  return message
    ? decoded(message, stop, stop)
    : malformed(`BGP message of type ${bytes[offset + 18]} at byte ${offset} is malformed`, body)
}

function decodeBody(bytes: Uint8Array, type: number, offset: number, end: number): BgpMessage | null {
  switch (type) {
    case 1:
      return decodeOpen(bytes, offset, end)
    case 2:
      return decodeUpdate(bytes, offset, end)
    case 3:
      if (end - offset < 2) return null
      return {
        type: 'notification',
        code: bytes[offset],
        subcode: bytes[offset + 1],
        data: bytes.slice(offset + 2, end),
      }
    case 4:
      return end === offset ? { type: 'keepalive' } : null
    default:
      return null
  }
}

function decodeOpen(bytes: Uint8Array, offset: number, end: number): BgpMessage | null {
  if (end - offset < 10 || bytes[offset] !== 4 || offset + 10 + bytes[offset + 9] !== end) return null
  const capabilities: BgpCapability[] = []
  for (let at = offset + 10; at < end; ) {
    const next = at + 2 <= end ? at + 2 + bytes[at + 1] : end + 1
    if (next > end || bytes[at] !== 2) return null
    for (let cap = at + 2; cap < next; ) {
      const after = cap + 2 <= next ? cap + 2 + bytes[cap + 1] : next + 1
      if (after > next) return null
      capabilities.push({ code: bytes[cap], data: bytes.slice(cap + 2, after) })
      cap = after
    }
    at = next
  }
  return {
    type: 'open',
    as: readU16(bytes, offset + 1),
    holdTime: readU16(bytes, offset + 3),
    identifier: ipv4FromBytes(bytes, offset + 5),
    capabilities,
  }
}

function decodeUpdate(bytes: Uint8Array, offset: number, end: number): BgpMessage | null {
  if (end - offset < 4) return null
  const attributesAt = offset + 2 + readU16(bytes, offset)
  if (attributesAt + 2 > end) return null
  const announcedAt = attributesAt + 2 + readU16(bytes, attributesAt)
  if (announcedAt > end) return null
  const withdrawn = readPrefixes(bytes, offset + 2, attributesAt)
  const announced = readPrefixes(bytes, announcedAt, end)
  const attributes: BgpAttribute[] = []
  for (let at = attributesAt + 2; at < announcedAt; ) {
    const place = attributeAt(bytes, at, announcedAt)
    if (!place) return null
    attributes.push({ flags: bytes[at], type: bytes[at + 1], data: bytes.slice(place.data, place.end) })
    at = place.end
  }
  return withdrawn && announced ? { type: 'update', withdrawn, attributes, announced } : null
}

/** Where the data of the path attribute at `offset` lies; null when it is cut short. */
export function attributeAt(
  bytes: Uint8Array,
  offset: number,
  end: number,
): { data: number; end: number } | null {
  const extended = (bytes[offset] & 0x10) !== 0
  const data = offset + (extended ? 4 : 3)
  if (data > end) return null
  const stop = data + (extended ? readU16(bytes, offset + 2) : bytes[offset + 2])
  return stop > end ? null : { data, end: stop }
}

/** Null when a length is above 32 or a prefix is cut short. */
export function readPrefixes(bytes: Uint8Array, offset: number, end: number): Prefix4[] | null {
  const prefixes: Prefix4[] = []
  for (let at = offset; at < end; ) {
    const bits = bytes[at]
    const size = Math.ceil(bits / 8)
    if (bits > 32 || at + 1 + size > end) return null
    prefixes.push(prefixAt(bytes, at))
    at += 1 + size
  }
  return prefixes
}

function prefixAt(bytes: Uint8Array, at: number): Prefix4 {
  const size = Math.ceil(bytes[at] / 8)
  const address = new Uint8Array(4)
  address.set(bytes.subarray(at + 1, at + 1 + size))
  return prefix4(readU32(address, 0) as Ipv4, bytes[at])
}
