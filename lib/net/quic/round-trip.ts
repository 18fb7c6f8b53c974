/** RFC 9002 section 5 and 6.2.1: the round trip, and how long to wait for an ACK. Times in µs. */

export type RoundTrip = { latest: number; smoothed: number; variation: number; min: number }

/** kGranularity (section 6.1.2): timers are no finer. */
export const GRANULARITY_US = 1_000

/** One more sample; `ackDelay` is what the receiver says it waited. The first sample makes the estimate. */
export function measured(before: RoundTrip | null, sample: number, ackDelay: number): RoundTrip {
  if (!before) return { latest: sample, smoothed: sample, variation: sample / 2, min: sample }
  const min = Math.min(before.min, sample)
  const adjusted = sample >= min + ackDelay ? sample - ackDelay : sample
  return {
    latest: sample,
    min,
    variation: (3 * before.variation + Math.abs(before.smoothed - adjusted)) / 4,
    smoothed: (7 * before.smoothed + adjusted) / 8,
  }
}

/** The probe timeout (section 6.2.1), doubled for each that passed in a row. */
export function probeTimeout(
  { smoothed, variation }: RoundTrip,
  maxAckDelay: number,
  probes: number,
): number {
  return Math.round((smoothed + Math.max(4 * variation, GRANULARITY_US) + maxAckDelay) * 2 ** probes)
}
