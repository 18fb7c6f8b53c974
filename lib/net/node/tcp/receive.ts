import { FIN, type TcpSegment } from '../tcp-port'
import {
  delayAck,
  forceQuickAck,
  noteDataReceived,
  wantsAckAfterRead,
  wantsAckNow,
} from './acknowledge-received'
import { appendBytes, takeBytes } from './byte-queue'
import { emitAck } from './emit'
import { timestampNow } from './options'
import { forgetBlocks, keepWaiting, takeReady } from './reassemble'
import {
  adjustReceiveSpace,
  grantableWindow,
  growWindow,
  learnScaling,
  measureReceiverRtt,
  packetMemory,
} from './receive-window'
import { advance, distance, isAfter, isBefore, isUpTo } from './sequence'
import type { Tcb } from './tcb'
import { enterTimeWait } from './time-wait'
import { note, type Work } from './work'

/** Segment text and FIN (RFC 9293 3.10.7.4 seventh and eighth step, tcp_data_queue). */
export function receiveText(work: Work, segment: TcpSegment): void {
  const { tcb } = work
  const { sequence: seq, payload } = segment
  const fin = (segment.flags & FIN) !== 0
  if (payload.length === 0 && !fin) return
  const { now } = work
  measureReceiverRtt(tcb, payload.length, segment.options.timestamps?.echo, timestampNow(tcb, now))
  const end = advance(seq, payload.length + (fin ? 1 : 0))
  if (isUpTo(end, tcb.rcvNxt)) {
    repeatAck(work, 'tcp.duplicate-data', seq, end)
    return
  }
  const edge = advance(tcb.rcvNxt, tcb.rcvWnd)
  if (payload.length > 0 && !isBefore(seq, edge)) {
    repeatAck(work, 'tcp.beyond-window', null, end)
    return
  }
  if (isUpTo(seq, tcb.rcvNxt)) {
    if (isBefore(seq, tcb.rcvNxt)) reportDuplicate(tcb, seq, tcb.rcvNxt)
    inOrder(work, payload.subarray(distance(seq, tcb.rcvNxt)), fin)
  } else outOfOrder(work, seq, payload, fin)
}

/** What the peer has sent needlessly is acknowledged again, at once: our ACK may have been lost. */
function repeatAck(
  work: Work,
  why: 'tcp.duplicate-data' | 'tcp.beyond-window',
  start: number | null,
  end: number,
): void {
  const { tcb } = work
  note(work, why, { end, rcvNxt: tcb.rcvNxt })
  if (start !== null) reportDuplicate(tcb, start, end)
  forceQuickAck(tcb)
  tcb.ack.scheduled = true
}

function reportDuplicate(tcb: Tcb, start: number, end: number): void {
  if (tcb.sackOk) tcb.duplicate = { start, end }
}

function inOrder(work: Work, payload: Uint8Array, fin: boolean): void {
  const { tcb, now } = work
  const bytes = payload.length > tcb.rcvWnd ? payload.subarray(0, tcb.rcvWnd) : payload
  const whole = bytes.length === payload.length
  const before = tcb.rcvNxt
  accept(tcb, bytes)
  if (bytes.length > 0) {
    noteDataReceived(tcb, bytes.length, now)
    learnScaling(tcb, bytes.length)
    growWindow(tcb, bytes.length)
  }
  let reachedFin = fin && whole
  if (tcb.waiting.length > 0) {
    for (const ready of takeReady(tcb, tcb.rcvNxt)) {
      accept(tcb, ready.bytes)
      reachedFin ||= ready.fin
    }
    forgetBlocks(tcb)
    // RFC 5681 section 4.2: at once when a gap is filled.
    if (tcb.waiting.length === 0) tcb.ack.now = true
    tcb.ack.scheduled = true
  }
  if (tcb.rcvNxt !== before) {
    work.notifications.push({ kind: 'readable', bytes: tcb.receiveBuffer.length })
  }
  if (reachedFin) receiveFin(work)
}

function accept(tcb: Tcb, bytes: Uint8Array): void {
  appendBytes(tcb.receiveBuffer, bytes)
  if (bytes.length > 0) tcb.receiveMemory += packetMemory(bytes.length)
  tcb.rcvNxt = advance(tcb.rcvNxt, bytes.length)
  tcb.rcvWnd = Math.max(0, tcb.rcvWnd - bytes.length)
}

function outOfOrder(work: Work, seq: number, payload: Uint8Array, fin: boolean): void {
  const { tcb } = work
  const room = distance(seq, advance(tcb.rcvNxt, tcb.rcvWnd))
  const bytes = payload.length > room ? payload.subarray(0, room) : payload
  const end = advance(seq, payload.length + (fin ? 1 : 0))
  tcb.ack.scheduled = true
  if (!keepWaiting(tcb, seq, bytes, fin && bytes.length === payload.length)) {
    reportDuplicate(tcb, seq, end)
    note(work, 'tcp.duplicate-data', { end, rcvNxt: tcb.rcvNxt })
    return
  }
  growWindow(tcb, bytes.length)
  note(work, 'tcp.out-of-order', { seq, rcvNxt: tcb.rcvNxt, missing: distance(tcb.rcvNxt, seq) })
}

/** The peer has said all it had to say (RFC 9293 3.10.7.4 eighth step, tcp_fin). */
function receiveFin(work: Work): void {
  const { tcb } = work
  tcb.rcvNxt = advance(tcb.rcvNxt, 1)
  tcb.rcvWnd = Math.max(0, tcb.rcvWnd - 1)
  tcb.finReceived = true
  tcb.waiting = []
  tcb.waitingMemory = 0
  tcb.sackBlocks = []
  tcb.ack.scheduled = true
  work.notifications.push({ kind: 'end-of-file' })
  note(work, 'tcp.fin-received', { state: tcb.state })
  if (tcb.state === 'established') {
    tcb.state = 'close-wait'
    // The user is likely to close now: our FIN can carry the ACK.
    tcb.ack.pingpong = true
  } else if (tcb.state === 'fin-wait-1') {
    emitAck(work, 'tcp.ack-fin')
    tcb.state = 'closing'
  } else if (tcb.state === 'fin-wait-2') {
    emitAck(work, 'tcp.ack-fin')
    enterTimeWait(work)
  }
}

/** The last thing that happens to a received segment: its ACK leaves now or waits (RFC 9293 3.8.6.3, __tcp_ack_snd_check). */
export function acknowledgeOrDelay(work: Work): void {
  const { tcb, now } = work
  if (!tcb.ack.scheduled && !tcb.ack.now) return
  if (wantsAckNow(tcb, () => grantableWindow(tcb))) {
    emitAck(work, tcb.waiting.length > 0 ? 'tcp.ack-gap' : 'tcp.ack', { ack: tcb.rcvNxt })
  } else if (delayAck(tcb, now)) emitAck(work, 'tcp.ack', { ack: tcb.rcvNxt })
  else note(work, 'tcp.delay-ack', { untilUs: tcb.timers.delayedAck ?? now })
}

/** read(2): the oldest bytes, and a window update if that opened the window by much (RFC 9293 3.8.6.2.2). */
export function readBytes(work: Work, max: number): void {
  const { tcb, now } = work
  const count = Math.min(max, tcb.receiveBuffer.length)
  if (count > 0) tcb.receiveMemory *= 1 - count / tcb.receiveBuffer.length
  work.received = takeBytes(tcb.receiveBuffer, count)
  if (count > 0) {
    tcb.copied.total += count
    adjustReceiveSpace(tcb, now)
  }
  if (tcb.state === 'closed' || tcb.state === 'time-wait' || tcb.state === 'syn-sent') return
  const owed = tcb.ack.scheduled
  const before = tcb.rcvWnd
  if (!wantsAckAfterRead(tcb, count, () => grantableWindow(tcb))) return
  emitAck(work, owed ? 'tcp.ack' : 'tcp.window-update', {
    ack: tcb.rcvNxt,
    before,
    window: grantableWindow(tcb),
  })
}

/** True if the segment holds text beyond what was received, and not only the FIN. */
export function hasNewText(tcb: Tcb, segment: TcpSegment): boolean {
  return segment.payload.length > 0 && isAfter(advance(segment.sequence, segment.payload.length), tcb.rcvNxt)
}
