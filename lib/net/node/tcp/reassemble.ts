import { packetMemory } from './receive-window'
import { advance, distance, isAfter, isBefore, isUpTo, laterOf } from './sequence'
import type { Tcb, WaitingSegment } from './tcb'

/** A SYN or data segment has room for four blocks, and Linux remembers no more. */
const BLOCKS_MAX = 4

function waitingEnd(segment: WaitingSegment): number {
  return advance(segment.seq, segment.bytes.length + (segment.fin ? 1 : 0))
}

/**
 * Keeps a segment that came before its turn. Overlaps are cut so that every byte waits once. Returns false if all of it was
 * waiting already.
 */
export function keepWaiting(tcb: Tcb, seq: number, bytes: Uint8Array, fin: boolean): boolean {
  const end = advance(seq, bytes.length + (fin ? 1 : 0))
  let at = positionOf(tcb, seq)
  const before = tcb.waiting[at - 1]
  const from = before ? laterOf(seq, waitingEnd(before)) : seq
  if (!isBefore(from, end)) return false
  let cover = 0
  while (at + cover < tcb.waiting.length) {
    const next = tcb.waiting[at + cover] as WaitingSegment
    if (isAfter(waitingEnd(next), end)) break
    tcb.waitingMemory -= packetMemory(next.bytes.length)
    cover += 1
  }
  tcb.waiting.splice(at, cover)
  const next = tcb.waiting[at]
  const to = next && isBefore(next.seq, end) ? next.seq : end
  if (isBefore(from, to)) {
    const kept = bytes.slice(distance(seq, from), distance(seq, to))
    tcb.waiting.splice(at, 0, { seq: from, bytes: kept, fin: fin && to === end })
    tcb.waitingMemory += packetMemory(kept.length)
    at += 1
  }
  addBlock(tcb, seq, end)
  return true
}

/** Index of the first waiting segment that begins after `seq`. */
function positionOf(tcb: Tcb, seq: number): number {
  let low = 0
  let high = tcb.waiting.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isAfter((tcb.waiting[middle] as WaitingSegment).seq, seq)) high = middle
    else low = middle + 1
  }
  return low
}

/** The block that the newest segment belongs to comes first (RFC 2018 section 4). */
function addBlock(tcb: Tcb, seq: number, end: number): void {
  const block = { start: seq, end }
  const others: { start: number; end: number }[] = []
  for (const other of tcb.sackBlocks) {
    if (isUpTo(other.start, block.end) && isUpTo(block.start, other.end)) {
      if (isBefore(other.start, block.start)) block.start = other.start
      block.end = laterOf(block.end, other.end)
    } else others.push(other)
  }
  tcb.sackBlocks = [block, ...others].slice(0, BLOCKS_MAX)
}

/** Takes from the waiting segments what has become next in line, in order. rcvNxt is not moved. */
export function takeReady(tcb: Tcb, rcvNxt: number): { bytes: Uint8Array; fin: boolean }[] {
  const ready: { bytes: Uint8Array; fin: boolean }[] = []
  let next = rcvNxt
  let count = 0
  for (const segment of tcb.waiting) {
    if (isAfter(segment.seq, next)) break
    count += 1
    tcb.waitingMemory -= packetMemory(segment.bytes.length)
    const end = waitingEnd(segment)
    if (isUpTo(end, next)) continue
    ready.push({ bytes: segment.bytes.subarray(distance(segment.seq, next)), fin: segment.fin })
    next = end
  }
  if (count > 0) tcb.waiting.splice(0, count)
  return ready
}

/** Blocks at or below rcvNxt are history. */
export function forgetBlocks(tcb: Tcb): void {
  if (tcb.sackBlocks.length > 0) tcb.sackBlocks = tcb.sackBlocks.filter(({ end }) => isAfter(end, tcb.rcvNxt))
}
