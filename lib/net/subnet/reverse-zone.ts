import type { Prefix } from '../addr/prefix'
import { type Address, firstOf, sizeOf, widthOf } from './address'

/** The name under which the PTR record of an address stands (RFC 1035 section 3.5, RFC 3596 section 2.5). */
export function pointerName(address: Address): string {
  return `${labels(address).join('.')}.${rootOf(address)}`
}

/**
 * The zones that hold the PTR records of a block: it ends on a label only every 8 bits (every 4 in IPv6), so `count` zones of the
 * next longer kind cover it; `first` and `last` of them. A block longer than /24 lies within one zone, of which a part is
 * delegated under a name such as `64/26` (RFC 2317): then `within` is the zone and `first` the name.
 */
export type ReverseZones = {
  readonly first: string
  readonly last: string
  readonly count: number
  readonly within: string | null
}

export function reverseZones(prefix: Prefix): ReverseZones {
  const { family, bits } = prefix
  const step = family === 4 ? 8 : 4
  const first = { family, value: firstOf(prefix) }
  if (family === 4 && bits > 24 && bits < 32) {
    const within = zoneOf(first, 24)
    const name = `${Number(first.value & 255n)}/${bits}.${within}`
    return { first: name, last: name, count: 1, within }
  }
  const zoneBits = Math.ceil(bits / step) * step
  const last = { family, value: first.value + sizeOf(prefix) - 1n }
  return {
    first: zoneOf(first, zoneBits),
    last: zoneOf(last, zoneBits),
    count: 2 ** (zoneBits - bits),
    within: null,
  }
}

function zoneOf(address: Address, bits: number): string {
  const kept = bits / (address.family === 4 ? 8 : 4)
  const all = labels(address)
  return [...all.slice(all.length - kept), rootOf(address)].join('.')
}

/** Octets or hexadecimal digits, the last one first. */
function labels({ family, value }: Address): string[] {
  const step = family === 4 ? 8n : 4n
  const base = family === 4 ? 10 : 16
  const count = widthOf(family) / Number(step)
  return Array.from({ length: count }, (_, index) =>
    ((value >> (BigInt(index) * step)) & ((1n << step) - 1n)).toString(base),
  )
}

function rootOf({ family }: Address): string {
  return family === 4 ? 'in-addr.arpa' : 'ip6.arpa'
}
