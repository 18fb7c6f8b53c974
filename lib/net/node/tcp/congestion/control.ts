import type { Tcb } from '../tcb'
import { cubicAvoid, cubicSsthresh } from './cubic'
import { renoAvoid, renoSsthresh, slowStart } from './reno'
import { isCwndLimited } from './window'

/** New data was acknowledged outside of loss recovery (or in slow start after a timeout): cwnd grows. */
export function growCwnd(tcb: Tcb, acked: number, now: number): void {
  if (!isCwndLimited(tcb)) return
  const rest = tcb.cwnd < tcb.ssthresh ? slowStart(tcb, acked) : acked
  if (rest <= 0) return
  if (tcb.settings.congestionControl === 'cubic') cubicAvoid(tcb, rest, now)
  else renoAvoid(tcb, rest)
}

/** What ssthresh becomes now that a segment was lost. */
export function ssthreshAfterLoss(tcb: Tcb): number {
  tcb.cwndCredit = 0
  return tcb.settings.congestionControl === 'cubic' ? cubicSsthresh(tcb) : renoSsthresh(tcb)
}
