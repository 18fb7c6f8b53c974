import { ACK, CWR, ECE, SYN, type TcpSegment } from '../tcp-port'
import { forceQuickAck } from './acknowledge-received'
import { ssthreshAfterLoss } from './congestion/control'
import { isAfter } from './sequence'
import type { Tcb } from './tcb'
import { note, type Work } from './work'

/**
 * Explicit congestion notification, RFC 3168: routers mark instead of dropping, the receiver says so (ECE) until the sender has
 * reduced its window (CWR). tcp_ecn: 0 never, 1 also ask for it, 2 only agree when asked.
 */
export function ecnFlagsOfSyn(tcb: Tcb, transmissions: number): number {
  if (tcb.state === 'syn-received') return tcb.ecnOk ? ECE : 0
  // A SYN that went unanswered is repeated without: some old middlebox may have dropped it for that (RFC 3168 6.1.1.1).
  return tcb.settings.ecn === 1 && transmissions <= 1 ? ECE | CWR : 0
}

/** What the peer's SYN or SYN-ACK says about ECN. */
export function negotiateEcn(tcb: Tcb, { flags }: TcpSegment): void {
  const both = flags & (ECE | CWR)
  if (flags & ACK) tcb.ecnOk = tcb.settings.ecn === 1 && both === ECE
  else tcb.ecnOk = tcb.settings.ecn !== 0 && both === (ECE | CWR)
}

/** Receiver's half: a mark asks for ECE on every ACK until CWR comes. */
export function noteMark(work: Work, segment: TcpSegment): void {
  const { tcb } = work
  if (!tcb.ecnOk || segment.flags & SYN) return
  if (segment.flags & CWR) tcb.ecnDemandsReduction = false
  if (!segment.congestionExperienced) return
  if (!tcb.ecnDemandsReduction) {
    note(work, 'tcp.ecn-marked')
    forceQuickAck(tcb)
  }
  tcb.ecnDemandsReduction = true
}

/** Sender's half: the window shrinks as for a loss, once a round trip, but nothing has to be sent again (RFC 3168 6.1.2). */
export function hearEcnEcho(work: Work, flags: number): void {
  const { tcb } = work
  if (!tcb.ecnOk || (flags & (ECE | SYN)) !== ECE || tcb.recovery !== 'open') return
  // Something beyond the last reduction must be acknowledged first: before that the CWR has not reached the receiver.
  if (!isAfter(tcb.sndUna, tcb.ecnReducedAt)) return
  tcb.ssthresh = ssthreshAfterLoss(tcb)
  tcb.cwnd = Math.min(tcb.cwnd, tcb.ssthresh)
  tcb.ecnReducedAt = tcb.sndNxt
  tcb.ecnSaysReduced = true
  note(work, 'tcp.ecn-reduced', { cwnd: tcb.cwnd, ssthresh: tcb.ssthresh })
}

/** Flags that a segment after the handshake carries; CWR goes once, on the first new data. */
export function takeEcnFlags(tcb: Tcb, newData: boolean): number {
  if (!tcb.ecnOk) return 0
  let flags = tcb.ecnDemandsReduction ? ECE : 0
  if (newData && tcb.ecnSaysReduced) {
    flags |= CWR
    tcb.ecnSaysReduced = false
  }
  return flags
}
