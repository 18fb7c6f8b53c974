import { type OpenOptions, SYN, type TcpSegment } from '../tcp-port'
import { armKeepalive, armRetransmit } from './arm'
import { initialCwnd } from './congestion/window'
import { createTcb } from './create-tcb'
import { negotiateEcn } from './ecn'
import { emitEntry } from './emit'
import { negotiate, TIMESTAMPS_BYTES } from './options'
import { refreshMss } from './output'
import { initialWindow, offeredWindowScale, startReceiveWindow } from './receive-window'
import { advance } from './sequence'
import type { SentSegment } from './tcb'
import { beginWork, note, type Work } from './work'

/**
 * The initial sequence number: a clock of 4 µs plus a number that nobody can guess (RFC 9293 3.4.1, RFC 6528). The secret
 * function is the caller's seeded chance.
 */
function initialSequenceNumber(now: number, random: () => number): number {
  return (Math.floor(now / 4) + Math.floor(random() * 2 ** 32)) >>> 0
}

/** connect(2): SYN-SENT. */
export function beginActive(options: OpenOptions, now: number, random: () => number): Work {
  const work = beginOpen(options, false, now, random)
  const { tcb } = work
  tcb.state = 'syn-sent'
  tcb.rcvWscale = options.settings.windowScaling ? offeredWindowScale(tcb) : 0
  tcb.rcvWnd = initialWindow(tcb, tcb.advMss)
  sendSyn(work)
  return work
}

/** A SYN met a listener: SYN-RECEIVED, and the SYN-ACK leaves. */
export function beginPassive(options: OpenOptions, syn: TcpSegment, now: number, random: () => number): Work {
  const work = beginOpen(options, true, now, random)
  acceptSyn(work, syn)
  sendSyn(work)
  return work
}

function beginOpen(options: OpenOptions, passive: boolean, now: number, random: () => number): Work {
  const iss = options.iss ?? initialSequenceNumber(now, random)
  return beginWork(createTcb(options, passive, iss, Math.floor(random() * 2 ** 32), now), now)
}

/** Takes over the peer's SYN and becomes SYN-RECEIVED: from a listener, or out of SYN-SENT when both ends opened at once. */
export function acceptSyn(work: Work, syn: TcpSegment): void {
  const { tcb } = work
  tcb.state = 'syn-received'
  tcb.irs = syn.sequence
  tcb.rcvNxt = advance(syn.sequence, 1)
  tcb.rcvWup = tcb.rcvNxt
  tcb.sndWl1 = syn.sequence
  tcb.sndWnd = syn.window
  tcb.maxWindow = syn.window
  if (tcb.passive && tcb.settings.windowScaling) tcb.rcvWscale = offeredWindowScale(tcb)
  negotiate(tcb, syn.options)
  negotiateEcn(tcb, syn)
  if (tcb.passive) tcb.rcvWnd = initialWindow(tcb, tcb.advMss - (tcb.timestampsOk ? TIMESTAMPS_BYTES : 0))
  refreshMss(tcb)
  note(work, 'tcp.syn-received', { passive: tcb.passive })
}

function sendSyn(work: Work): void {
  const { tcb, now } = work
  const entry: SentSegment = {
    seq: tcb.iss,
    end: advance(tcb.iss, 1),
    flags: SYN,
    sentAtUs: now,
    transmissions: 0,
    sacked: false,
    lost: false,
    resent: false,
  }
  tcb.sendQueue.push(entry)
  tcb.sndNxt = entry.end
  emitEntry(work, entry, tcb.state === 'syn-received' ? 'tcp.syn-ack' : 'tcp.syn', { mss: tcb.advMss })
  armRetransmit(tcb, now)
}

/** The handshake is over: what Linux sets up then (tcp_init_transfer, tcp_finish_connect). */
export function establish(work: Work): void {
  const { tcb, now } = work
  tcb.state = 'established'
  refreshMss(tcb)
  tcb.cwnd = initialCwnd(tcb)
  startReceiveWindow(tcb, now)
  tcb.cwndUsageSeq = tcb.sndUna
  tcb.recover = tcb.iss
  tcb.dupAcks = 0
  tcb.lastSentUs = now
  armKeepalive(tcb, now)
  work.notifications.push({ kind: 'connected' })
  note(work, 'tcp.established', { cwnd: tcb.cwnd, mss: tcb.smss })
  if (tcb.finQueued) tcb.state = 'fin-wait-1'
}
