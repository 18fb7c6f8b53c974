import { SYN, type TcpSegment } from '../tcp-port'
import { armLossProbe, armPersist, rearmRetransmit } from './arm'
import { dropBytes } from './byte-queue'
import { sendChallengeAck } from './challenge'
import { hearEcnEcho } from './ecn'
import { writeSeq } from './flight'
import { timestampNow } from './options'
import { hasUnsent, refreshMss } from './output'
import { markLostRepetitions } from './rack'
import { reactToAck } from './recovery'
import { measureRtt } from './rtt'
import { isDuplicateReport, markLostBelowSacked, markSacked, removeAcknowledged } from './scoreboard'
import { advance, distance, earlierOf, isAfter, isBefore, isUpTo } from './sequence'
import { INITIAL_RTO_US, type Tcb } from './tcb'
import { note, type Work } from './work'

/**
 * The ACK field of a segment in a synchronised state (RFC 9293 3.10.7.4 fifth step, tcp_ack). False: the segment is to be
 * dropped, because it acknowledges what was never sent or is far too old.
 */
export function processAck(work: Work, segment: TcpSegment): boolean {
  const { tcb, now } = work
  const ack = segment.acknowledgment
  if (isAfter(ack, tcb.sndNxt)) {
    note(work, 'tcp.ack-unsent', { ack, sndNxt: tcb.sndNxt })
    return false
  }
  tcb.probesSent = 0
  if (isBefore(ack, tcb.sndUna)) return processOldAck(work, ack)
  const before = tcb.sndUna
  const outstanding = tcb.sendQueue.length > 0
  const windowChanged = updateWindow(work, segment)
  const acked = distance(before, ack)
  const known = tcb.sackedBytes
  if (acked > 0) advanceUna(work, segment, ack)
  const unheardOf = acked - (known - tcb.sackedBytes)
  const blocks = tcb.sackOk ? (segment.options.sack ?? []) : []
  const sacked = blocks.length > 0 && outstanding ? markSacked(tcb, blocks, now) : 0
  const lostAgain = tcb.sackOk && tcb.recovery !== 'open' ? markLostRepetitions(tcb) : 0
  const lost = lostAgain + (sacked > 0 ? markLostBelowSacked(tcb) : 0)
  if (lostAgain > 0) note(work, 'tcp.repetition-lost', { bytes: lostAgain })
  const duplicate =
    acked === 0 && outstanding && !windowChanged && segment.payload.length === 0 && (segment.flags & 3) === 0
  if (isDuplicateReport(blocks, tcb.sndUna)) note(work, 'tcp.duplicate-reported', { ack: tcb.sndUna })
  else if (duplicate || (sacked > 0 && acked === 0)) note(work, 'tcp.dup-ack', { ack: tcb.sndUna, sacked })
  if (outstanding) {
    hearEcnEcho(work, segment.flags)
    reactToAck(work, { acked, delivered: unheardOf + sacked, lost, duplicate })
    if (acked > 0 || (sacked > 0 && tcb.timers.lossProbe !== null)) rearmRetransmit(tcb, now)
    if (acked > 0 || sacked > 0) armLossProbe(tcb, now)
  }
  watchZeroWindow(tcb, now)
  return true
}

/** Reordered in the network and harmless, unless it is older than anything the peer may still send (RFC 5961 section 5.2). */
function processOldAck(work: Work, ack: number): boolean {
  const { tcb } = work
  if (distance(ack, tcb.sndUna) > Math.max(tcb.maxWindow, 1)) {
    sendChallengeAck(work, 'tcp.challenge-ack', { why: 'old ACK' })
    return false
  }
  note(work, 'tcp.ack-old', { ack, sndUna: tcb.sndUna })
  return true
}

/** SND.WND follows the newest segment (RFC 9293 3.10.7.4, SND.WL1 and SND.WL2). True if the window changed. */
function updateWindow(work: Work, segment: TcpSegment): boolean {
  const { tcb } = work
  // The window of a SYN is never scaled (RFC 7323 section 2.2).
  const window = segment.window * (segment.flags & SYN ? 1 : 2 ** tcb.sndWscale)
  const newer =
    isAfter(segment.acknowledgment, tcb.sndUna) ||
    isAfter(segment.sequence, tcb.sndWl1) ||
    (segment.sequence === tcb.sndWl1 && (window > tcb.sndWnd || window === 0))
  if (!newer) return false
  tcb.sndWl1 = segment.sequence
  tcb.sndWl2 = segment.acknowledgment
  if (window === tcb.sndWnd) return false
  if (window === 0) note(work, 'tcp.zero-window')
  else if (tcb.sndWnd === 0) note(work, 'tcp.window-opened', { window })
  tcb.sndWnd = window
  if (window > tcb.maxWindow) {
    tcb.maxWindow = window
    refreshMss(tcb)
  }
  return true
}

function advanceUna(work: Work, segment: TcpSegment, ack: number): void {
  const { tcb, now } = work
  const removed = removeAcknowledged(tcb, ack, now)
  tcb.sndUna = ack
  for (const mark of ['highestSacked', 'lossSearched'] as const) if (isBefore(tcb[mark], ack)) tcb[mark] = ack
  const dataEnd = earlierOf(ack, writeSeq(tcb))
  if (isAfter(dataEnd, tcb.sendBufferSeq)) {
    dropBytes(tcb.sendBuffer, distance(tcb.sendBufferSeq, dataEnd))
    tcb.sendBufferSeq = dataEnd
  }
  tcb.retransmits = 0
  tcb.firstTimeoutUs = null
  work.confirmed = true
  const echo = segment.options.timestamps?.echo
  if (removed.sentAtUs !== null) measureRtt(tcb, Math.max(1, now - removed.sentAtUs))
  else if (removed.resent && tcb.timestampsOk && echo) {
    // RFC 7323 section 4: the echo tells which copy arrived, to the millisecond.
    measureRtt(tcb, Math.max(1, (timestampNow(tcb, now) - echo) >>> 0) * 1000)
  } else if (tcb.srtt === null) tcb.rto = Math.max(tcb.rto, INITIAL_RTO_US)
  if (removed.bytes > 0 && tcb.writerWaits) {
    const room = tcb.settings.sendBuffer - tcb.sendBuffer.length
    if (room >= tcb.settings.sendBuffer / 3) {
      tcb.writerWaits = false
      work.notifications.push({ kind: 'writable', room })
    }
  }
}

/** Nothing is under way and the window is too small for the next segment: somebody has to ask again (tcp_ack_probe). */
function watchZeroWindow(tcb: Tcb, now: number): void {
  if (tcb.sendQueue.length > 0 || !hasUnsent(tcb)) {
    tcb.timers.persist = null
    return
  }
  const next = Math.min(tcb.smss, Math.max(1, distance(tcb.sndNxt, writeSeq(tcb))))
  if (isUpTo(advance(tcb.sndNxt, next), advance(tcb.sndUna, tcb.sndWnd))) {
    tcb.timers.persist = null
    tcb.probeBackoff = 0
  } else armPersist(tcb, now, tcb.probeBackoff)
}
