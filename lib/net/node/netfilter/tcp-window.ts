import { readU16, readU32 } from '../../bytes/integers'
import type { TcpState, TcpTrack } from './conntrack-tcp'
import type { PacketView } from './packet-view'
import { offsetAt } from './sequence-offset'

/** struct ip_ct_tcp_state: what conntrack knows of one end (Guido van Rooij, "Real Stateful TCP Packet Filtering"). */
export type SeenEnd = {
  /** highest sequence number sent, plus one */
  end: number
  /** highest that the other end allowed */
  maxEnd: number
  maxWindow: number
  /** highest acknowledgement sent; null before the first */
  maxAck: number | null
  scale: number
  /** window scaling and SACK offered on the SYN */
  scaling: boolean
  sack: boolean
  /** picked up in the middle: never judge it by its windows */
  liberal: boolean
  /** sent the first FIN */
  closeInit: boolean
  unacknowledged: boolean
}

function unseen(): SeenEnd {
  return {
    end: 0,
    maxEnd: 0,
    maxWindow: 0,
    maxAck: null,
    scale: 0,
    scaling: false,
    sack: false,
    liberal: false,
    closeInit: false,
    unacknowledged: false,
  }
}

/** tcp_new: both ends after the first segment; `midway` when it is not a SYN. */
export function startTracking(view: PacketView, midway: boolean): [SeenEnd, SeenEnd] {
  const sender = unseen()
  const receiver = unseen()
  sender.end = segmentEnd(view)
  sender.maxWindow = readU16(view.bytes, view.transport + 14) || 1
  if (midway) {
    sender.maxEnd = (sender.end + sender.maxWindow) >>> 0
    sender.sack = receiver.sack = true
    sender.liberal = receiver.liberal = true
  } else {
    sender.maxEnd = sender.end
    readOptions(view, sender)
  }
  return [sender, receiver]
}

/** Sequence number after the segment: SYN and FIN count for one each. */
export function segmentEnd(view: PacketView): number {
  const { bytes, transport } = view
  const headerLength = (bytes[transport + 12] >>> 4) * 4
  const flags = bytes[transport + 13]
  const data = view.transportLength - headerLength
  return (readU32(bytes, transport + 4) + data + ((flags >>> 1) & 1) + (flags & 1)) >>> 0
}

const after = (a: number, b: number): boolean => ((b - a) | 0) < 0
const before = (a: number, b: number): boolean => ((a - b) | 0) < 0

/** tcp_in_window: whether the segment fits what both ends have said, and if so what follows from it. */
export function isInWindow(
  track: TcpTrack,
  state: TcpState,
  view: PacketView,
  direction: 0 | 1,
  plainAck: boolean,
  beLiberal: boolean,
): boolean {
  const { bytes, transport } = view
  const sender = track.seen[direction]
  const receiver = track.seen[direction === 0 ? 1 : 0]
  const flags = bytes[transport + 13]
  const [syn, rst, hasAck] = [(flags & 2) !== 0, (flags & 4) !== 0, (flags & 16) !== 0]
  const rawWindow = readU16(bytes, transport + 14)
  let seq = readU32(bytes, transport + 4)
  let end = segmentEnd(view)
  let ack = readU32(bytes, transport + 8)
  let sack = ack
  if (receiver.sack && hasAck) sack = highestSack(view, ack)
  if (track.offsets) {
    // the receiver counts what a helper made of the payload, the sender what it sent
    const offset = offsetAt(track.offsets[direction === 0 ? 1 : 0], (ack - 1) >>> 0)
    ack = (ack - offset) >>> 0
    sack = (sack - offset) >>> 0
  }

  if (sender.maxWindow === 0) {
    if (syn) {
      startSender(view, sender, receiver, end, rawWindow, direction)
      if (!hasAck) return true // simultaneous open
    } else {
      // the middle of a connection
      sender.end = end
      sender.maxWindow = rawWindow * 2 ** sender.scale || 1
      sender.maxEnd = (end + sender.maxWindow) >>> 0
      if (receiver.maxWindow === 0) {
        receiver.end = sack
        receiver.maxEnd = sack
      } else if (sack === (receiver.end + 1) >>> 0) receiver.end = sack // answer to a keepalive
    }
  } else if (syn && after(end, sender.end) && (state === 'SYN_SENT' || state === 'SYN_RECV')) {
    startSender(view, sender, receiver, end, rawWindow, direction)
    if (direction === 1 && !hasAck) return true
  }
  if (!hasAck || (rst && ack === 0)) {
    ack = receiver.end
    sack = ack
  }
  if (rst && seq === 0 && state === 'SYN_SENT') {
    seq = sender.end
    end = sender.end
  }
  const fits =
    before(seq, (sender.maxEnd + 1) >>> 0) &&
    (receiver.maxWindow === 0 || after(end, (sender.end - receiver.maxWindow - 1) >>> 0)) &&
    before(sack, (receiver.end + 1) >>> 0) &&
    after(sack, (receiver.end - Math.max(sender.maxWindow, 66000) - 1) >>> 0)
  if (!fits) return sender.liberal || beLiberal

  const window = syn ? rawWindow : rawWindow * 2 ** sender.scale
  sender.maxWindow = Math.max(sender.maxWindow, window + ((sack - ack) >>> 0))
  if (after(end, sender.end)) {
    sender.end = end
    sender.unacknowledged = true
  }
  if (hasAck && (sender.maxAck === null || after(ack, sender.maxAck))) sender.maxAck = ack
  if (receiver.maxWindow !== 0 && after(end, sender.maxEnd)) receiver.maxWindow += (end - sender.maxEnd) >>> 0
  const allowed = (sack + window) >>> 0
  if (after(allowed, (receiver.maxEnd - 1) >>> 0)) receiver.maxEnd = (allowed + (window === 0 ? 1 : 0)) >>> 0
  if (ack === receiver.end) receiver.unacknowledged = false
  if (plainAck) countRetransmission(track, direction, seq, ack, end, rawWindow)
  return true
}

function countRetransmission(
  track: TcpTrack,
  direction: 0 | 1,
  seq: number,
  ack: number,
  end: number,
  window: number,
): void {
  const same =
    track.lastDirection === direction &&
    track.lastSeq === seq &&
    track.lastAck === ack &&
    track.lastEnd === end &&
    track.lastWindow === window
  if (same) {
    track.retrans++
    return
  }
  track.lastDirection = direction
  track.lastSeq = seq
  track.lastAck = ack
  track.lastEnd = end
  track.lastWindow = window
  track.retrans = 0
}

/** tcp_init_sender. RFC 7323: both ends must send the window scale option for either to scale. */
function startSender(
  view: PacketView,
  sender: SeenEnd,
  receiver: SeenEnd,
  end: number,
  window: number,
  direction: 0 | 1,
): void {
  sender.end = end
  sender.maxEnd = end
  sender.maxWindow = window || 1
  readOptions(view, sender)
  if (direction === 1 && !(sender.scaling && receiver.scaling)) {
    sender.scale = 0
    receiver.scale = 0
  }
}

function readOptions(view: PacketView, sender: SeenEnd): void {
  sender.scale = 0
  sender.scaling = false
  sender.sack = false
  forEachOption(view, (kind, at, length) => {
    if (kind === 3 && length === 3) {
      sender.scale = Math.min(view.bytes[at + 2], 14)
      sender.scaling = true
    } else if (kind === 4 && length === 2) sender.sack = true
  })
}

/** The right edge of the highest SACK block, else the acknowledgement. */
function highestSack(view: PacketView, ack: number): number {
  const { bytes, transport } = view
  // nothing but the timestamps of RFC 7323, as nearly every segment has them
  if (bytes[transport + 12] >>> 4 === 8 && readU32(bytes, transport + 20) === 0x0101080a) return ack
  let highest = ack
  forEachOption(view, (kind, at, length) => {
    if (kind !== 5) return
    for (let edge = at + 6; edge + 4 <= at + length; edge += 8) {
      const right = readU32(view.bytes, edge)
      if (after(right, highest)) highest = right
    }
  })
  return highest
}

function forEachOption(view: PacketView, visit: (kind: number, at: number, length: number) => void): void {
  const { bytes, transport } = view
  const end = transport + (bytes[transport + 12] >>> 4) * 4
  let at = transport + 20
  while (at < end) {
    const kind = bytes[at]
    if (kind === 0) return
    if (kind === 1) {
      at++
      continue
    }
    const length = bytes[at + 1]
    if (at + 1 >= end || length < 2 || at + length > end) return
    visit(kind, at, length)
    at += length
  }
}
