import type { Prefix } from '../addr/prefix'
import { blockAround, sizeOf, widthOf } from './address'
import { blocksOfRange, type Range } from './range'

/** The fewest blocks that hold exactly these addresses, IPv4 first, in order. Overlaps and repetitions count once. */
export function aggregate(ranges: readonly Range[]): Prefix[] {
  return mergeRanges(ranges).flatMap(blocksOfRange)
}

/** The same addresses as ranges that neither touch nor overlap, IPv4 first, in order. */
export function mergeRanges(ranges: readonly Range[]): Range[] {
  const merged: Range[] = []
  for (const range of [...ranges].sort(compareRanges)) {
    const before = merged.at(-1)
    const touches = before?.family === range.family && range.first <= before.last + 1n
    if (!before || !touches) merged.push(range)
    else if (range.last > before.last) merged[merged.length - 1] = { ...before, last: range.last }
  }
  return merged
}

function compareRanges(a: Range, b: Range): number {
  if (a.family !== b.family) return a.family - b.family
  return a.first < b.first ? -1 : a.first > b.first ? 1 : 0
}

/** The one block that a router would announce for all of them, and how many addresses it holds that none of them does. */
export type Summary = { readonly prefix: Prefix; readonly extra: bigint }

/** The smallest single block that holds them all; null for none, or for two families. */
export function summarise(ranges: readonly Range[]): Summary | null {
  const merged = mergeRanges(ranges)
  const [lowest] = merged
  const highest = merged.at(-1)
  if (!lowest || !highest || lowest.family !== highest.family) return null
  const width = widthOf(lowest.family)
  const differing = lowest.first ^ highest.last
  const bits = differing === 0n ? width : width - differing.toString(2).length
  const prefix = blockAround({ family: lowest.family, value: lowest.first }, bits)
  const held = merged.reduce((sum, { first, last }) => sum + last - first + 1n, 0n)
  return { prefix, extra: sizeOf(prefix) - held }
}
