import type { Because } from '../because'
import { forceQuickAck } from './acknowledge-received'
import type { TcpBecauseKey } from './because'
import { emitAck } from './emit'
import type { Tcb } from './tcb'
import { note, type Work } from './work'

/** tcp_invalid_ratelimit: segments out of the window get one answer in this time, so that two ends cannot keep each other busy. */
const LIMIT_US = 500_000

/** An ACK that asks a doubtful sender to prove that it knows the sequence numbers (RFC 5961). */
export function sendChallengeAck(work: Work, why: TcpBecauseKey, data?: Because['data']): void {
  if (isLimited(work.tcb, work.now)) note(work, 'tcp.challenge-limited')
  else emitAck(work, why, data)
}

/** The answer to a segment that is not acceptable (RFC 9293 3.10.7.4 first step). One with data is always answered. */
export function answerUnacceptable(
  work: Work,
  hasData: boolean,
  why: TcpBecauseKey,
  data?: Because['data'],
): void {
  if (!hasData && isLimited(work.tcb, work.now)) {
    note(work, 'tcp.challenge-limited')
    return
  }
  if (hasData) forceQuickAck(work.tcb)
  emitAck(work, why, data)
}

function isLimited(tcb: Tcb, now: number): boolean {
  if (tcb.lastChallengeUs !== null && now - tcb.lastChallengeUs < LIMIT_US) return true
  tcb.lastChallengeUs = now
  return false
}
