/** Link state advertisements of OSPF version 2: RFC 2328, appendix A.4. Router LSAs are read; others are kept as bytes. */

import { type Ipv4, ipv4FromBytes } from '../addr/ipv4'
import { readU16, readU32, writeU16 } from '../bytes/integers'
import { Writer } from '../bytes/writer'

export const LSA_HEADER = 20
export const ROUTER_LSA = 1
export const FIRST_SEQUENCE = 0x8000_0001
export const MAX_AGE_S = 3600

/** RFC 2328, A.4.1. */
export type LsaHeader = {
  /** Seconds since it was made */
  readonly age: number
  readonly options: number
  readonly type: number
  readonly id: Ipv4
  readonly advertisingRouter: Ipv4
  /** Signed in the RFC; here as an unsigned number, beginning with 0x80000001 */
  readonly sequence: number
  readonly checksum: number
  readonly length: number
}

/** RFC 2328, A.4.2: `point-to-point` names the router at the other end, `stub` a network with its mask in `data`. */
export type RouterLink = {
  readonly type: 'point-to-point' | 'transit' | 'stub' | 'virtual'
  readonly id: Ipv4
  readonly data: Ipv4
  readonly metric: number
}

export type Lsa = { readonly header: LsaHeader; readonly bytes: Uint8Array }

const LINK_TYPES = ['point-to-point', 'transit', 'stub', 'virtual'] as const

/** A router LSA, with its checksum, ready to be sent. */
export function encodeRouterLsa(
  header: Pick<LsaHeader, 'advertisingRouter' | 'options' | 'sequence'>,
  links: readonly RouterLink[],
): Uint8Array {
  const out = new Writer(64).u16(0).u8(header.options).u8(ROUTER_LSA)
  out.u32(header.advertisingRouter).u32(header.advertisingRouter).u32(header.sequence).u16(0).u16(0)
  out.u16(0).u16(links.length)
  for (const { id, data, type, metric } of links)
    out
      .u32(id)
      .u32(data)
      .u8(LINK_TYPES.indexOf(type) + 1)
      .u8(0)
      .u16(metric)
  const bytes = out.patchU16(18, out.length).finish()
  writeU16(bytes, 16, lsaChecksum(bytes))
  return bytes
}

/** The header of the LSA at `offset`; null when not even that is there. */
export function readLsaHeader(bytes: Uint8Array, offset: number, end: number): LsaHeader | null {
  if (end - offset < LSA_HEADER) return null
  return {
    age: readU16(bytes, offset),
    options: bytes[offset + 2],
    type: bytes[offset + 3],
    id: ipv4FromBytes(bytes, offset + 4),
    advertisingRouter: ipv4FromBytes(bytes, offset + 8),
    sequence: readU32(bytes, offset + 12),
    checksum: readU16(bytes, offset + 16),
    length: readU16(bytes, offset + 18),
  }
}

/** The links of a router LSA; entries for other types of service are skipped. */
export function readRouterLinks({ bytes }: Pick<Lsa, 'bytes'>): RouterLink[] {
  const links: RouterLink[] = []
  let at = LSA_HEADER + 4
  for (let left = readU16(bytes, LSA_HEADER + 2); left > 0 && at + 12 <= bytes.length; left--) {
    const type = LINK_TYPES[bytes[at + 8] - 1]
    if (type)
      links.push({
        id: ipv4FromBytes(bytes, at),
        data: ipv4FromBytes(bytes, at + 4),
        type,
        metric: readU16(bytes, at + 10),
      })
    at += 12 + bytes[at + 9] * 4
  }
  return links
}

/** The LSA with another age: the only part that its checksum does not cover. */
export function withAge(bytes: Uint8Array, age: number): Uint8Array {
  const copy = bytes.slice()
  writeU16(copy, 0, Math.min(age, MAX_AGE_S))
  return copy
}

export function isLsaIntact(bytes: Uint8Array): boolean {
  return lsaChecksum(bytes) === readU16(bytes, 16)
}

/** RFC 2328, 12.1.7: the Fletcher checksum of ISO 8473 over everything but the age; its own place counts as zero. */
export function lsaChecksum(bytes: Uint8Array): number {
  let [c0, c1] = [0, 0]
  for (let at = 2; at < bytes.length; at++) {
    const byte = at === 16 || at === 17 ? 0 : bytes[at]
    c0 = (c0 + byte) % 255
    c1 = (c1 + c0) % 255
  }
  const behind = bytes.length - 17 // bytes from the second checksum byte to the end
  let x = (behind * c0 - c1) % 255
  if (x <= 0) x += 255
  let y = 510 - c0 - x
  if (y > 255) y -= 255
  return x * 256 + y
}
