/** How far `to` lies after `from` in sequence space (modulo 2^32), -2^31 … 2^31-1; negative when it lies before. RFC 9293 section 3.4. */
export function sequenceDistance(from: number, to: number): number {
  return (to - from) | 0
}

/** `sequence + count` modulo 2^32, unsigned. */
export function addToSequence(sequence: number, count: number): number {
  return (sequence + count) >>> 0
}
