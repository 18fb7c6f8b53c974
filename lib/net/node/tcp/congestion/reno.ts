import type { Tcb } from '../tcb'

/**
 * RFC 5681. Slow start: cwnd grows by what was acknowledged, which doubles it every round trip. Returns the bytes beyond
 * ssthresh, which count for congestion avoidance (tcp_slow_start).
 */
export function slowStart(tcb: Tcb, acked: number): number {
  const grown = Math.min(tcb.cwnd + acked, tcb.ssthresh)
  const rest = acked - (grown - tcb.cwnd)
  tcb.cwnd = grown
  return rest
}

/** Congestion avoidance: one segment more for every window that was acknowledged (RFC 5681 section 3.1). */
export function renoAvoid(tcb: Tcb, acked: number): void {
  tcb.cwndCredit += acked
  while (tcb.cwndCredit >= tcb.cwnd) {
    tcb.cwndCredit -= tcb.cwnd
    tcb.cwnd += tcb.smss
  }
}

/** Half of the window, at least two segments (RFC 5681 equation 4; Linux halves cwnd, which equals FlightSize when it is filled). */
export function renoSsthresh(tcb: Tcb): number {
  return Math.max(Math.floor(tcb.cwnd / tcb.smss / 2), 2) * tcb.smss
}
