/** Microseconds as a reader says them: three significant figures, unit after a space. 21700 -> "21.7 ms". */
export function formatDuration(us: number): string {
  if (us < 999.5) return `${us < 99.95 ? trim(us, 1) : Math.round(us)} µs`
  if (us < 999_500) return `${threeFigures(us / 1000)} ms`
  return `${threeFigures(us / 1e6)} s`
}

/** "1 byte", "6 bytes". */
export function countOf(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`
}

function threeFigures(value: number): string {
  return trim(value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0)
}

function trim(value: number, decimals: number): string {
  const text = value.toFixed(decimals)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
