import { flightSize } from '../flight'
import { isBefore } from '../sequence'
import type { Tcb } from '../tcb'

/** The first cwnd: ten segments (RFC 6928), or one when the handshake itself had to be repeated more than once (RFC 5681 3.1). */
export function initialCwnd(tcb: Tcb): number {
  return (tcb.totalRetransmissions > 1 ? 1 : tcb.initcwnd) * tcb.smss
}

/** After an idle RTO cwnd halves for every RTO that passed, down to the initial window (RFC 2861, tcp_cwnd_restart). */
export function restartAfterIdle(tcb: Tcb, now: number): void {
  const restart = Math.min(tcb.initcwnd * tcb.smss, tcb.cwnd)
  let idle = now - tcb.lastSentUs - tcb.rto
  if (idle <= 0) return
  tcb.ssthresh = Math.max(tcb.ssthresh, Math.floor((tcb.cwnd * 3) / 4))
  while (idle > 0 && tcb.cwnd > restart) {
    tcb.cwnd = Math.floor(tcb.cwnd / 2)
    idle -= tcb.rto
  }
  tcb.cwnd = Math.max(tcb.cwnd, restart)
  tcb.lastSentUs = now
  tcb.cubic.epochUs = null
}

/** Remembers how much of cwnd was used (tcp_cwnd_validate, RFC 7661's idea). */
export function noteUse(tcb: Tcb, limited: boolean): void {
  const flight = flightSize(tcb)
  const newRound = !isBefore(tcb.sndUna, tcb.cwndUsageSeq)
  if (!newRound && !limited && (tcb.cwndLimited || flight <= tcb.maxFlight)) return
  tcb.cwndLimited = limited
  tcb.maxFlight = flight
  tcb.cwndUsageSeq = tcb.sndNxt
}

/** A window that was not filled proves nothing about the network and does not grow. */
export function isCwndLimited(tcb: Tcb): boolean {
  return tcb.cwndLimited || (tcb.cwnd < tcb.ssthresh && tcb.cwnd < 2 * tcb.maxFlight)
}
