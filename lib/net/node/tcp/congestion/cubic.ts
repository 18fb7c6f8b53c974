import type { Tcb } from '../tcb'

/** RFC 9438 section 4.1: segments per second cubed, and what is left of cwnd after a loss. */
const C = 0.4
const BETA = 0.7
/** RFC 9438 4.3: the slope with which Reno would have reached the same average. */
const ALPHA = (3 * (1 - BETA)) / (1 + BETA)

/** Where the cubic curve is `seconds` after the epoch began, in segments (RFC 9438 equation 1). */
export function cubicWindow(seconds: number, k: number, origin: number): number {
  return C * (seconds - k) ** 3 + origin
}

/** How long the curve takes to come back to `wMax`, in seconds (RFC 9438 equation 2). */
export function cubicK(wMax: number, cwndEpoch: number): number {
  return wMax <= cwndEpoch ? 0 : Math.cbrt((wMax - cwndEpoch) / C)
}

/** Congestion avoidance for `acked` bytes: towards the curve one round trip ahead, and never slower than Reno (RFC 9438 4.2 to 4.5). */
export function cubicAvoid(tcb: Tcb, acked: number, now: number): void {
  const { cubic, smss } = tcb
  const cwnd = tcb.cwnd / smss
  if (cubic.epochUs === null) {
    cubic.epochUs = now
    cubic.k = cubicK(cubic.wMax, cwnd)
    cubic.origin = Math.max(cubic.wMax, cwnd)
    cubic.wEst = cwnd
  }
  const seconds = (now - cubic.epochUs) / 1e6
  const segments = acked / smss
  const alpha = cubic.wEst >= cubic.cwndPrior ? 1 : ALPHA
  cubic.wEst += (alpha * segments) / cwnd
  if (cubicWindow(seconds, cubic.k, cubic.origin) < cubic.wEst) {
    tcb.cwnd = Math.max(tcb.cwnd, Math.floor(cubic.wEst * smss))
    return
  }
  const ahead = cubicWindow(seconds + (tcb.srtt ?? 0) / 1e6, cubic.k, cubic.origin)
  const target = Math.min(Math.max(ahead, cwnd), 1.5 * cwnd)
  tcb.cwndCredit += ((target - cwnd) / cwnd) * acked
  const whole = Math.floor(tcb.cwndCredit)
  tcb.cwndCredit -= whole
  tcb.cwnd += whole
}

/** A loss: remembers the window, lower if it had not come back to the last one (fast convergence, RFC 9438 4.6 and 4.7). */
export function cubicSsthresh(tcb: Tcb): number {
  const { cubic, smss } = tcb
  const cwnd = tcb.cwnd / smss
  cubic.cwndPrior = cwnd
  cubic.wMax = cwnd < cubic.wMax ? (cwnd * (1 + BETA)) / 2 : cwnd
  cubic.epochUs = null
  return Math.max(Math.floor(cwnd * BETA), 2) * smss
}
