import type { TcpErrno } from '../tcp-port'
import { appendBytes } from './byte-queue'
import { emitReset } from './emit'
import { writeSeq } from './flight'
import { transmit } from './output'
import type { Tcb } from './tcb'
import { watchOrphan } from './time-wait'
import { enterClosed, note, type Work } from './work'

/** write(2): queues what fits and sends what may be sent (RFC 9293 3.10.2). Zero accepted in a state that cannot send. */
export function sendBytes(work: Work, bytes: Uint8Array): void {
  const { tcb } = work
  if (!canQueue(tcb)) {
    work.accepted = 0
    return
  }
  const room = Math.max(0, tcb.settings.sendBuffer - tcb.sendBuffer.length)
  const taken = bytes.length > room ? bytes.subarray(0, room) : bytes
  tcb.writerWaits = taken.length < bytes.length
  work.accepted = taken.length
  if (taken.length === 0) return
  appendBytes(tcb.sendBuffer, taken)
  tcb.pushes.push(writeSeq(tcb))
  transmit(work)
}

function canQueue(tcb: Tcb): boolean {
  if (tcb.finQueued) return false
  return (
    tcb.state === 'syn-sent' ||
    tcb.state === 'syn-received' ||
    tcb.state === 'established' ||
    tcb.state === 'close-wait'
  )
}

/** shutdown(SHUT_WR): FIN behind what is queued (RFC 9293 3.10.4). A connection that is not there yet is given up. */
export function shutdownSend(work: Work): void {
  const { tcb } = work
  if (tcb.state === 'syn-sent') {
    enterClosed(work, null)
    return
  }
  if (tcb.finQueued) return
  if (tcb.state === 'established') tcb.state = 'fin-wait-1'
  else if (tcb.state === 'close-wait') tcb.state = 'last-ack'
  else if (tcb.state !== 'syn-received') return
  tcb.finQueued = true
  transmit(work)
}

/** close(2): nobody reads or writes any more. Unread data means that it is lost, and the peer is told by RST (RFC 2525 2.17). */
export function closeSocket(work: Work): void {
  const { tcb } = work
  tcb.orphan = true
  tcb.receiveShutdown = true
  if (tcb.state === 'closed' || tcb.state === 'time-wait') return
  if (tcb.receiveBuffer.length > 0) {
    const unread = tcb.receiveBuffer.length
    if (tcb.state !== 'syn-sent') emitReset(work, 'tcp.reset-unread', { unread })
    enterClosed(work, null)
    return
  }
  shutdownSend(work)
  watchOrphan(work)
}

/** close with SO_LINGER 0, or ABORT of RFC 9293 3.10.5: RST where the peer still believes in the connection. */
export function abortConnection(work: Work): void {
  const { tcb } = work
  tcb.orphan = true
  const { state } = tcb
  if (
    state === 'syn-received' ||
    state === 'established' ||
    state === 'fin-wait-1' ||
    state === 'fin-wait-2' ||
    state === 'close-wait'
  )
    emitReset(work, 'tcp.abort')
  enterClosed(work, null)
}

/**
 * An ICMP error about a segment of ours. Before the handshake is over it ends the attempt; later it is only remembered for
 * the day on which a timeout ends the connection (RFC 1122 4.2.3.9, tcp_v4_err).
 */
export function hearIcmpError(work: Work, errno: TcpErrno, sequence: number | null): void {
  const { tcb } = work
  if (!isOurs(tcb, sequence)) {
    note(work, 'tcp.icmp-not-ours')
    return
  }
  if (tcb.state === 'syn-sent' || tcb.state === 'syn-received') {
    note(work, 'tcp.icmp-hard', { errno })
    enterClosed(work, errno)
    return
  }
  tcb.softError = errno
  note(work, 'tcp.icmp-soft', { errno })
}

/** An ICMP error quotes a sequence number; one that is not under way was forged or is late (RFC 5927 section 4.1). */
export function isOurs(tcb: Tcb, sequence: number | null): boolean {
  if (sequence === null) return true
  return ((sequence - tcb.sndUna) | 0) >= 0 && ((tcb.sndNxt - sequence) | 0) >= 0
}
