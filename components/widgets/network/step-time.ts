/** µs since the first step, as short as it can be said: `0.31 ms`, `220.3 ms`, `16 s`; '' for a step that takes no place in time. */
export function stepTime(at: number | null): string {
  if (at === null) return ''
  if (at < 1_000_000) return `${rounded(at / 1000, at < 10_000 ? 3 : 1)} ms`
  return `${rounded(at / 1_000_000, 3)} s`
}

function rounded(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)))
}
