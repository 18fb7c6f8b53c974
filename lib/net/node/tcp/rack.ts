import { distance } from './sequence'
import type { SentSegment, Tcb } from './tcb'

/**
 * RFC 8985, as much of it as finds a repetition that was lost again: networks mostly keep the order, so what was sent before
 * something that has arrived, and has not arrived itself, is gone.
 */
export function noteDelivered(tcb: Tcb, entry: SentSegment, now: number): void {
  // Sooner than any round trip: it was the first copy that arrived (RFC 8985 6.2 step 2).
  if (entry.transmissions > 1 && tcb.minRtt !== null && now - entry.sentAtUs < tcb.minRtt) return
  if (entry.sentAtUs > tcb.rackSentAtUs) tcb.rackSentAtUs = entry.sentAtUs
}

/** Repetitions that must have been lost too. Returns their bytes; they may be sent once more. */
export function markLostRepetitions(tcb: Tcb): number {
  if (tcb.resentBytes === 0) return 0
  let bytes = 0
  for (const entry of tcb.sendQueue) {
    if (!entry.resent || entry.sentAtUs >= tcb.rackSentAtUs) continue
    entry.resent = false
    bytes += distance(entry.seq, entry.end)
  }
  tcb.resentBytes -= bytes
  return bytes
}
