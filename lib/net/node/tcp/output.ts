import { FIN } from '../tcp-port'
import { noteDataSent } from './acknowledge-received'
import { armLossProbe, armPersist, armRetransmit } from './arm'
import { noteUse, restartAfterIdle } from './congestion/window'
import { emitEntry, takePush } from './emit'
import { flightSize, pipe, unsentBytes } from './flight'
import { TIMESTAMPS_BYTES } from './options'
import { transmitLost } from './retransmit'
import { advance, distance, isAfter, isUpTo } from './sequence'
import type { SentSegment, Tcb } from './tcb'
import { note, type Work } from './work'

/** A smaller MSS than this is not believed (TCP_MIN_SND_MSS). */
const SMALLEST_MSS = 48

/** Payload of a full segment: the peer's MSS and the path's, less options (RFC 6691), and at most half of the largest window ever offered. */
export function refreshMss(tcb: Tcb): void {
  const carried = Math.min(tcb.peerMss, tcb.pathMss) - (tcb.timestampsOk ? TIMESTAMPS_BYTES : 0)
  const largest = tcb.maxWindow > 536 ? Math.floor(tcb.maxWindow / 2) : tcb.maxWindow
  const bound = tcb.maxWindow > 0 ? Math.max(largest, 68 - 40) : carried
  tcb.smss = Math.max(Math.min(carried, bound), Math.min(SMALLEST_MSS, carried))
}

/** Sends what windows allow: first what was lost, then new data, then the FIN. Arms the timers that this asks for. */
export function transmit(work: Work): void {
  const { tcb } = work
  if (!maySend(tcb)) return
  transmitLost(work)
  transmitNew(work)
  if (tcb.sendQueue.length === 0 && hasUnsent(tcb) && tcb.timers.persist === null)
    armPersist(tcb, work.now, 0)
}

/** States in which data or the FIN may still leave. */
function maySend(tcb: Tcb): boolean {
  return (
    tcb.state === 'established' ||
    tcb.state === 'close-wait' ||
    tcb.state === 'fin-wait-1' ||
    tcb.state === 'closing' ||
    tcb.state === 'last-ack'
  )
}

export function hasUnsent(tcb: Tcb): boolean {
  return unsentBytes(tcb) > 0 || (tcb.finQueued && tcb.finSeq === null)
}

function transmitNew(work: Work): void {
  const { tcb, now } = work
  let limited = false
  let sent = false
  while (hasUnsent(tcb)) {
    if (tcb.sendQueue.length === 0) restartAfterIdle(tcb, now)
    const unsent = unsentBytes(tcb)
    const bytes = Math.min(unsent, tcb.smss)
    const last = bytes === unsent
    const fin = last && tcb.finQueued
    if (congested(tcb, bytes)) {
      limited = true
      note(work, 'tcp.cwnd-full', { cwnd: tcb.cwnd, flight: pipe(tcb) })
      break
    }
    const windowEnd = advance(tcb.sndUna, tcb.sndWnd)
    if (!isUpTo(advance(tcb.sndNxt, bytes + (fin ? 1 : 0)), windowEnd)) {
      note(work, 'tcp.window-full', { window: tcb.sndWnd, flight: flightSize(tcb), unsent })
      break
    }
    if (bytes < tcb.smss && !fin && nagleHolds(tcb)) {
      note(work, 'tcp.nagle', { bytes })
      break
    }
    sendNew(work, bytes, fin)
    sent = true
  }
  if (sent) {
    noteUse(tcb, limited)
    armLossProbe(tcb, now)
  }
}

/** At least one segment may always be under way. */
function congested(tcb: Tcb, bytes: number): boolean {
  const inFlight = pipe(tcb) - limitedTransmit(tcb)
  if (tcb.recovery === 'loss' && segmentsInFlight(tcb) * tcb.smss >= tcb.cwnd) return true
  return inFlight > 0 && inFlight + Math.min(Math.max(bytes, 1), tcb.smss) > tcb.cwnd
}

/** Linux counts segments, not bytes: after a timeout, when cwnd is one segment, a small one fills it too, and a FIN waits. */
function segmentsInFlight({ sendQueue }: Tcb): number {
  return sendQueue.filter(({ sacked, lost, resent }) => !sacked && (!lost || resent)).length
}

/** RFC 3042: each of the first two duplicate ACKs tells of a segment that left the network. With SACK the blocks already say so. */
function limitedTransmit(tcb: Tcb): number {
  return tcb.sackOk || tcb.recovery !== 'open' ? 0 : Math.min(tcb.dupAcks, 2) * tcb.smss
}

/** Nagle with Minshall's change: a small segment waits only while another small one is unacknowledged (RFC 9293 3.7.4). */
function nagleHolds(tcb: Tcb): boolean {
  return (
    !tcb.noDelay &&
    tcb.sendQueue.length > 0 &&
    isAfter(tcb.sndSml, tcb.sndUna) &&
    isUpTo(tcb.sndSml, tcb.sndNxt)
  )
}

/** One new segment of `bytes` of the send buffer, with FIN behind the last byte if asked. */
export function sendNew(work: Work, bytes: number, fin: boolean): void {
  const { tcb, now } = work
  const seq = tcb.sndNxt
  const dataEnd = advance(seq, bytes)
  const entry: SentSegment = {
    seq,
    end: advance(dataEnd, fin ? 1 : 0),
    flags: (bytes > 0 ? takePush(tcb, dataEnd) : 0) | (fin ? FIN : 0),
    sentAtUs: now,
    transmissions: 0,
    sacked: false,
    lost: false,
    resent: false,
  }
  if (fin) tcb.finSeq = dataEnd
  tcb.sndNxt = entry.end
  if (bytes < tcb.smss) tcb.sndSml = entry.end
  if (tcb.recovery === 'recovery') tcb.prr.out += distance(seq, entry.end)
  tcb.sendQueue.push(entry)
  if (bytes > 0) noteDataSent(tcb, now)
  emitEntry(work, entry, fin ? (bytes > 0 ? 'tcp.data-fin' : 'tcp.fin') : 'tcp.data', {
    bytes,
    cwnd: tcb.cwnd,
  })
  if (tcb.sendQueue.length === 1) armRetransmit(tcb, now)
}
