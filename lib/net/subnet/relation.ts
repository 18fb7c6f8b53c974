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

/** Every pair of the list that is `equal`, one in the other, or overlapping; by index, `a` before `b`. */
export function conflictsIn(ranges: readonly Range[]): RelatedPair[] {
  const pairs: RelatedPair[] = []
  for (let a = 0; a < ranges.length; a++)
    for (let b = a + 1; b < ranges.length; b++) {
      const relation = relationOf(ranges[a], ranges[b])
      if (relation === 'equal' || relation === 'contains' || relation === 'inside' || relation === 'overlaps')
        pairs.push({ a, b, relation })
    }
  return pairs
}
