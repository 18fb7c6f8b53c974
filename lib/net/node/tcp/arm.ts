import { flightSize } from './flight'
import { RTO_MAX_US, RTO_MIN_US, type Tcb } from './tcb'

/** Starts the retransmission timer afresh: rto from now (RFC 6298 5.1, 5.3). */
export function armRetransmit(tcb: Tcb, now: number): void {
  tcb.timers.retransmit = now + Math.round(Math.min(tcb.rto, RTO_MAX_US))
  tcb.timers.persist = null
}

/** After an ACK: runs while something is unacknowledged (RFC 6298 5.2). */
export function rearmRetransmit(tcb: Tcb, now: number): void {
  if (tcb.sendQueue.length > 0) armRetransmit(tcb, now)
  else tcb.timers.retransmit = null
  tcb.timers.lossProbe = null
}

/** Zero-window probes: one RTO, at least 200 ms, then twice that and so on (RFC 9293 3.8.6.1, tcp_probe0_when). */
export function armPersist(tcb: Tcb, now: number, backoff: number): void {
  const base = Math.max(tcb.rto, RTO_MIN_US)
  tcb.timers.persist = now + Math.round(Math.min(base * 2 ** Math.min(backoff, 30), RTO_MAX_US))
}

/**
 * Tail loss probe: after two round trips of silence the last segment goes again, so that its SACK shows a lost tail
 * (RFC 8985 7.2). With one segment in flight the peer's delayed ACK must be waited for. It takes the place of the
 * retransmission timer, which runs again after it.
 */
export function armLossProbe(tcb: Tcb, now: number): void {
  if (!tcb.settings.tailLossProbe || !tcb.sackOk || tcb.recovery !== 'open' || tcb.sackedBytes > 0) return
  if (tcb.timers.lossProbe !== null) rearmRetransmit(tcb, now)
  if (tcb.srtt === null || flightSize(tcb) === 0 || tcb.timers.retransmit === null) return
  const single = tcb.sendQueue.length === 1
  const timeout = Math.round(2 * tcb.srtt + (single ? RTO_MIN_US : 2000))
  tcb.timers.lossProbe = Math.min(now + timeout, tcb.timers.retransmit)
  tcb.timers.retransmit = null
}

export function armKeepalive(tcb: Tcb, now: number): void {
  if (tcb.keepalive) tcb.timers.keepalive = now + tcb.settings.keepaliveTimeUs
}
