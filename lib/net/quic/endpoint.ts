/** One end of an open connection: streams over packets, without the handshake and the encryption of RFC 9001. */
import { Writer } from '../bytes/writer'
import { encodeFrame, type QuicFrame } from './frame'
import { decodeShortPacket, encodeShortPacket, isAckEliciting, SHORT_HEADER } from './packet'
import { newReceiveStream, type ReceiveStream, receiveStreamData } from './receive-stream'
import { MAX_ACK_DELAY_US, noReceivedPackets, noteReceived, type ReceivedPackets } from './received-packets'
import {
  bytesInFlight,
  findLost,
  newSendState,
  nextTimeout,
  noteAcked,
  noteSent,
  PACKET_THRESHOLD,
  type SendState,
  type SentPacket,
} from './send-packets'

export type Endpoint = {
  readonly connectionId: Uint8Array
  readonly send: SendState
  readonly received: ReceivedPackets
  readonly streams: Map<number, ReceiveStream>
  /** frames that wait for a packet, oldest first */
  readonly queue: QuicFrame[]
  /** frames of lost packets: they go before anything new (RFC 9000 section 13.3) */
  readonly again: QuicFrame[]
}

/** What came of an event: datagrams to send, bytes for the program, and what was decided on the way. */
export type EndpointStep = {
  readonly datagrams: readonly { readonly number: number; readonly bytes: Uint8Array }[]
  readonly readable: readonly { readonly streamId: number; readonly bytes: Uint8Array }[]
  readonly because: readonly QuicBecause[]
}

type QuicBecause =
  | { readonly key: 'lost'; readonly number: number; readonly by: 'packets' | 'time' }
  | { readonly key: 'probe' }

/** `maxDatagram` is what the path takes as UDP payload. */
export function makeEndpoint(connectionId: number, maxDatagram: number): Endpoint {
  return {
    connectionId: new Writer(8).u32(0).u32(connectionId).finish(),
    send: newSendState(maxDatagram, MAX_ACK_DELAY_US),
    received: noReceivedPackets(),
    streams: new Map(),
    queue: [],
    again: [],
  }
}

/** The program writes: each frame goes into a packet as soon as the window allows. */
export function sendFrames(end: Endpoint, frames: readonly QuicFrame[], nowUs: number): EndpointStep {
  end.queue.push(...frames)
  return { datagrams: flush(end, nowUs), readable: [], because: [] }
}

/** A datagram arrived. What cannot be read is dropped, as a packet is whose tag is wrong. */
export function receiveDatagram(end: Endpoint, bytes: Uint8Array, nowUs: number): EndpointStep {
  const packet = decodeShortPacket(bytes)
  if (!packet) return NOTHING
  const { number, frames } = packet
  if (!noteReceived(end.received, number, isAckEliciting(packet), nowUs)) return NOTHING
  const readable: { streamId: number; bytes: Uint8Array }[] = []
  const because: QuicBecause[] = []
  for (const frame of frames) {
    if (frame.type === 'stream')
      for (const ready of receiveStreamData(streamOf(end, frame.streamId), frame.offset, frame.data))
        readable.push({ streamId: frame.streamId, bytes: ready })
    if (frame.type !== 'ack') continue
    const lost = noteAcked(end.send, frame.ranges, frame.delayUs, nowUs)
    because.push(...repeat(end, lost))
  }
  return { datagrams: flush(end, nowUs), readable, because }
}

/** When `runTimers` has something to do; null when never. */
export function endpointDeadline(end: Endpoint): number | null {
  const times = [end.received.dueUs, nextTimeout(end.send)].filter((time) => time !== null)
  return times.length > 0 ? Math.min(...times) : null
}

/** The delayed ACK, a loss by time, or a probe (RFC 9002 section 6.2.4; here always the oldest data that is not confirmed). */
export function runTimers(end: Endpoint, nowUs: number): EndpointStep {
  const because: QuicBecause[] = []
  const timeout = nextTimeout(end.send)
  const datagrams: EndpointStep['datagrams'][number][] = []
  if (timeout !== null && timeout <= nowUs) {
    if (end.send.lossTimeUs !== null) because.push(...repeat(end, findLost(end.send, nowUs)))
    else {
      end.send.probes += 1
      because.push({ key: 'probe' })
      const [oldest] = end.send.inFlight
      if (oldest) datagrams.push(sendPacket(end, oldest.frames, nowUs))
    }
  }
  datagrams.push(...flush(end, nowUs))
  return { datagrams, readable: [], because }
}

/** What lost packets held goes out again, in new packets. */
function repeat({ again, send }: Endpoint, lost: readonly SentPacket[]): readonly QuicBecause[] {
  again.push(...lost.flatMap(({ frames }) => frames))
  const missed = lost.filter(({ frames }) => frames.length > 0)
  return missed.map(({ number }) => ({
    key: 'lost',
    number,
    by: number <= send.largestAcked - PACKET_THRESHOLD ? 'packets' : 'time',
  }))
}

const NOTHING: EndpointStep = { datagrams: [], readable: [], because: [] }

function streamOf(end: Endpoint, id: number): ReceiveStream {
  const known = end.streams.get(id)
  if (known) return known
  const fresh = newReceiveStream()
  end.streams.set(id, fresh)
  return fresh
}

/** Packets for what waits, as far as the window allows, and an ACK if one is due: alone, if nothing else leaves. */
function flush(end: Endpoint, nowUs: number): EndpointStep['datagrams'] {
  const datagrams: EndpointStep['datagrams'][number][] = []
  for (;;) {
    const waiting = end.again.length > 0 ? end.again : end.queue
    const [frame] = waiting
    if (!frame) break
    const size = SHORT_HEADER + encodeFrame(frame).length
    if (bytesInFlight(end.send) + size > end.send.cwnd) break
    waiting.shift()
    datagrams.push(sendPacket(end, [frame], nowUs))
  }
  const { dueUs } = end.received
  if (dueUs !== null && dueUs <= nowUs) datagrams.push(sendAck(end, nowUs))
  return datagrams
}

function sendPacket(end: Endpoint, frames: readonly QuicFrame[], nowUs: number) {
  const number = end.send.nextNumber
  const bytes = encodeShortPacket({ connectionId: end.connectionId, number, frames })
  noteSent(end.send, { number, sentAtUs: nowUs, bytes: bytes.length, frames })
  return { number, bytes }
}

/** A packet with nothing but an ACK uses a number, and neither is in flight nor asks for an ACK. */
function sendAck({ connectionId, send, received }: Endpoint, nowUs: number) {
  const number = send.nextNumber++
  const delayUs = Math.max(0, nowUs - received.largestAtUs)
  received.owed = 0
  received.dueUs = null
  const frames: readonly QuicFrame[] = [{ type: 'ack', ranges: received.ranges, delayUs }]
  return { number, bytes: encodeShortPacket({ connectionId, number, frames }) }
}
