import { formatPrefix, type Prefix } from '../addr/prefix'
import { blockAround, firstOf, lastOf, sizeOf, widthOf } from './address'
import { blocksOfRange } from './range'

/** A network that is wanted: for so many hosts, or of a given prefix length. */
export type Need =
  | { readonly name: string; readonly hosts: bigint }
  | { readonly name: string; readonly bits: number }

/** A block for a need. `spare` addresses can still be given to hosts. */
export type Placed = { readonly need: Need; readonly prefix: Prefix; readonly spare: bigint }

export type Plan =
  | { readonly fits: true; readonly placed: readonly Placed[]; readonly free: readonly Prefix[] }
  | { readonly fits: false; readonly why: string; readonly nearest: Prefix | null }

/**
 * The smallest block for every need (variable length subnet masks, RFC 1878), the largest first: blocks are powers of two, so in
 * that order each starts where the one before ends, and nothing is lost in between. `placed` is in order of address. In IPv6 a
 * network of hosts is a /64 however few they are (RFC 4291 section 2.5.4). If it does not fit, `nearest` is the smallest block
 * around `base` that would.
 */
export function planSubnets(base: Prefix, needs: readonly Need[]): Plan {
  const wanted = needs.map((need) => ({ need, bits: bitsFor(need, base.family) }))
  const tooLarge = wanted.find(({ bits }) => bits < 0)
  if (tooLarge)
    return {
      fits: false,
      why: `${tooLarge.need.name} needs more addresses than IPv${base.family} has.`,
      nearest: null,
    }
  const width = widthOf(base.family)
  const total = wanted.reduce((sum, { bits }) => sum + (1n << BigInt(width - bits)), 0n)
  if (total > sizeOf(base))
    return { fits: false, why: whyNot(base, wanted, total), nearest: roomFor(base, total) }

  let next = firstOf(base)
  const placed = wanted
    .toSorted((a, b) => a.bits - b.bits)
    .map(({ need, bits }) => {
      const prefix = blockAround({ family: base.family, value: next }, bits)
      next += sizeOf(prefix)
      const spare = 'hosts' in need ? usableOf(prefix) - need.hosts : usableOf(prefix)
      return { need, prefix, spare }
    })
  const free = blocksOfRange({ family: base.family, first: next, last: lastOf(base) })
  return { fits: true, placed, free }
}

/** The longest prefix whose block has that many usable addresses; below 0 if none has. */
function bitsFor(need: Need, family: 4 | 6): number {
  if ('bits' in need) return need.bits
  if (family === 6) return need.hosts > 1n << 64n ? -1 : 64
  if (need.hosts === 1n) return 32
  // a network and a broadcast address beside the hosts
  return 32 - (need.hosts + 1n).toString(2).length
}

/** Addresses that hosts can have. Two are lost to network and broadcast, except in /31 and /32 and in IPv6. */
export function usableOf(prefix: Prefix): bigint {
  return prefix.family === 4 && prefix.bits < 31 ? sizeOf(prefix) - 2n : sizeOf(prefix)
}

function whyNot(base: Prefix, wanted: readonly { need: Need; bits: number }[], total: bigint): string {
  const alone = wanted.find(({ bits }) => bits < base.bits)
  if (alone)
    return `${alone.need.name} alone needs a /${alone.bits}, which is larger than ${formatPrefix(base)}.`
  const blocks = wanted
    .map(({ bits }) => bits)
    .sort((a, b) => a - b)
    .map((bits) => `/${bits}`)
  const [needed, room] =
    base.family === 4
      ? [`${total}`, `${sizeOf(base)} addresses`]
      : [`${total >> 64n || 1n}`, `${sizeOf(base) >> 64n} networks of /64`]
  return `The blocks ${blocks.join(' + ')} take ${needed}, and ${formatPrefix(base)} has ${room}.`
}

function roomFor(base: Prefix, total: bigint): Prefix | null {
  for (let bits = base.bits - 1; bits >= 0; bits--) {
    const larger = blockAround({ family: base.family, value: firstOf(base) }, bits)
    if (sizeOf(larger) >= total) return larger
  }
  return null
}
