import type { OpenOptions, TcpEvent, TcpSegment, TcpStep } from '../tcp-port'
import { abortConnection, closeSocket, hearIcmpError, sendBytes, shutdownSend } from './close'
import { arriveSynchronised } from './input'
import { beginActive, beginPassive } from './open'
import { hearPathMss } from './path'
import { readBytes } from './receive'
import { arriveInSynSent } from './syn-sent'
import type { Tcb } from './tcb'
import { arriveInTimeWait } from './time-wait'
import { runTimers } from './timers'
import { beginWork, endWork, note, type Work } from './work'

export { resetFor } from './reset'
export { nextDeadline } from './timers'

/** connect(2): a block in SYN-SENT and its SYN (RFC 9293 3.10.1). `now` in µs, `random` in [0, 1). */
export function openActive(options: OpenOptions, now: number, random: () => number): TcpStep<Tcb> {
  return endWork(beginActive(options, now, random))
}

/** A SYN (without ACK and RST) met a listener: a block in SYN-RECEIVED and its SYN-ACK (RFC 9293 3.10.7.2). */
export function openPassive(
  options: OpenOptions,
  syn: TcpSegment,
  now: number,
  random: () => number,
): TcpStep<Tcb> {
  return endWork(beginPassive(options, syn, now, random))
}

/**
 * Everything that can happen to a connection (RFC 9293 section 3.10). Changes `tcb` and returns it. In 'closed' nothing
 * happens but that bytes which wait can still be read; a segment for a closed block is `resetFor`'s business.
 * `random` is not needed after the opening; it is taken so that one call serves all.
 */
export function stepTcp(tcb: Tcb, event: TcpEvent, now: number, _random: () => number): TcpStep<Tcb> {
  const work = beginWork(tcb, now)
  happen(work, event)
  return endWork(work)
}

function happen(work: Work, event: TcpEvent): void {
  switch (event.kind) {
    case 'segment':
      arrive(work, event.segment)
      return
    case 'timer':
      runTimers(work)
      return
    case 'send':
      sendBytes(work, event.bytes)
      return
    case 'receive':
      readBytes(work, event.max)
      return
    case 'shutdown':
      shutdownSend(work)
      return
    case 'close':
      closeSocket(work)
      return
    case 'abort':
      abortConnection(work)
      return
    case 'icmp':
      hearIcmpError(work, event.errno, event.sequence)
      return
    case 'path-mss':
      hearPathMss(work, event.mss, event.sequence)
      return
    case 'not-sent':
      note(work, 'tcp.not-sent')
      return
  }
}

function arrive(work: Work, segment: TcpSegment): void {
  switch (work.tcb.state) {
    case 'closed':
    case 'listen':
      return
    case 'syn-sent':
      arriveInSynSent(work, segment)
      return
    case 'time-wait':
      arriveInTimeWait(work, segment)
      return
    default:
      arriveSynchronised(work, segment)
      return
  }
}
