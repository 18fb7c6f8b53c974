import type { Because } from '../because'
import { ACK, FIN, PSH, RST, SYN, type TcpOptions } from '../tcp-port'
import { noteAckSent } from './acknowledge-received'
import type { TcpBecauseKey } from './because'
import { copyBytes } from './byte-queue'
import { ecnFlagsOfSyn, takeEcnFlags } from './ecn'
import { segmentOptions, synAckOptions, synOptions } from './options'
import { selectWindow } from './receive-window'
import { distance } from './sequence'
import type { SentSegment, Tcb } from './tcb'
import { note, type Work } from './work'

const NOTHING = new Uint8Array(0)

/** A pure ACK: it has the next sequence number and takes none. */
export function emitAck(work: Work, why: TcpBecauseKey, data?: Because['data']): void {
  emit(work, ACK, work.tcb.sndNxt, NOTHING, why, data)
}

/** A probe with an old sequence number and no data, which the peer must answer (tcp_xmit_probe_skb). */
export function emitProbe(work: Work, why: TcpBecauseKey, data?: Because['data']): void {
  emit(work, ACK, (work.tcb.sndUna - 1) >>> 0, NOTHING, why, data)
}

/** RST of a connection that exists here: next sequence number, and the ACK stays on. */
export function emitReset(work: Work, why: TcpBecauseKey, data?: Because['data']): void {
  emit(work, RST | ACK, work.tcb.sndNxt, NOTHING, why, data)
}

/** Sends one entry of the retransmission queue, for the first time or again; the bytes come out of the send buffer. */
export function emitEntry(work: Work, entry: SentSegment, why: TcpBecauseKey, data?: Because['data']): void {
  const { tcb, now } = work
  entry.sentAtUs = now
  entry.transmissions += 1
  tcb.lastSentUs = now
  if (entry.flags & SYN) {
    emitSyn(work, entry, why, data)
    return
  }
  const bytes = payloadLength(entry)
  const payload =
    bytes === 0 ? NOTHING : copyBytes(tcb.sendBuffer, distance(tcb.sendBufferSeq, entry.seq), bytes)
  const newData = tcb.ecnOk && bytes > 0 && entry.transmissions === 1
  emit(work, ACK | entry.flags, entry.seq, payload, why, data, newData)
}

/** Bytes of payload in an entry: FIN takes a number without being a byte. */
export function payloadLength(entry: SentSegment): number {
  return distance(entry.seq, entry.end) - (entry.flags & (SYN | FIN) ? 1 : 0)
}

/** The window of a SYN is never scaled (RFC 7323 section 2.2); a SYN-ACK answers the options that the SYN had. */
function emitSyn(work: Work, entry: SentSegment, why: TcpBecauseKey, data?: Because['data']): void {
  const { tcb, now } = work
  const answers = tcb.state === 'syn-received'
  const options = answers ? synAckOptions(tcb, now) : synOptions(tcb, now)
  if (answers) {
    tcb.rcvWup = tcb.rcvNxt
    noteAckSent(tcb)
  }
  push(
    work,
    (answers ? SYN | ACK : SYN) | ecnFlagsOfSyn(tcb, entry.transmissions),
    entry.seq,
    answers ? tcb.rcvNxt : 0,
    tcb.rcvWnd,
    options,
    NOTHING,
    why,
    data,
  )
}

function emit(
  work: Work,
  flags: number,
  seq: number,
  payload: Uint8Array,
  why: TcpBecauseKey,
  data?: Because['data'],
  ecnCapable = false,
): void {
  const { tcb, now } = work
  const marks = flags & RST ? 0 : takeEcnFlags(tcb, ecnCapable)
  const window = selectWindow(tcb)
  const options = segmentOptions(tcb, now)
  tcb.duplicate = null
  noteAckSent(tcb)
  push(work, flags | marks, seq, tcb.rcvNxt, window, options, payload, why, data, ecnCapable)
}

function push(
  work: Work,
  flags: number,
  sequence: number,
  acknowledgment: number,
  window: number,
  options: TcpOptions,
  payload: Uint8Array,
  why: TcpBecauseKey,
  data?: Because['data'],
  ecnCapable = false,
): void {
  note(work, why, { segment: work.segments.length, ...data })
  const segment = { flags, sequence, acknowledgment, window, options, payload }
  work.segments.push(ecnCapable ? { ...segment, ecnCapable } : segment)
}

/** PSH when the segment holds the end of something that the user wrote in one go (RFC 9293 3.9.1.2). */
export function takePush(tcb: Tcb, end: number): number {
  let flag = 0
  while (tcb.pushes.length > 0 && ((end - (tcb.pushes[0] as number)) | 0) >= 0) {
    tcb.pushes.shift()
    flag = PSH
  }
  return flag
}
