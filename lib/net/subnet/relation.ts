import type { Range } from './range'

/** How the addresses of `a` lie to those of `b`. */
export type Relation = 'equal' | 'contains' | 'inside' | 'overlaps' | 'adjacent' | 'apart' | 'other-family'

/** `adjacent`: nothing lies between them and they share nothing. Two blocks never `overlap` in part; two ranges can. */
export function relationOf(a: Range, b: Range): Relation {
  if (a.family !== b.family) return 'other-family'
  if (a.first === b.first && a.last === b.last) return 'equal'
  if (a.first <= b.first && b.last <= a.last) return 'contains'
  if (b.first <= a.first && a.last <= b.last) return 'inside'
  if (a.first <= b.last && b.first <= a.last) return 'overlaps'
  return a.last + 1n === b.first || b.last + 1n === a.first ? 'adjacent' : 'apart'
}

export type RelatedPair = { readonly a: number; readonly b: number; readonly relation: Relation }

/** `count` counts all pairs, also those beyond what was asked for. */
export type Conflicts = { readonly pairs: readonly RelatedPair[]; readonly count: number }

/** The first `most` pairs of the list that are `equal`, one in the other, or overlapping; by index, `a` before `b`. */
export function conflictsIn(ranges: readonly Range[], most = Number.POSITIVE_INFINITY): Conflicts {
  const pairs: RelatedPair[] = []
  let count = 0
  const inOrder = ranges
    .map((range, index) => ({ range, index }))
    .sort((a, b) => compareStarts(a.range, b.range))
  for (const [place, { range, index }] of inOrder.entries())
    for (let next = place + 1; next < inOrder.length; next++) {
      const other = inOrder[next]
      // those after it begin later still
      if (other.range.family !== range.family || other.range.first > range.last) break
      count += 1
      if (pairs.length >= most) continue
      const a = Math.min(index, other.index)
      const b = Math.max(index, other.index)
      pairs.push({ a, b, relation: relationOf(ranges[a], ranges[b]) })
    }
  return { pairs: pairs.sort((one, two) => one.a - two.a || one.b - two.b), count }
}

function compareStarts(a: Range, b: Range): number {
  if (a.family !== b.family) return a.family - b.family
  return a.first < b.first ? -1 : a.first > b.first ? 1 : 0
}
