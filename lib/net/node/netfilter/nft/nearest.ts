/** The name most like the one that was typed, as nft's "did you mean" finds it; null when none is near. */
export function nearest<T>(
  typed: string,
  candidates: readonly T[],
  nameOf: (candidate: T) => string,
): T | null {
  let best: T | null = null
  let least = Number.POSITIVE_INFINITY
  for (const candidate of candidates) {
    const name = nameOf(candidate)
    const changes = distance(typed, name)
    if (changes > Math.ceil(Math.max(typed.length, name.length) / 2) || changes >= least) continue
    best = candidate
    least = changes
  }
  return best
}

/** How many letters must be put in, taken out or changed (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const change = one[i - 1] === other[j - 1] ? 0 : 1
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + change))
    }
    row = next
  }
  return row[other.length]
}
