/**
 * The sending side of a QUIC connection: packets get ever higher numbers, what was lost goes into a new packet, and losses are
 * found as RFC 9002 says (sections 6.1 and 6.2, appendix A), with its NewReno (section 7, appendix B). Times in µs.
 */
import type { PacketRange, QuicFrame } from './frame'
import { GRANULARITY_US, measured, probeTimeout, type RoundTrip } from './round-trip'

/** Section 6.1.1. */
export const PACKET_THRESHOLD = 3
/** Section 6.1.2: of the larger of the latest and the smoothed round trip. */
const TIME_THRESHOLD = 9 / 8

export type SentPacket = {
  readonly number: number
  readonly sentAtUs: number
  readonly bytes: number
  /** what has to go out again if the packet is lost */
  readonly frames: readonly QuicFrame[]
}

export type SendState = {
  nextNumber: number
  /** sent, and neither acknowledged nor lost */
  inFlight: SentPacket[]
  roundTrip: RoundTrip | null
  largestAcked: number
  /** when the earliest packet is lost if no ACK comes first (section 6.1.2) */
  lossTimeUs: number | null
  probes: number
  lastSentUs: number
  cwnd: number
  ssthresh: number
  recoveryStartUs: number | null
  readonly maxDatagram: number
  readonly maxAckDelayUs: number
}

export function newSendState(maxDatagram: number, maxAckDelayUs: number): SendState {
  return {
    nextNumber: 0,
    inFlight: [],
    roundTrip: null,
    largestAcked: -1,
    lossTimeUs: null,
    probes: 0,
    lastSentUs: 0,
    cwnd: initialWindow(maxDatagram),
    ssthresh: Number.POSITIVE_INFINITY,
    recoveryStartUs: null,
    maxDatagram,
    maxAckDelayUs,
  }
}

/** Section 7.2. */
function initialWindow(maxDatagram: number): number {
  return Math.min(10 * maxDatagram, Math.max(14_720, 2 * maxDatagram))
}

export function bytesInFlight({ inFlight }: SendState): number {
  return inFlight.reduce((sum, { bytes }) => sum + bytes, 0)
}

/** A packet that asks for an ACK has left. */
export function noteSent(state: SendState, packet: SentPacket): void {
  state.inFlight.push(packet)
  state.lastSentUs = packet.sentAtUs
  state.nextNumber = packet.number + 1
}

/** An ACK frame arrived. Gives the packets that are lost now. */
export function noteAcked(
  state: SendState,
  ranges: readonly PacketRange[],
  ackDelayUs: number,
  nowUs: number,
): readonly SentPacket[] {
  const covers = (number: number) => ranges.some(({ low, high }) => low <= number && number <= high)
  const acked = state.inFlight.filter(({ number }) => covers(number))
  if (acked.length === 0) return []
  const largest = ranges[0]?.high ?? -1
  const newest = acked.find(({ number }) => number === largest)
  state.largestAcked = Math.max(state.largestAcked, largest)
  if (newest) {
    const delay = Math.min(ackDelayUs, state.maxAckDelayUs)
    state.roundTrip = measured(state.roundTrip, nowUs - newest.sentAtUs, delay)
  }
  const wasFull = bytesInFlight(state) >= state.cwnd
  // a frame may be out twice: what one copy brought there need not go again (RFC 9000 section 13.3)
  const done = new Set(acked.flatMap(({ frames }) => frames))
  state.inFlight = state.inFlight
    .filter((packet) => !acked.includes(packet))
    .map((packet) => ({ ...packet, frames: packet.frames.filter((frame) => !done.has(frame)) }))
  state.probes = 0
  const lost = findLost(state, nowUs)
  if (wasFull) for (const packet of acked) growWindow(state, packet)
  return lost
}

/** Section 6.1: three packets with higher numbers are acknowledged, or it has been too long since it left. */
export function findLost(state: SendState, nowUs: number): readonly SentPacket[] {
  state.lossTimeUs = null
  const { roundTrip } = state
  if (!roundTrip) return []
  const delay = Math.max(TIME_THRESHOLD * Math.max(roundTrip.latest, roundTrip.smoothed), GRANULARITY_US)
  const lost: SentPacket[] = []
  for (const packet of state.inFlight) {
    if (packet.number > state.largestAcked) continue
    if (packet.number <= state.largestAcked - PACKET_THRESHOLD || packet.sentAtUs <= nowUs - delay)
      lost.push(packet)
    else state.lossTimeUs = Math.min(state.lossTimeUs ?? Number.POSITIVE_INFINITY, packet.sentAtUs + delay)
  }
  state.inFlight = state.inFlight.filter((packet) => !lost.includes(packet))
  const newest = lost.at(-1)
  if (newest) reduceWindow(state, newest, nowUs)
  return lost
}

/** When something has to be done without an ACK: a packet is lost by time, or a probe is due. Null when nothing is out. */
export function nextTimeout(state: SendState): number | null {
  if (state.inFlight.length === 0) return null
  if (state.lossTimeUs !== null) return Math.ceil(state.lossTimeUs)
  // kInitialRtt (section 6.2.2) before anything was measured
  const roundTrip = state.roundTrip ?? { latest: 0, smoothed: 333_000, variation: 166_500, min: 0 }
  return state.lastSentUs + probeTimeout(roundTrip, state.maxAckDelayUs, state.probes)
}

/** Section 7.3: slow start, then one datagram for each window. */
function growWindow(state: SendState, { sentAtUs, bytes }: SentPacket): void {
  if (state.recoveryStartUs !== null && sentAtUs <= state.recoveryStartUs) return
  state.cwnd += state.cwnd < state.ssthresh ? bytes : (state.maxDatagram * bytes) / state.cwnd
}

/** Section 7.3.2: once for all that was out when the loss was found. */
function reduceWindow(state: SendState, { sentAtUs }: SentPacket, nowUs: number): void {
  if (state.recoveryStartUs !== null && sentAtUs <= state.recoveryStartUs) return
  state.recoveryStartUs = nowUs
  state.ssthresh = Math.max(state.cwnd / 2, 2 * state.maxDatagram)
  state.cwnd = state.ssthresh
}
