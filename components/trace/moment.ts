/** Writes moments of one conversation all in one unit: ms below ten seconds, else s. `totalUs` is how long the whole lasts. */
export function formatMoment(us: number, totalUs: number, estimated: boolean): string {
  const inSeconds = totalUs >= 1e7
  if (us === 0) return inSeconds ? '0 s' : '0 ms'
  const decimals = inSeconds ? 3 : estimated || totalUs >= 1e6 ? 1 : 2
  const text = inSeconds
    ? `${(us / 1e6).toFixed(estimated ? 2 : decimals)} s`
    : `${(us / 1e3).toFixed(decimals)} ms`
  return estimated ? `≈ ${text}` : text
}
