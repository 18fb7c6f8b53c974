import { ACK, RST, SYN, type TcpSegment } from '../tcp-port'
import { answerUnacceptable } from './challenge'
import { advance, isAfter } from './sequence'
import { RTO_MAX_US } from './tcb'
import { enterClosed, note, type Work } from './work'

/** TCP_TIMEWAIT_LEN: Linux's 2 MSL, whatever the sysctls say. */
const TIME_WAIT_US = 60_000_000

/** Both FINs are acknowledged: wait until nothing of this connection can be under way any more (RFC 9293 3.6.1). */
export function enterTimeWait(work: Work): void {
  const { tcb, now } = work
  tcb.state = 'time-wait'
  const { timers } = tcb
  timers.retransmit = null
  timers.lossProbe = null
  timers.persist = null
  timers.keepalive = null
  timers.delayedAck = null
  timers.timeWait = now + TIME_WAIT_US
  note(work, 'tcp.time-wait', { seconds: TIME_WAIT_US / 1e6 })
}

/** Our FIN is acknowledged and nobody holds the socket: the peer gets 60 s to send its own (tcp_fin_timeout). */
export function watchOrphan(work: Work): void {
  const { tcb, now } = work
  if (!tcb.orphan || tcb.state !== 'fin-wait-2') return
  tcb.timers.timeWait = now + Math.min(tcb.settings.finTimeoutUs, RTO_MAX_US)
}

/**
 * A segment for a connection in TIME-WAIT (RFC 9293 3.10.7.4, RFC 1122 4.2.2.13, tcp_timewait_state_process). A SYN with a
 * higher sequence number may reuse the pair of sockets: the block closes, and the caller gives the SYN to the listener.
 */
export function arriveInTimeWait(work: Work, segment: TcpSegment): void {
  const { tcb, now } = work
  const { flags, sequence: seq, payload } = segment
  const stale = isStale(work, segment)
  if (flags & RST) {
    if (seq !== tcb.rcvNxt) {
      note(work, 'tcp.rst-not-acceptable', { seq, rcvNxt: tcb.rcvNxt })
      return
    }
    note(work, 'tcp.time-wait-reset')
    enterClosed(work, null)
    return
  }
  if (flags & SYN && !(flags & ACK) && !stale && (isAfter(seq, tcb.rcvNxt) || isNewer(work, segment))) {
    note(work, 'tcp.time-wait-reuse', { seq })
    work.redeliver = true
    enterClosed(work, null)
    return
  }
  if (!stale && seq === tcb.rcvNxt && payload.length === 0 && !(flags & SYN)) {
    tcb.timers.timeWait = now + TIME_WAIT_US
    return
  }
  if (flags & ACK || stale) tcb.timers.timeWait = now + TIME_WAIT_US
  answerUnacceptable(work, false, 'tcp.time-wait-ack', { end: advance(seq, payload.length) })
}

function isStale({ tcb }: Work, segment: TcpSegment): boolean {
  const value = segment.options.timestamps?.value
  return tcb.timestampsOk && value !== undefined && ((value - tcb.tsRecent) | 0) < 0
}

function isNewer({ tcb }: Work, segment: TcpSegment): boolean {
  const value = segment.options.timestamps?.value
  return tcb.timestampsOk && value !== undefined && ((value - tcb.tsRecent) | 0) > 0
}
