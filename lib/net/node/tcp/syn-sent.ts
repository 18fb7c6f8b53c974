import { ACK, RST, SYN, type TcpSegment } from '../tcp-port'
import { processAck } from './acknowledge'
import { negotiateEcn } from './ecn'
import { emitAck, emitEntry } from './emit'
import { acceptSyn, establish } from './open'
import { negotiate, timestampNow } from './options'
import { refreshMss, transmit } from './output'
import { resetFor } from './reset'
import { advance, isAfter, isUpTo } from './sequence'
import type { SentSegment } from './tcb'
import { enterClosed, note, type Work } from './work'

/** RFC 9293 3.10.7.3: a segment for a connection whose SYN is out. */
export function arriveInSynSent(work: Work, segment: TcpSegment): void {
  const { tcb } = work
  const { flags } = segment
  if (flags & ACK && !isAcceptable(work, segment)) {
    rejectAck(work, segment)
    return
  }
  if (flags & RST) {
    // Only a RST that acknowledges our SYN is believed: it says that nobody listens.
    if (!(flags & ACK)) {
      note(work, 'tcp.rst-not-acceptable', { seq: segment.sequence })
      return
    }
    note(work, 'tcp.refused')
    enterClosed(work, 'ECONNREFUSED')
    return
  }
  if (!(flags & SYN)) {
    note(work, 'tcp.no-syn')
    return
  }
  if (flags & ACK) finishHandshake(work, segment)
  else {
    note(work, 'tcp.simultaneous-open')
    acceptSyn(work, segment)
    tcb.sndWl2 = tcb.iss
    emitEntry(work, tcb.sendQueue[0] as SentSegment, 'tcp.syn-ack', { mss: tcb.advMss })
  }
}

/** The ACK must be of our SYN, and its timestamp must be one of ours (tcp_rcv_synsent_state_process). */
function isAcceptable({ tcb, now }: Work, segment: TcpSegment): boolean {
  const ack = segment.acknowledgment
  if (isUpTo(ack, tcb.iss) || isAfter(ack, tcb.sndNxt)) return false
  const echo = segment.options.timestamps?.echo
  if (!tcb.settings.timestamps || !echo) return true
  return ((timestampNow(tcb, now) - echo) | 0) >= 0
}

/** An old connection of the peer's speaks: RST, so that it goes away, and we wait on. */
function rejectAck(work: Work, segment: TcpSegment): void {
  const reset = resetFor(segment)
  note(work, 'tcp.reset-half-open', {
    ack: segment.acknowledgment,
    ...(reset ? { segment: work.segments.length } : {}),
  })
  if (reset) work.segments.push(reset)
}

function finishHandshake(work: Work, segment: TcpSegment): void {
  const { tcb } = work
  tcb.irs = segment.sequence
  tcb.rcvNxt = advance(segment.sequence, 1)
  tcb.rcvWup = tcb.rcvNxt
  tcb.sndWl1 = segment.sequence
  negotiate(tcb, segment.options)
  negotiateEcn(tcb, segment)
  tcb.sndWnd = segment.window
  tcb.maxWindow = segment.window
  refreshMss(tcb)
  processAck(work, segment)
  tcb.sndWnd = segment.window
  establish(work)
  transmit(work)
  if (work.segments.length === 0) emitAck(work, 'tcp.ack-syn-ack')
}
