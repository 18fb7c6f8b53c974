import { FIN, PSH, SYN } from '../tcp-port'
import { payloadLength } from './emit'
import { noteDelivered } from './rack'
import { advance, distance, isAfter, isBefore, isUpTo } from './sequence'
import type { SentSegment, Tcb } from './tcb'

/** How many SACKed segments above a hole make it a loss (RFC 6675 DupThresh). */
export const DUP_THRESH = 3

/** What an ACK took off the retransmission queue. */
type Acknowledged = {
  bytes: number
  /** when the oldest of them was sent; null if any was sent twice, for then nobody knows which copy is meant (Karn) */
  sentAtUs: number | null
  resent: boolean
}

/** Removes what `ack` covers; a segment that is covered in part keeps the rest. */
export function removeAcknowledged(tcb: Tcb, ack: number, now: number): Acknowledged {
  const result: Acknowledged = { bytes: 0, sentAtUs: null, resent: false }
  let whole = 0
  for (const entry of tcb.sendQueue) {
    if (isAfter(entry.end, ack)) {
      if (isBefore(entry.seq, ack)) trimFront(tcb, entry, ack, result)
      break
    }
    if (!entry.sacked) noteDelivered(tcb, entry, now)
    count(tcb, entry, -distance(entry.seq, entry.end))
    result.bytes += payloadLength(entry)
    if (entry.transmissions > 1) result.resent = true
    else if (result.sentAtUs === null && !entry.sacked) result.sentAtUs = entry.sentAtUs
    whole += 1
  }
  if (whole > 0) tcb.sendQueue.splice(0, whole)
  if (result.resent) result.sentAtUs = null
  return result
}

function trimFront(tcb: Tcb, entry: SentSegment, ack: number, result: Acknowledged): void {
  const bytes = distance(entry.seq, ack)
  count(tcb, entry, -bytes)
  entry.seq = ack
  result.bytes += bytes
  if (entry.transmissions > 1) result.resent = true
}

/** Adds `bytes` (or takes them off) where the entry's marks say that they are counted. */
function count(tcb: Tcb, entry: SentSegment, bytes: number): void {
  if (entry.sacked) tcb.sackedBytes += bytes
  if (entry.lost) tcb.lostBytes += bytes
  if (entry.resent) tcb.resentBytes += bytes
}

/**
 * Marks what the blocks of a SACK option cover (RFC 2018 section 5). A block at or below `ack` reports a duplicate (RFC 2883)
 * and marks nothing. Returns the bytes that are newly known to have arrived.
 */
export function markSacked(tcb: Tcb, blocks: readonly (readonly [number, number])[], now: number): number {
  let bytes = 0
  for (const [left, right] of blocks) {
    if (!isBefore(left, right) || isBefore(left, tcb.sndUna) || isAfter(right, tcb.sndNxt)) continue
    for (let i = indexFrom(tcb, left); i < tcb.sendQueue.length; i += 1) {
      const entry = tcb.sendQueue[i] as SentSegment
      if (isAfter(entry.end, right)) break
      if (entry.sacked) continue
      const length = distance(entry.seq, entry.end)
      count(tcb, entry, -length)
      noteDelivered(tcb, entry, now)
      entry.sacked = true
      entry.lost = false
      entry.resent = false
      tcb.sackedBytes += length
      bytes += length
    }
    if (isAfter(right, tcb.highestSacked)) tcb.highestSacked = right
  }
  return bytes
}

/** Index of the first entry that begins at or after `seq`: the queue is in order. */
function indexFrom(tcb: Tcb, seq: number): number {
  let low = 0
  let high = tcb.sendQueue.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore((tcb.sendQueue[middle] as SentSegment).seq, seq)) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * IsLost of RFC 6675, counted in segments as Linux does: below three SACKed segments everything that is not SACKed is lost.
 * Returns the bytes that are newly taken for lost.
 */
export function markLostBelowSacked(tcb: Tcb): number {
  let seen = 0
  let below = indexFrom(tcb, tcb.highestSacked) - 1
  while (below >= 0 && seen < DUP_THRESH) {
    if ((tcb.sendQueue[below] as SentSegment).sacked) seen += 1
    below -= 1
  }
  if (seen < DUP_THRESH) return 0
  let bytes = 0
  for (let i = indexFrom(tcb, tcb.lossSearched); i <= below; i += 1) bytes += markLost(tcb, i)
  tcb.lossSearched = (tcb.sendQueue[below + 1] as SentSegment).seq
  return bytes
}

function markLost(tcb: Tcb, index: number): number {
  const entry = tcb.sendQueue[index] as SentSegment
  if (entry.sacked || entry.lost) return 0
  entry.lost = true
  const length = distance(entry.seq, entry.end)
  tcb.lostBytes += length
  return length
}

/**
 * After a timeout nothing is believed to be under way. Should even the first segment be SACKed, the receiver has thrown
 * away what it reported, and the marks are worth nothing (RFC 2018 section 8).
 */
export function markAllLost(tcb: Tcb): void {
  const reneged = tcb.sendQueue[0]?.sacked === true
  if (reneged) tcb.sackedBytes = 0
  tcb.lostBytes = 0
  tcb.resentBytes = 0
  for (const entry of tcb.sendQueue) {
    if (reneged) entry.sacked = false
    entry.resent = false
    entry.lost = !entry.sacked
    if (entry.lost) tcb.lostBytes += distance(entry.seq, entry.end)
  }
  tcb.lossSearched = tcb.sndNxt
}

/** Cuts an entry that is longer than a full segment has become: the first part keeps at most `smss` bytes. */
function splitEntry(tcb: Tcb, index: number): void {
  const entry = tcb.sendQueue[index] as SentSegment
  const end = entry.end
  entry.end = advance(entry.seq, tcb.smss)
  const rest = { ...entry, seq: entry.end, end }
  entry.flags &= ~(FIN | PSH)
  tcb.sendQueue.splice(index + 1, 0, rest)
}

/** The path takes less than was sent: everything that is not SACKed is lost and is cut afresh (RFC 1191 section 6.4, tcp_simple_retransmit). */
export function recut(tcb: Tcb): void {
  const old = tcb.sendQueue
  tcb.sendQueue = []
  for (const entry of old) {
    const last = tcb.sendQueue.at(-1)
    if (last && !last.sacked && !entry.sacked && !((last.flags | entry.flags) & SYN)) {
      last.end = entry.end
      last.flags |= entry.flags
      last.transmissions = Math.max(last.transmissions, entry.transmissions)
    } else tcb.sendQueue.push({ ...entry })
  }
  for (let i = 0; i < tcb.sendQueue.length; i += 1) {
    const entry = tcb.sendQueue[i] as SentSegment
    if (!entry.sacked && payloadLength(entry) > tcb.smss) splitEntry(tcb, i)
  }
  markAllLost(tcb)
}

/** True while a segment is taken for lost and was not sent again. */
export function hasUnsentLoss(tcb: Tcb): boolean {
  return tcb.lostBytes > tcb.resentBytes
}

/** True if the block lies at or below what is acknowledged, or inside the next block: a duplicate, not a hole's edge (RFC 2883 section 4). */
export function isDuplicateReport(blocks: readonly (readonly [number, number])[], ack: number): boolean {
  const [first, second] = blocks
  if (!first) return false
  if (isUpTo(first[1], ack)) return true
  return second !== undefined && isUpTo(second[0], first[0]) && isUpTo(first[1], second[1])
}
