import type { TcpBecauseKey } from './because'
import { emitEntry, payloadLength } from './emit'
import { pipe } from './flight'
import { hasUnsentLoss } from './scoreboard'
import { distance } from './sequence'
import type { SentSegment } from './tcb'
import type { Work } from './work'

/** Sends again what is taken for lost, lowest first, as far as cwnd allows (RFC 6675 NextSeg rule 1). */
export function transmitLost(work: Work): void {
  const { tcb } = work
  for (let i = 0; i < tcb.sendQueue.length && hasUnsentLoss(tcb); i += 1) {
    const entry = tcb.sendQueue[i] as SentSegment
    if (!entry.lost || entry.resent) continue
    const inFlight = pipe(tcb)
    if (inFlight > 0 && inFlight + Math.min(distance(entry.seq, entry.end), tcb.smss) > tcb.cwnd) return
    resend(work, i, tcb.recovery === 'recovery' ? 'tcp.sack-retransmit' : 'tcp.retransmit-after-loss')
  }
}

/** Sends one entry of the queue again. */
export function resend(work: Work, index: number, why: TcpBecauseKey): void {
  const { tcb } = work
  const entry = tcb.sendQueue[index] as SentSegment
  const length = distance(entry.seq, entry.end)
  if (entry.lost && !entry.resent) {
    entry.resent = true
    tcb.resentBytes += length
  }
  if (tcb.recovery === 'recovery') tcb.prr.out += length
  tcb.totalRetransmissions += 1
  emitEntry(work, entry, why, {
    seq: entry.seq,
    bytes: payloadLength(entry),
    attempt: entry.transmissions,
    rtoMs: Math.round(tcb.rto / 1000),
    cwnd: tcb.cwnd,
    ssthresh: tcb.ssthresh,
  })
}
