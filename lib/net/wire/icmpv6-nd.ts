/** Neighbour Discovery: RFC 4861 section 4 (messages and options); RDNSS of RFC 8106. Bodies begin after the ICMPv6 `rest` word. */
import { type Ipv6, ipv6FromBytes, writeIpv6 } from '../addr/ipv6'
import { type Mac, macFromBytes, writeMac } from '../addr/mac'
import { readU32, writeU32 } from '../bytes/integers'
import { concatBytes, Writer } from '../bytes/writer'
import { type Malformed, malformed } from './decoded'

export const SOURCE_LINK_LAYER_ADDRESS = 1
export const TARGET_LINK_LAYER_ADDRESS = 2
export const PREFIX_INFORMATION = 3
export const MTU_OPTION = 5
export const RECURSIVE_DNS_SERVER = 25

/** Bits of `rest` in a neighbour advertisement (section 4.4). */
export const ND_ROUTER = 0x8000_0000
export const ND_SOLICITED = 0x4000_0000
export const ND_OVERRIDE = 0x2000_0000

export type NdOption =
  | { readonly kind: 'source-link-layer-address' | 'target-link-layer-address'; readonly mac: Mac }
  | {
      readonly kind: 'prefix-information'
      readonly bits: number
      /** L: addresses of the prefix are on this link */
      readonly onLink: boolean
      /** A: hosts may form addresses from it (SLAAC, RFC 4862) */
      readonly autonomous: boolean
      /** Seconds; 0xffffffff = for ever */
      readonly validLifetime: number
      readonly preferredLifetime: number
      readonly prefix: Ipv6
    }
  | { readonly kind: 'mtu'; readonly mtu: number }
  | { readonly kind: 'recursive-dns-server'; readonly lifetime: number; readonly servers: readonly Ipv6[] }
  | { readonly kind: 'unknown'; readonly type: number; readonly data: Uint8Array }

/** The body of a neighbour solicitation or advertisement: target address, then options. */
export function encodeNeighbourBody(target: Ipv6, options: readonly NdOption[]): Uint8Array {
  const address = new Uint8Array(16)
  writeIpv6(address, 0, target)
  return concatBytes(address, encodeNdOptions(options))
}

export type RouterAdvertisement = {
  readonly hopLimit: number
  /** M: addresses by DHCPv6 */
  readonly managed: boolean
  /** O: other settings by DHCPv6 */
  readonly other: boolean
  /** Seconds; 0 = no default router */
  readonly routerLifetime: number
  readonly reachableTimeMs: number
  readonly retransTimerMs: number
}

/** The `rest` word of a router advertisement (section 4.2). */
export function routerAdvertisementRest(advert: RouterAdvertisement): number {
  const flags = (advert.managed ? 0x80 : 0) | (advert.other ? 0x40 : 0)
  return advert.hopLimit * 0x100_0000 + flags * 0x1_0000 + advert.routerLifetime
}

export function encodeRouterAdvertisementBody(
  advert: RouterAdvertisement,
  options: readonly NdOption[],
): Uint8Array {
  const times = new Uint8Array(8)
  writeU32(times, 0, advert.reachableTimeMs)
  writeU32(times, 4, advert.retransTimerMs)
  return concatBytes(times, encodeNdOptions(options))
}

export function encodeNdOptions(options: readonly NdOption[]): Uint8Array {
  const out = new Writer(32)
  for (const option of options) {
    switch (option.kind) {
      case 'source-link-layer-address':
      case 'target-link-layer-address': {
        const mac = new Uint8Array(6)
        writeMac(mac, 0, option.mac)
        const source = option.kind === 'source-link-layer-address'
        out
          .u8(source ? SOURCE_LINK_LAYER_ADDRESS : TARGET_LINK_LAYER_ADDRESS)
          .u8(1)
          .bytes(mac)
        break
      }
      case 'prefix-information':
        out.u8(PREFIX_INFORMATION).u8(4).u8(option.bits)
        out.u8((option.onLink ? 0x80 : 0) | (option.autonomous ? 0x40 : 0))
        out.u32(option.validLifetime).u32(option.preferredLifetime).u32(0).bytes(addressBytes(option.prefix))
        break
      case 'mtu':
        out.u8(MTU_OPTION).u8(1).u16(0).u32(option.mtu)
        break
      case 'recursive-dns-server':
        out
          .u8(RECURSIVE_DNS_SERVER)
          .u8(1 + 2 * option.servers.length)
          .u16(0)
          .u32(option.lifetime)
        for (const server of option.servers) out.bytes(addressBytes(server))
        break
      case 'unknown':
        out
          .u8(option.type)
          .u8((option.data.length + 2) / 8)
          .bytes(option.data)
    }
  }
  return out.finish()
}

export function decodeNdOptions(
  bytes: Uint8Array,
  offset: number,
  end: number,
): { readonly ok: true; readonly options: readonly NdOption[] } | Malformed {
  const options: NdOption[] = []
  for (let at = offset; at < end; ) {
    const length = at + 1 < end ? bytes[at + 1] * 8 : 0
    // a length of zero would never end (RFC 4861 section 4.6: such a packet is discarded)
    if (length === 0 || at + length > end)
      return malformed(
        `an ND option of type ${bytes[at]} at byte ${at} says it has ${length} bytes, ${end - at} are left`,
        at,
      )
    options.push(decodeNdOption(bytes, at, length))
    at += length
  }
  return { ok: true, options }
}

function decodeNdOption(bytes: Uint8Array, at: number, length: number): NdOption {
  const type = bytes[at]
  if (type === SOURCE_LINK_LAYER_ADDRESS && length === 8)
    return { kind: 'source-link-layer-address', mac: macFromBytes(bytes, at + 2) }
  if (type === TARGET_LINK_LAYER_ADDRESS && length === 8)
    return { kind: 'target-link-layer-address', mac: macFromBytes(bytes, at + 2) }
  if (type === MTU_OPTION && length === 8) return { kind: 'mtu', mtu: readU32(bytes, at + 4) }
  if (type === PREFIX_INFORMATION && length === 32)
    return {
      kind: 'prefix-information',
      bits: bytes[at + 2],
      onLink: (bytes[at + 3] & 0x80) !== 0,
      autonomous: (bytes[at + 3] & 0x40) !== 0,
      validLifetime: readU32(bytes, at + 4),
      preferredLifetime: readU32(bytes, at + 8),
      prefix: ipv6FromBytes(bytes, at + 16),
    }
  if (type === RECURSIVE_DNS_SERVER && length >= 24 && length % 16 === 8) {
    const servers: Ipv6[] = []
    for (let i = at + 8; i < at + length; i += 16) servers.push(ipv6FromBytes(bytes, i))
    return { kind: 'recursive-dns-server', lifetime: readU32(bytes, at + 4), servers }
  }
  return { kind: 'unknown', type, data: bytes.slice(at + 2, at + length) }
}

function addressBytes(address: Ipv6): Uint8Array {
  const bytes = new Uint8Array(16)
  writeIpv6(bytes, 0, address)
  return bytes
}
