/** AS_PATH: RFC 4271 sections 4.3 and 5.1.2. The segments of a confederation: RFC 5065 sections 3 and 4.1. */

export type AsSegmentKind = 'sequence' | 'set' | 'confed-sequence' | 'confed-set'

type AsSegment = { readonly kind: AsSegmentKind; readonly ases: readonly number[] }

/** Nearest AS first. */
export type AsPath = readonly AsSegment[]

/** `as` in front of the path, `times` over; a segment of another kind in front gets a new one before it. */
export function prependAs(path: AsPath, as: number, times = 1, kind: AsSegmentKind = 'sequence'): AsPath {
  const ases = Array<number>(times).fill(as)
  const [first, ...rest] = path
  return first?.kind === kind
    ? [{ kind, ases: [...ases, ...first.ases] }, ...rest]
    : [{ kind, ases }, ...path]
}

/** What the decision process counts: a set is one (RFC 4271, 9.1.2.2 a), a confederation's segments are none (RFC 5065, 5.3). */
export function lengthOfPath(path: AsPath): number {
  return path.reduce((sum, { kind, ases }) => {
    if (kind === 'sequence') return sum + ases.length
    return kind === 'set' ? sum + 1 : sum
  }, 0)
}

export function pathContains(path: AsPath, as: number): boolean {
  return path.some(({ ases }) => ases.includes(as))
}

/** The path as it leaves a confederation: without the member ASes in front (RFC 5065, 4.1 c). */
export function withoutMembers(path: AsPath): AsPath {
  return path.filter(({ kind }) => kind === 'sequence' || kind === 'set')
}

/** The AS that originated the route; null for a set at the end, or a path without any AS (RFC 6811, section 2). */
export function originOfPath(path: AsPath): number | null {
  const last = withoutMembers(path).at(-1)
  return last?.kind === 'sequence' ? (last.ases.at(-1) ?? null) : null
}

/** The neighbouring AS that the route came into this AS from; null for a route of this AS. */
export function neighbourOfPath(path: AsPath): number | null {
  const first = withoutMembers(path)[0]
  return first?.kind === 'sequence' ? (first.ases[0] ?? null) : null
}

/** As routers print it: `64501 64500`, `(65001 65002) 64500`, `64501 {64502,64503}`. */
export function formatAsPath(path: AsPath): string {
  return path
    .map(({ kind, ases }) => {
      if (kind === 'sequence') return ases.join(' ')
      if (kind === 'set') return `{${ases.join(',')}}`
      return kind === 'confed-sequence' ? `(${ases.join(' ')})` : `[${ases.join(',')}]`
    })
    .join(' ')
}
