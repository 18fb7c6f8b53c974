import { growCwnd, ssthreshAfterLoss } from './congestion/control'
import { flightSize, pipe } from './flight'
import { resend } from './retransmit'
import { DUP_THRESH, hasUnsentLoss, markAllLost } from './scoreboard'
import { isAfter, isBefore } from './sequence'
import type { Tcb } from './tcb'
import { note, type Work } from './work'

/** What one ACK said, for the machine that reacts to losses. */
type AckNews = {
  /** sequence space that it newly covers */
  readonly acked: number
  /** bytes that are newly known to have arrived, by the ACK or by SACK (DeliveredData of RFC 6937) */
  readonly delivered: number
  /** bytes newly taken for lost */
  readonly lost: number
  /** RFC 5681 section 2: same ACK, no data, same window, something outstanding */
  readonly duplicate: boolean
}

/** Loss recovery and congestion control for one ACK (RFC 5681, 6582, 6675, 6937). The caller transmits afterwards. */
export function reactToAck(work: Work, news: AckNews): void {
  const { tcb } = work
  if (news.acked > 0) tcb.dupAcks = 0
  if (news.duplicate) tcb.dupAcks += 1
  if (tcb.recovery !== 'open' && !isBefore(tcb.sndUna, tcb.recover)) leaveRecovery(work)
  if (tcb.recovery === 'recovery') {
    continueRecovery(work, news)
    return
  }
  if (tcb.recovery === 'open' && shouldEnter(tcb)) {
    enterRecovery(work, news)
    return
  }
  if (news.acked > 0) growCwnd(tcb, news.delivered, work.now)
}

/** With SACK: something is lost. Without: the third duplicate, but not for segments that a timeout has sent again (RFC 6582 4). */
function shouldEnter(tcb: Tcb): boolean {
  if (tcb.sackOk) return hasUnsentLoss(tcb)
  return tcb.dupAcks >= DUP_THRESH && isAfter(tcb.sndUna, tcb.recover)
}

function enterRecovery(work: Work, news: AckNews): void {
  const { tcb } = work
  const priorCwnd = tcb.cwnd
  tcb.ssthresh = ssthreshAfterLoss(tcb)
  tcb.recovery = 'recovery'
  tcb.recover = tcb.sndNxt
  tcb.prr = { delivered: 0, out: 0, priorCwnd }
  note(work, 'tcp.enter-recovery', { dupAcks: tcb.dupAcks, cwnd: priorCwnd, ssthresh: tcb.ssthresh })
  if (tcb.sackOk) {
    reduceProportionally(tcb, news)
    resend(
      work,
      tcb.sendQueue.findIndex((entry) => entry.lost && !entry.resent),
      'tcp.fast-retransmit',
    )
  } else {
    tcb.cwnd = tcb.ssthresh + DUP_THRESH * tcb.smss
    resend(work, 0, 'tcp.fast-retransmit')
  }
}

function continueRecovery(work: Work, news: AckNews): void {
  const { tcb } = work
  if (tcb.sackOk) {
    reduceProportionally(tcb, news)
  } else if (news.acked > 0) {
    // A partial ACK: the next hole was lost too (RFC 6582 section 3.2 step 5).
    tcb.cwnd = Math.max(tcb.smss, tcb.cwnd - news.acked) + (news.acked >= tcb.smss ? tcb.smss : 0)
    resend(work, 0, 'tcp.partial-ack')
  } else if (news.duplicate) {
    tcb.cwnd += tcb.smss
  }
}

/** RFC 6937: while the window shrinks to ssthresh, ACKs still clock out their share. */
function reduceProportionally(tcb: Tcb, news: AckNews): void {
  const { prr } = tcb
  const { delivered } = news
  prr.delivered += delivered
  const inFlight = pipe(tcb)
  const gap = tcb.ssthresh - inFlight
  let quota: number
  if (gap < 0) quota = Math.ceil((tcb.ssthresh * prr.delivered) / prr.priorCwnd) - prr.out
  else {
    quota = Math.max(prr.delivered - prr.out, delivered)
    if (news.acked > 0 && news.lost === 0) quota += tcb.smss
    quota = Math.min(gap, quota)
  }
  tcb.cwnd = inFlight + Math.max(quota, prr.out > 0 ? 0 : tcb.smss)
}

function leaveRecovery(work: Work): void {
  const { tcb } = work
  if (tcb.recovery === 'recovery') {
    const reno = Math.min(tcb.ssthresh, Math.max(flightSize(tcb), tcb.smss) + tcb.smss)
    tcb.cwnd = tcb.sackOk ? tcb.ssthresh : reno
  }
  tcb.recovery = 'open'
  tcb.dupAcks = 0
  note(work, 'tcp.leave-recovery', { cwnd: tcb.cwnd, ssthresh: tcb.ssthresh })
}

/** The retransmission timer fired: slow start from one segment (RFC 5681 section 3.1, tcp_enter_loss). */
export function enterLoss(tcb: Tcb): void {
  const again = tcb.recovery === 'loss' && tcb.retransmits > 0
  if (!again) tcb.ssthresh = ssthreshAfterLoss(tcb)
  tcb.recovery = 'loss'
  tcb.recover = tcb.sndNxt
  tcb.dupAcks = 0
  tcb.cwnd = tcb.smss
  tcb.cwndCredit = 0
  markAllLost(tcb)
}
