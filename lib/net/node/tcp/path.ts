import { rearmRetransmit } from './arm'
import { isOurs } from './close'
import { refreshMss, transmit } from './output'
import { recut } from './scoreboard'
import { INFINITE_SSTHRESH, type Tcb } from './tcb'
import { retriesUs } from './timers'
import { note, type Work } from './work'

/** Packet too big: what is under way is cut afresh and goes out again at once, without a smaller cwnd, for it was not congestion (RFC 1191 6.4). */
export function hearPathMss(work: Work, mss: number, sequence: number | null): void {
  const { tcb } = work
  if (!isOurs(tcb, sequence)) {
    note(work, 'tcp.icmp-not-ours')
    return
  }
  if (mss >= tcb.pathMss) {
    note(work, 'tcp.path-mss-known', { mss: tcb.pathMss })
    return
  }
  tcb.pathMss = mss
  shrinkSegments(tcb)
  note(work, 'tcp.path-mss', { mss, smss: tcb.smss })
  if (tcb.state === 'syn-sent' || tcb.state === 'syn-received' || tcb.sendQueue.length === 0) return
  recut(tcb)
  tcb.recovery = 'loss'
  tcb.recover = tcb.sndNxt
  rearmRetransmit(tcb, work.now)
  transmit(work)
}

/** cwnd and ssthresh stay the same number of segments. */
function shrinkSegments(tcb: Tcb): void {
  const before = tcb.smss
  refreshMss(tcb)
  const scale = (bytes: number): number => Math.floor(bytes / before) * tcb.smss
  tcb.cwnd = scale(tcb.cwnd)
  if (tcb.ssthresh < INFINITE_SSTHRESH) tcb.ssthresh = scale(tcb.ssthresh)
}

const RETRIES_1 = 3 // tcp_retries1

/** A black hole swallows big segments without a word: after the time of three doublings (retransmits_timed_out) try smaller ones (RFC 4821 section 7.7, tcp_mtu_probing). */
export function suspectBlackHole(work: Work): void {
  const { tcb } = work
  if (tcb.settings.mtuProbing === 0 || tcb.firstTimeoutUs === null) return
  if (work.now - tcb.firstTimeoutUs < retriesUs(RETRIES_1)) return
  const smaller = tcb.pathMss > tcb.settings.baseMss ? tcb.settings.baseMss : Math.max(tcb.pathMss >> 1, 48)
  if (smaller >= tcb.pathMss) return
  tcb.pathMss = smaller
  shrinkSegments(tcb)
  recut(tcb)
  note(work, 'tcp.black-hole', { mss: smaller })
}
