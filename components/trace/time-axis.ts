/** A stretch of the axis that is not drawn to scale. `fromY` to `toY` in px. */
export type OffScale = {
  readonly kind: 'shortened' | 'widened'
  readonly fromY: number
  readonly toY: number
  readonly us: number
}

export type TimeAxis = {
  /** px from the top for a moment that is one of the events or lies between them */
  readonly yOf: (us: number) => number
  readonly offScale: readonly OffScale[]
  readonly height: number
  /** the shortest and longest gap that is still drawn to scale, in µs */
  readonly toScaleUs: readonly [number, number]
}

export type AxisOptions = {
  /** µs that shall be `unitPx` long, typically the way from one end to the other */
  readonly unitUs: number
  readonly unitPx: number
  /** neighbouring events are at least so far apart, so that arrows can be told apart */
  readonly leastPx: number
  readonly mostPx: number
  readonly padPx: number
}

/**
 * Time running down a page, to scale, except that very short gaps are widened and waits are shortened, each on record in
 * `offScale`. `events` are all the moments at which something happens at either end, in any order.
 */
export function timeAxis(events: readonly number[], options: AxisOptions): TimeAxis {
  const { unitUs, unitPx, leastPx, mostPx, padPx } = options
  const pxPerUs = unitPx / unitUs
  const times = [...new Set(events)].sort((a, b) => a - b)
  const offScale: OffScale[] = []
  const ys: number[] = []
  let y = padPx
  times.forEach((time, index) => {
    if (index > 0) {
      const us = time - times[index - 1]
      const exact = us * pxPerUs
      const px = exact > mostPx * 1.4 ? mostPx : Math.max(exact, leastPx)
      if (px !== exact)
        offScale.push({ kind: px < exact ? 'shortened' : 'widened', fromY: y, toY: y + px, us })
      y += px
    }
    ys.push(y)
  })
  return {
    offScale,
    height: Math.round(y + padPx),
    toScaleUs: [leastPx / pxPerUs, (mostPx * 1.4) / pxPerUs],
    yOf: (us) => interpolate(times, ys, us, pxPerUs),
  }
}

function interpolate(times: readonly number[], ys: readonly number[], us: number, pxPerUs: number): number {
  const last = times.length - 1
  if (last < 0) return 0
  if (us <= times[0]) return ys[0]
  if (us >= times[last]) return ys[last] + Math.min(40, (us - times[last]) * pxPerUs)
  let low = 0
  let high = last
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (times[middle] <= us) low = middle
    else high = middle
  }
  return ys[low] + ((us - times[low]) / (times[high] - times[low])) * (ys[high] - ys[low])
}
