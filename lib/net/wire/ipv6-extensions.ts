/** RFC 8200 section 4: hop-by-hop options, routing, fragment and destination options headers. */
import { readU16, readU32, writeU16, writeU32 } from '../bytes/integers'
import { Writer } from '../bytes/writer'
import { IPPROTO_DSTOPTS, IPPROTO_FRAGMENT, IPPROTO_HOPOPTS, IPPROTO_ROUTING } from './ip-protocol'
import { IPV6_HEADER, ipv6NextHeaderOf } from './ipv6'

/** An option of a hop-by-hop or destination options header (section 4.2). Padding is added by the encoder. */
export type Ipv6Option = { readonly type: number; readonly data: Uint8Array }

export const ROUTER_ALERT = 5

/** A hop-by-hop or destination options header, padded with Pad1 or PadN to a multiple of 8. */
export function encodeOptionsHeader(nextHeader: number, options: readonly Ipv6Option[]): Uint8Array {
  const out = new Writer(16).u8(nextHeader).u8(0)
  for (const { type, data } of options) out.u8(type).u8(data.length).bytes(data)
  const missing = -out.length & 7
  if (missing === 1) out.u8(0)
  else if (missing > 1)
    out
      .u8(1)
      .u8(missing - 2)
      .bytes(new Uint8Array(missing - 2))
  const header = out.finish()
  header[1] = header.length / 8 - 1
  return header
}

export type Ipv6Fragment = {
  readonly nextHeader: number
  /** In bytes; a multiple of 8. */
  readonly fragmentOffset: number
  readonly moreFragments: boolean
  readonly identification: number
}

export function encodeFragmentHeader(fragment: Ipv6Fragment): Uint8Array {
  const header = new Uint8Array(8)
  header[0] = fragment.nextHeader
  writeU16(header, 2, fragment.fragmentOffset | (fragment.moreFragments ? 1 : 0))
  writeU32(header, 4, fragment.identification)
  return header
}

/** The fragment header at `offset`; the caller has checked that 8 bytes are there. */
export function fragmentHeaderAt(bytes: Uint8Array, offset: number): Ipv6Fragment {
  const field = readU16(bytes, offset + 2)
  return {
    nextHeader: bytes[offset],
    fragmentOffset: field & 0xfff8,
    moreFragments: (field & 1) === 1,
    identification: readU32(bytes, offset + 4),
  }
}

export type UpperLayer = {
  /** Of the first header that is no extension. */
  readonly protocol: number
  readonly offset: number
  readonly fragment: Ipv6Fragment | null
  /** Where the byte stands that names `protocol`: what a parameter problem points at. */
  readonly nextHeaderAt: number
}

/** Steps over the extension headers of the IPv6 packet at `ip`; null when they are cut short. Stops at a later fragment. */
export function findUpperLayer(bytes: Uint8Array, ip: number, end: number): UpperLayer | null {
  let protocol = ipv6NextHeaderOf(bytes, ip)
  let nextHeaderAt = ip + 6
  let offset = ip + IPV6_HEADER
  let fragment: Ipv6Fragment | null = null
  while (isExtension(protocol)) {
    if (offset + 8 > end) return null
    nextHeaderAt = offset
    if (protocol === IPPROTO_FRAGMENT) {
      fragment = fragmentHeaderAt(bytes, offset)
      protocol = fragment.nextHeader
      offset += 8
      if (fragment.fragmentOffset > 0) break
    } else {
      const length = (bytes[offset + 1] + 1) * 8
      if (offset + length > end) return null
      protocol = bytes[offset]
      offset += length
    }
  }
  return { protocol, offset, fragment, nextHeaderAt }
}

function isExtension(protocol: number): boolean {
  return (
    protocol === IPPROTO_HOPOPTS ||
    protocol === IPPROTO_ROUTING ||
    protocol === IPPROTO_FRAGMENT ||
    protocol === IPPROTO_DSTOPTS
  )
}
