import { offeredWindow, receiveMss } from './receive-window'
import { distance, isAfter } from './sequence'
import type { Tcb } from './tcb'

/** TCP_ATO_MIN and TCP_DELACK_MIN: the shortest delay of an ACK. */
const DELAY_MIN_US = 40_000
const DELAY_MAX_US = 200_000
const QUICKACKS_MAX = 16

/** Linux begins every conversation with ACKs at once, until it knows whether answers are going to carry them. */
function enterQuickAck(tcb: Tcb, most = QUICKACKS_MAX): void {
  const quick = Math.min(most, Math.floor(offeredWindow(tcb) / (2 * tcb.ack.rcvMss)) || 2)
  if (quick > tcb.ack.quick) tcb.ack.quick = quick
}

/** As after an out-of-order or duplicate segment: not interactive any more, shortest delay. */
export function forceQuickAck(tcb: Tcb, most = QUICKACKS_MAX): void {
  enterQuickAck(tcb, most)
  tcb.ack.pingpong = false
  tcb.ack.atoUs = DELAY_MIN_US
}

/** Keeps the delayed ACK estimate when data came in order (tcp_event_data_recv). */
export function noteDataReceived(tcb: Tcb, length: number, now: number): void {
  const { ack } = tcb
  ack.scheduled = true
  measureSegmentSize(tcb, length)
  if (ack.atoUs === 0) {
    enterQuickAck(tcb)
    ack.atoUs = DELAY_MIN_US
  } else {
    const gap = now - ack.lastReceivedUs
    if (gap <= DELAY_MIN_US / 2) ack.atoUs = ack.atoUs / 2 + DELAY_MIN_US / 2
    else if (gap < ack.atoUs) ack.atoUs = Math.min(ack.atoUs / 2 + gap, tcb.rto)
    else if (gap > tcb.rto) enterQuickAck(tcb)
  }
  ack.lastReceivedUs = now
}

/** The largest payload seen, at most the MSS that we announced; a smaller one is the end of what the peer had to say. */
function measureSegmentSize(tcb: Tcb, length: number): void {
  const { ack } = tcb
  if (length >= ack.rcvMss) ack.rcvMss = Math.min(length, receiveMss(tcb))
  else if (length > 0) ack.pushed = Math.min(2, ack.pushed + 1)
}

/** Data that answers data soon makes the connection interactive (TCP_PINGPONG_THRESH is 1). */
export function noteDataSent(tcb: Tcb, now: number): void {
  if (now - tcb.ack.lastReceivedUs < tcb.ack.atoUs) tcb.ack.pingpong = true
}

/** A segment with ACK left: nothing is owed any more. */
export function noteAckSent(tcb: Tcb): void {
  const { ack } = tcb
  if (ack.scheduled && ack.quick > 0) {
    ack.quick -= 1
    if (ack.quick === 0) ack.atoUs = DELAY_MIN_US
  }
  ack.scheduled = false
  ack.now = false
  ack.pushed = 0
  tcb.timers.delayedAck = null
}

/** An ACK leaves at once for the second full segment (RFC 9293 3.8.6.3), beyond a hole (RFC 5681 4.2), and in quick-ACK mode. */
export function wantsAckNow(tcb: Tcb, grantable: () => number): boolean {
  const { ack } = tcb
  if (ack.now || tcb.waiting.length > 0) return true
  if (ack.quick > 0 && !ack.pingpong) return true
  return distance(tcb.rcvWup, tcb.rcvNxt) > ack.rcvMss && grantable() >= offeredWindow(tcb)
}

/** Starts the delayed ACK timer; true when an older one is so near that the ACK may as well leave now (tcp_send_delayed_ack). */
export function delayAck(tcb: Tcb, now: number): boolean {
  const { ack, timers } = tcb
  let delay = ack.atoUs
  if (delay > DELAY_MIN_US) {
    let most = ack.pingpong || ack.pushed > 0 ? DELAY_MAX_US : 500_000
    if (tcb.srtt !== null) most = Math.min(most, Math.max(tcb.srtt, DELAY_MIN_US))
    delay = Math.min(delay, most)
  }
  delay = Math.round(Math.min(Math.max(delay, DELAY_MIN_US), DELAY_MAX_US))
  if (timers.delayedAck !== null && timers.delayedAck <= now + delay / 4) return true
  timers.delayedAck = Math.min(timers.delayedAck ?? Number.POSITIVE_INFINITY, now + delay)
  return false
}

/** The reader took bytes: does the peer have to hear of it (tcp_cleanup_rbuf)? */
export function wantsAckAfterRead(tcb: Tcb, copied: number, grantable: () => number): boolean {
  const { ack } = tcb
  if (ack.scheduled) {
    if (distance(tcb.rcvWup, tcb.rcvNxt) > ack.rcvMss) return true
    const drained = copied > 0 && tcb.receiveBuffer.length === 0
    if (drained && (ack.pushed === 2 || (ack.pushed === 1 && !ack.pingpong))) return true
  }
  if (copied === 0 || tcb.finReceived) return false
  if (2 * tcb.rcvWnd > tcb.windowClamp) return false
  const window = grantable()
  return window > 0 && window >= 2 * tcb.rcvWnd
}

/** RFC 7323 section 4.3: the timestamp to echo is that of the segment that spans the last ACK sent. */
export function noteTimestamp(tcb: Tcb, seq: number, value: number | undefined, now: number): void {
  if (!tcb.timestampsOk || value === undefined || isAfter(seq, tcb.rcvWup)) return
  if (((value - tcb.tsRecent) | 0) < 0) return
  tcb.tsRecent = value
  tcb.tsRecentAtUs = now
}
