import type { Prefix } from '../addr/prefix'
import { type Address, blockAround, type Family, firstOf, lastOf, sizeOf, widthOf } from './address'

/** Addresses from `first` to `last`, both included. */
export type Range = { readonly family: Family; readonly first: bigint; readonly last: bigint }

export function rangeOf(prefix: Prefix): Range {
  return { family: prefix.family, first: firstOf(prefix), last: lastOf(prefix) }
}

/** The fewest blocks that hold exactly these addresses, in order: at each step the largest that starts here and ends in time. */
export function blocksOfRange({ family, first, last }: Range): Prefix[] {
  const blocks: Prefix[] = []
  for (let at = first; at <= last; ) {
    const block = largestFrom({ family, value: at }, last)
    blocks.push(block)
    at += sizeOf(block)
  }
  return blocks
}

function largestFrom(from: Address, last: bigint): Prefix {
  const width = widthOf(from.family)
  let bits = width
  // one bit shorter as long as the start stays a multiple of the size, and the end is not passed
  while (bits > 0) {
    const size = 1n << BigInt(width - bits + 1)
    if (from.value % size !== 0n || from.value + size - 1n > last) break
    bits -= 1
  }
  return blockAround(from, bits)
}
