import type { Prefix } from '../addr/prefix'
import { blockAround, comparePrefixes, firstOf, lastOf, sizeOf, widthOf } from './address'
import { blocksOfRange, type Range } from './range'

/** The fewest blocks that hold exactly the same addresses, IPv4 first, in order. Overlaps and repetitions count once. */
export function aggregate(prefixes: readonly Prefix[]): Prefix[] {
  return mergedRanges(prefixes).flatMap(blocksOfRange)
}

/** The addresses of all blocks as ranges that neither touch nor overlap. */
export function mergedRanges(prefixes: readonly Prefix[]): Range[] {
  const ranges: Range[] = []
  for (const prefix of [...prefixes].sort(comparePrefixes)) {
    const { family } = prefix
    const [first, last] = [firstOf(prefix), lastOf(prefix)]
    const before = ranges.at(-1)
    const touches = before?.family === family && first <= before.last + 1n
    if (!before || !touches) ranges.push({ family, first, last })
    else if (last > before.last) ranges[ranges.length - 1] = { ...before, last }
  }
  return ranges
}

/** The one block that a router would announce for all of them, and how many addresses it holds that none of them does. */
export type Summary = { readonly prefix: Prefix; readonly extra: bigint }

/** The smallest single block that holds them all; null for none, or for two families. */
export function summarise(prefixes: readonly Prefix[]): Summary | null {
  const ranges = mergedRanges(prefixes)
  const [lowest] = ranges
  const highest = ranges.at(-1)
  if (!lowest || !highest || lowest.family !== highest.family) return null
  const width = widthOf(lowest.family)
  const differing = (lowest.first ^ highest.last).toString(2)
  const bits = differing === '0' ? width : width - differing.length
  const prefix = blockAround({ family: lowest.family, value: lowest.first }, bits)
  const held = ranges.reduce((sum, { first, last }) => sum + last - first + 1n, 0n)
  return { prefix, extra: sizeOf(prefix) - held }
}
