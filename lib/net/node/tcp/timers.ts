import { SYN } from '../tcp-port'
import { armPersist, armRetransmit } from './arm'
import { emitAck, emitEntry, emitProbe, emitReset } from './emit'
import { unsentBytes } from './flight'
import { hasUnsent, sendNew } from './output'
import { suspectBlackHole } from './path'
import { enterLoss } from './recovery'
import { resend } from './retransmit'
import { advance, distance, isAfter, isBefore } from './sequence'
import { RTO_MAX_US, RTO_MIN_US, type SentSegment, type Tcb, type Timers } from './tcb'
import { enterClosed, note, type Work } from './work'

/** Earliest deadline in µs, null if nothing is awaited. */
export function nextDeadline(tcb: Tcb): number | null {
  let first: number | null = null
  for (const name in tcb.timers) {
    const at = tcb.timers[name as keyof Timers]
    if (at !== null && (first === null || at < first)) first = at
  }
  return first
}

/** Runs every timer whose time has come. A handler may stop the others. */
export function runTimers(work: Work): void {
  const { tcb } = work
  if (isDue(work, 'timeWait')) {
    note(work, tcb.state === 'time-wait' ? 'tcp.time-wait-over' : 'tcp.fin-wait-2-over')
    enterClosed(work, null)
    return
  }
  if (isDue(work, 'delayedAck')) ackNow(work)
  if (isDue(work, 'lossProbe')) probeLoss(work)
  if (isDue(work, 'retransmit')) timeOut(work)
  if (isDue(work, 'persist')) probeWindow(work)
  if (isDue(work, 'keepalive')) keepAlive(work)
}

/** True once when the timer is due; it does not run any more then. */
function isDue({ tcb, now }: Work, name: keyof Timers): boolean {
  const at = tcb.timers[name]
  if (at === null || at > now) return false
  tcb.timers[name] = null
  return true
}

/** tcp_delack_timer_handler: the estimate was too long for this peer, or answers do not come. */
function ackNow(work: Work): void {
  const { tcb } = work
  const { ack } = tcb
  if (!ack.scheduled) return
  if (ack.pingpong) {
    ack.pingpong = false
    ack.atoUs = 40_000
  } else ack.atoUs = Math.min(ack.atoUs * 2, tcb.rto)
  emitAck(work, 'tcp.delayed-ack', { ack: tcb.rcvNxt })
}

/** RFC 6298 5.4 to 5.7. */
function timeOut(work: Work): void {
  const { tcb, now } = work
  const head = tcb.sendQueue[0]
  if (!head) return
  if (head.flags & SYN) {
    repeatSyn(work, head)
    return
  }
  if (givesUp(tcb, now)) {
    timedOut(work)
    return
  }
  tcb.firstTimeoutUs ??= now
  enterLoss(tcb)
  tcb.retransmits += 1
  suspectBlackHole(work)
  note(work, 'tcp.rto', {
    rtoMs: Math.round(tcb.rto / 1000),
    attempt: tcb.retransmits,
    ssthresh: tcb.ssthresh,
    cwnd: tcb.cwnd,
  })
  resend(work, 0, 'tcp.retransmit')
  tcb.rto = Math.min(tcb.rto * 2, RTO_MAX_US)
  armRetransmit(tcb, now)
}

/** SYN and SYN-ACK: doubling, but since Linux 6.5 the first SYNs are one second apart (tcp_syn_linear_timeouts). */
function repeatSyn(work: Work, syn: SentSegment): void {
  const { tcb, now } = work
  const { settings } = tcb
  const active = tcb.state === 'syn-sent'
  const most = active ? settings.synRetries + settings.synLinearTimeouts : settings.synackRetries
  if (tcb.retransmits >= most) {
    note(work, active ? 'tcp.connect-timeout' : 'tcp.syn-ack-timeout', { attempts: tcb.retransmits + 1 })
    enterClosed(work, tcb.passive ? null : (tcb.softError ?? 'ETIMEDOUT'))
    return
  }
  tcb.retransmits += 1
  tcb.totalRetransmissions += 1
  const waitedMs = Math.round(tcb.rto / 1000)
  emitEntry(work, syn, active ? 'tcp.syn-retry' : 'tcp.syn-ack-retry', { attempt: tcb.retransmits, waitedMs })
  if (!active || tcb.retransmits > settings.synLinearTimeouts) tcb.rto = Math.min(tcb.rto * 2, RTO_MAX_US)
  armRetransmit(tcb, now)
}

/**
 * tcp_retries2 is a time, not a count: as long as that many doublings from 200 ms would take, 924.6 s for 15 (retransmits_timed_out).
 * An orphan gets eight.
 */
function givesUp(tcb: Tcb, now: number): boolean {
  if (tcb.firstTimeoutUs === null || tcb.retransmits === 0) return false
  return now - tcb.firstTimeoutUs >= retriesUs(tcb.orphan ? 8 : tcb.settings.retries2)
}

export function retriesUs(retries: number): number {
  const doublings = Math.floor(Math.log2(RTO_MAX_US / RTO_MIN_US))
  if (retries <= doublings) return (2 ** (retries + 1) - 1) * RTO_MIN_US
  return (2 ** (doublings + 1) - 1) * RTO_MIN_US + (retries - doublings) * RTO_MAX_US
}

function timedOut(work: Work): void {
  const errno = work.tcb.softError ?? 'ETIMEDOUT'
  note(work, 'tcp.gave-up', { errno, attempts: work.tcb.retransmits })
  enterClosed(work, errno)
}

/** Asks a closed window for news, or uses the little room that there is (RFC 9293 3.8.6.1, tcp_write_wakeup). */
function probeWindow(work: Work): void {
  const { tcb, now } = work
  if (tcb.sendQueue.length > 0 || !hasUnsent(tcb)) return
  const most = tcb.orphan ? 8 : tcb.settings.retries2
  if (tcb.probesSent >= most) {
    timedOut(work)
    return
  }
  const windowEnd = advance(tcb.sndUna, tcb.sndWnd)
  const room = isBefore(tcb.sndNxt, windowEnd) ? distance(tcb.sndNxt, windowEnd) : 0
  const bytes = Math.min(room, tcb.smss, Math.max(0, unsentBytes(tcb)))
  if (room > 0) {
    tcb.probeBackoff = 0
    sendNew(work, bytes, tcb.finQueued && bytes === unsentBytes(tcb) && bytes < room)
    return
  }
  tcb.probesSent += 1
  tcb.probeBackoff += 1
  emitProbe(work, 'tcp.window-probe', { probe: tcb.probesSent })
  armPersist(tcb, now, tcb.probeBackoff)
}

/** RFC 9293 3.8.4: an idle connection is asked whether its peer still exists. */
function keepAlive(work: Work): void {
  const { tcb, now } = work
  const { keepaliveTimeUs, keepaliveIntervalUs, keepaliveProbes } = tcb.settings
  if (tcb.sendQueue.length > 0 || hasUnsent(tcb)) {
    tcb.timers.keepalive = now + keepaliveTimeUs
    return
  }
  if (tcb.keepaliveProbesSent >= keepaliveProbes) {
    emitReset(work, 'tcp.keepalive-failed', { probes: tcb.keepaliveProbesSent })
    enterClosed(work, tcb.softError ?? 'ETIMEDOUT')
    return
  }
  tcb.keepaliveProbesSent += 1
  emitProbe(work, 'tcp.keepalive', { probe: tcb.keepaliveProbesSent })
  tcb.timers.keepalive = now + keepaliveIntervalUs
}

/** RFC 8985 section 7.3: new data if there is some, else the last segment once more; its ACK shows what is missing. */
function probeLoss(work: Work): void {
  const { tcb, now } = work
  const last = tcb.sendQueue.at(-1)
  if (!last) return
  armRetransmit(tcb, now)
  if (tcb.recovery !== 'open') return
  const bytes = Math.min(unsentBytes(tcb), tcb.smss)
  const windowEnd = advance(tcb.sndUna, tcb.sndWnd)
  note(work, 'tcp.loss-probe', { newData: bytes > 0 })
  if (bytes > 0 && !isAfter(advance(tcb.sndNxt, bytes), windowEnd)) sendNew(work, bytes, false)
  else resend(work, tcb.sendQueue.length - 1, 'tcp.loss-probe-retransmit')
}
