import { ACK, FIN, RST, SYN, type TcpErrno, type TcpSegment } from '../tcp-port'
import { processAck } from './acknowledge'
import { noteTimestamp } from './acknowledge-received'
import { armKeepalive } from './arm'
import { answerUnacceptable, sendChallengeAck } from './challenge'
import { noteMark } from './ecn'
import { emitEntry } from './emit'
import { establish } from './open'
import { transmit } from './output'
import { acknowledgeOrDelay, hasNewText, receiveText } from './receive'
import { resetFor } from './reset'
import { advance, isAfter, isBefore } from './sequence'
import type { SentSegment, Tcb } from './tcb'
import { enterTimeWait, watchOrphan } from './time-wait'
import { enterClosed, note, type Work } from './work'

/** 24 days: a timestamp that old says nothing any more (RFC 7323 section 5.5). */
const PAWS_IDLE_US = 24 * 86_400 * 1e6

/** RFC 9293 3.10.7.4: a segment in SYN-RECEIVED and every synchronised state but TIME-WAIT, in the order of the RFC's steps. */
export function arriveSynchronised(work: Work, segment: TcpSegment): void {
  const { tcb, now } = work
  tcb.lastHeardUs = now
  tcb.keepaliveProbesSent = 0
  if (tcb.timers.keepalive !== null) armKeepalive(tcb, now)
  if (repeatsSyn(work, segment) || !isAcceptable(work, segment)) return
  if (!(segment.flags & ACK)) {
    note(work, 'tcp.no-ack')
    return
  }
  noteTimestamp(tcb, segment.sequence, segment.options.timestamps?.value, now)
  if (tcb.state === 'syn-received' && !completeHandshake(work, segment)) return
  if (!processAck(work, segment)) return
  if (afterFinAcknowledged(work) === 'closed') return
  if (tcb.receiveShutdown && tcb.orphan && hasNewText(tcb, segment)) {
    resetDataAfterClose(work, segment)
    return
  }
  noteMark(work, segment)
  if (mayReceive(tcb)) receiveText(work, segment)
  transmit(work)
  acknowledgeOrDelay(work)
}

/** In SYN-RECEIVED the same SYN again means that the SYN-ACK was lost (tcp_check_req); a SYN-ACK completes a simultaneous open. */
function repeatsSyn(work: Work, segment: TcpSegment): boolean {
  const { tcb } = work
  if (tcb.state !== 'syn-received' || !(segment.flags & SYN) || segment.flags & (RST | ACK)) return false
  if (segment.sequence !== tcb.irs) return false
  tcb.totalRetransmissions += 1
  emitEntry(work, tcb.sendQueue[0] as SentSegment, 'tcp.syn-ack-again')
  return true
}

/** Steps one to four: timestamps, sequence number, RST, SYN (tcp_validate_incoming). False: dealt with. */
function isAcceptable(work: Work, segment: TcpSegment): boolean {
  const { tcb } = work
  const { flags, sequence: seq } = segment
  const rst = (flags & RST) !== 0
  if (completesSimultaneousOpen(tcb, segment)) return true
  if (isOldDuplicate(work, segment) && !rst) {
    if (flags & SYN) return refuse(work, () => sendChallengeAck(work, 'tcp.challenge-ack', { why: 'SYN' }))
    return refuse(work, () =>
      answerUnacceptable(work, hasText(segment), 'tcp.paws', { tsRecent: tcb.tsRecent }),
    )
  }
  if (!isInWindow(tcb, segment)) {
    if (rst && !matchesReset(tcb, seq))
      return refuse(work, () => note(work, 'tcp.rst-not-acceptable', { seq, rcvNxt: tcb.rcvNxt }))
    if (!rst && flags & SYN)
      return refuse(work, () => sendChallengeAck(work, 'tcp.challenge-ack', { why: 'SYN' }))
    if (!rst) {
      const data = { seq, rcvNxt: tcb.rcvNxt, window: tcb.rcvWnd }
      return refuse(work, () => answerUnacceptable(work, hasText(segment), 'tcp.not-acceptable', data))
    }
  }
  if (rst) {
    if (matchesReset(tcb, seq)) reset(work)
    else sendChallengeAck(work, 'tcp.challenge-ack', { why: 'RST', seq, rcvNxt: tcb.rcvNxt })
    return false
  }
  // RFC 5961 section 4.2: a SYN in an open connection may be forged, so the peer is asked, not reset.
  if (flags & SYN) return refuse(work, () => sendChallengeAck(work, 'tcp.challenge-ack', { why: 'SYN' }))
  return true
}

function refuse(_work: Work, answer: () => void): false {
  answer()
  return false
}

function completesSimultaneousOpen(tcb: Tcb, { flags, sequence, acknowledgment }: TcpSegment): boolean {
  const synAck = (flags & (SYN | ACK | RST)) === (SYN | ACK)
  return (
    tcb.state === 'syn-received' &&
    !tcb.passive &&
    synAck &&
    sequence === tcb.irs &&
    acknowledgment === tcb.sndNxt
  )
}

/** Protection against wrapped sequence numbers: older than what was seen before (RFC 7323 section 5). */
function isOldDuplicate({ tcb, now }: Work, { options }: TcpSegment): boolean {
  if (!tcb.timestampsOk || !options.timestamps) return false
  return ((options.timestamps.value - tcb.tsRecent) | 0) < 0 && now - tcb.tsRecentAtUs < PAWS_IDLE_US
}

/** Any part of the segment touches what may still come (RFC 9293 3.4, tcp_sequence). */
function isInWindow(tcb: Tcb, segment: TcpSegment): boolean {
  const length = segment.payload.length + (segment.flags & SYN ? 1 : 0) + (segment.flags & FIN ? 1 : 0)
  const end = advance(segment.sequence, length)
  return !isBefore(end, tcb.rcvWup) && !isAfter(segment.sequence, advance(tcb.rcvNxt, tcb.rcvWnd))
}

/** RFC 5961 section 3.2, with Linux's two additions: one before after a FIN, and the end of the rightmost SACK block. */
function matchesReset(tcb: Tcb, seq: number): boolean {
  if (seq === tcb.rcvNxt) return true
  if (tcb.finReceived && seq === (tcb.rcvNxt - 1) >>> 0) return true
  const [first, ...others] = tcb.sackBlocks
  if (!first) return false
  return seq === others.reduce((last, { end }) => (isAfter(end, last) ? end : last), first.end)
}

function hasText(segment: TcpSegment): boolean {
  return segment.payload.length > 0 || (segment.flags & FIN) !== 0
}

/** A believed RST (tcp_reset): who was in the middle of closing hears EPIPE, an embryonic connection dies unheard. */
function reset(work: Work): void {
  const { tcb } = work
  note(work, 'tcp.reset-received', { state: tcb.state })
  enterClosed(work, errnoOfReset(tcb))
}

function errnoOfReset(tcb: Tcb): TcpErrno | null {
  if (tcb.state === 'syn-received' && tcb.passive) return null
  return tcb.state === 'close-wait' ? 'EPIPE' : 'ECONNRESET'
}

/** Fifth step in SYN-RECEIVED: the ACK of our SYN-ACK, or a RST for whoever acknowledges something else. */
function completeHandshake(work: Work, segment: TcpSegment): boolean {
  const { tcb } = work
  if (segment.acknowledgment !== tcb.sndNxt) {
    const answer = resetFor(segment)
    note(work, 'tcp.reset-half-open', {
      ack: segment.acknowledgment,
      ...(answer ? { segment: work.segments.length } : {}),
    })
    if (answer) work.segments.push(answer)
    return false
  }
  processAck(work, segment)
  tcb.sndWnd = segment.window * (segment.flags & SYN ? 1 : 2 ** tcb.sndWscale)
  tcb.maxWindow = Math.max(tcb.maxWindow, tcb.sndWnd)
  establish(work)
  // The peer's SYN-ACK of a simultaneous open wants an answer.
  if (segment.flags & SYN) tcb.ack.now = true
  return true
}

/** The states that wait for the ACK of our FIN move on. */
function afterFinAcknowledged(work: Work): 'closed' | 'open' {
  const { tcb } = work
  if (tcb.finSeq === null || !isAfter(tcb.sndUna, tcb.finSeq)) return 'open'
  if (tcb.state === 'fin-wait-1') {
    tcb.state = 'fin-wait-2'
    note(work, 'tcp.fin-acknowledged')
    watchOrphan(work)
  } else if (tcb.state === 'closing') enterTimeWait(work)
  else if (tcb.state === 'last-ack') {
    note(work, 'tcp.fin-acknowledged')
    enterClosed(work, null)
  }
  return tcb.state === 'closed' || tcb.state === 'time-wait' ? 'closed' : 'open'
}

function mayReceive({ state }: Tcb): boolean {
  return state === 'established' || state === 'fin-wait-1' || state === 'fin-wait-2' || state === 'close-wait'
}

/** Data for a socket that was closed: nobody will read it, and the peer must know (RFC 1122 4.2.2.13, RFC 2525 2.17). */
function resetDataAfterClose(work: Work, segment: TcpSegment): void {
  const answer = resetFor(segment)
  note(work, 'tcp.data-after-close', { bytes: segment.payload.length, segment: work.segments.length })
  if (answer) work.segments.push(answer)
  enterClosed(work, null)
}
