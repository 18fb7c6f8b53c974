/** Writes moments of one conversation all in one unit: ms below a second, else s. `totalUs` is how long the whole lasts. */
export function formatMoment(us: number, totalUs: number, estimated: boolean): string {
  if (us === 0) return `0 ${totalUs >= 1e6 ? 's' : 'ms'}`
  const inSeconds = totalUs >= 1e6
  const decimals = inSeconds ? (estimated ? 2 : 3) : estimated ? 1 : 2
  const text = `${(inSeconds ? us / 1e6 : us / 1e3).toFixed(decimals)} ${inSeconds ? 's' : 'ms'}`
  return estimated ? `≈ ${text}` : text
}
