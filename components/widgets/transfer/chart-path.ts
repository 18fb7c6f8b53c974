/** The stretch of time and of values that a chart shows. */
export type Extent = {
  readonly fromUs: number
  readonly toUs: number
  readonly low: number
  readonly high: number
}

/** Charts are drawn on a square of this side, which the page stretches. */
export const SIDE = 1000

export function xAt({ fromUs, toUs }: Extent, atUs: number): number {
  return round(((atUs - fromUs) / (toUs - fromUs)) * SIDE)
}

export function yAt({ low, high }: Extent, value: number): number {
  return round(SIDE - ((value - low) / (high - low)) * SIDE)
}

/** A staircase: a value holds until the next one is known. Zeros of `skipZero` are gaps. Empty when nothing falls into the extent. */
export function stairs(
  extent: Extent,
  times: readonly number[],
  values: readonly number[],
  skipZero = false,
): string {
  const parts: string[] = []
  let isOpen = false
  let lastX = -1
  let lastY = -1
  for (let index = Math.max(0, firstAfter(times, extent.fromUs) - 1); index < times.length; index++) {
    const atUs = times[index] as number
    if (atUs > extent.toUs) break
    const value = values[index] as number
    if (skipZero && value === 0) {
      isOpen = false
      continue
    }
    const x = Math.max(0, xAt(extent, atUs))
    const y = yAt(extent, value)
    if (!isOpen) parts.push(`M${x} ${y}`)
    else if (y !== lastY) parts.push(x === lastX ? `V${y}` : `H${x}V${y}`)
    isOpen = true
    lastX = x
    lastY = y
  }
  if (isOpen) parts.push(`H${SIDE}`)
  return parts.join('')
}

/** Index of the first time after `atUs`: times are in order. */
export function firstAfter(times: readonly number[], atUs: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] as number) <= atUs) low = middle + 1
    else high = middle
  }
  return low
}

/** Round values that lie within, at most eight: 1, 2 or 5 times a power of ten apart. */
export function ticks(from: number, to: number): readonly number[] {
  const rough = (to - from) / 7
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10)
  const first = Math.ceil(from / step)
  const last = Math.floor(to / step)
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
