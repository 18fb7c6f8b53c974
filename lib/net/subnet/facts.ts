import { formatIpv4, type Ipv4 } from '../addr/ipv4'
import { type Ipv6, solicitedNodeGroup } from '../addr/ipv6'
import { formatMac, type Mac } from '../addr/mac'
import { broadcastOf, formatPrefix, maskOfBits, type Prefix } from '../addr/prefix'
import { usableRange } from '../addr/subnet'
import { type Address, firstOf, formatAddress, lastOf, sizeOf, widthOf } from './address'
import { usableOf } from './plan'
import { pointerName, type ReverseZones, reverseZones } from './reverse-zone'

/** Everything that can be said of an address in its block. Addresses and counts are text; null where a thing does not exist. */
export type Facts = {
  readonly family: 4 | 6
  readonly address: string
  readonly bits: number
  /** network and length */
  readonly prefix: string
  readonly network: string
  /** the last address of an IPv4 block down to /30; null otherwise (RFC 3021; IPv6 has no broadcast) */
  readonly broadcast: string | null
  readonly first: string
  readonly last: string
  readonly usable: string
  readonly total: string
  readonly mask: string | null
  readonly wildcard: string | null
  /** A to E of RFC 791 and RFC 1112, history since CIDR (RFC 4632); null in IPv6 */
  readonly addressClass: AddressClass | null
  /** the block of the same size before and after this one */
  readonly previous: string | null
  readonly next: string | null
  readonly pointer: string
  readonly reverse: ReverseZones
  readonly integer: string
  readonly hex: string
  /** IPv4: octets with dots; IPv6: groups of 16 with colons */
  readonly binary: string
  /** all eight groups with four digits each (IPv6) */
  readonly expanded: string | null
  /** the MAC in the interface identifier, if it holds ff:fe in the middle (RFC 4291 appendix A) */
  readonly embeddedMac: string | null
  readonly solicitedNode: string | null
}

export type AddressClass = 'A' | 'B' | 'C' | 'D' | 'E'

export function factsOf(address: Address, prefix: Prefix): Facts {
  const { family, value } = address
  const four = prefix.family === 4 ? prefix : null
  const at = (found: bigint | number) => formatAddress({ family, value: BigInt(found) })
  const usable = four ? usableRange(four) : { first: firstOf(prefix), last: lastOf(prefix) }
  const broadcast = four && broadcastOf(four)
  const size = sizeOf(prefix)
  return {
    family,
    address: formatAddress(address),
    bits: prefix.bits,
    prefix: formatPrefix(prefix),
    network: at(prefix.network),
    broadcast: broadcast === null ? null : at(broadcast),
    first: at(usable.first),
    last: at(usable.last),
    usable: String(usableOf(prefix)),
    total: String(size),
    mask: four && formatIpv4(maskOfBits(prefix.bits)),
    wildcard: four && formatIpv4(~maskOfBits(prefix.bits) >>> 0),
    addressClass: four && classOf(Number(value) as Ipv4),
    previous: firstOf(prefix) === 0n ? null : at(firstOf(prefix) - size),
    next: lastOf(prefix) === (1n << BigInt(widthOf(family))) - 1n ? null : at(lastOf(prefix) + 1n),
    pointer: pointerName(address),
    reverse: reverseZones(prefix),
    integer: String(value),
    hex: `0x${value.toString(16).padStart(widthOf(family) / 4, '0')}`,
    binary: binaryOf(address),
    expanded: family === 6 ? expandIpv6(value) : null,
    embeddedMac: family === 6 ? embeddedMac(value) : null,
    solicitedNode: family === 6 ? at(solicitedNodeGroup(value as Ipv6)) : null,
  }
}

/** By the first bits: 0, 10, 110, 1110, 1111. */
export function classOf(address: Ipv4): AddressClass {
  return (['A', 'B', 'C', 'D', 'E'] as const)[Math.min(Math.clz32(~address), 4)]
}

/** `2001:0db8:0000:…`: four digits a group, nothing left out. */
export function expandIpv6(value: bigint): string {
  return (value.toString(16).padStart(32, '0').match(/.{4}/g) ?? []).join(':')
}

/** The bits of an address, in octets or groups of 16. */
export function binaryOf({ family, value }: Address): string {
  const bits = value.toString(2).padStart(widthOf(family), '0')
  return family === 4 ? (bits.match(/.{8}/g) ?? []).join('.') : (bits.match(/.{16}/g) ?? []).join(':')
}

function embeddedMac(value: bigint): string | null {
  if (((value >> 24n) & 0xffffn) !== 0xfffen) return null
  const upper = ((value >> 40n) & 0xff_ffffn) ^ 0x02_0000n
  return formatMac(Number((upper << 24n) | (value & 0xff_ffffn)) as Mac)
}
