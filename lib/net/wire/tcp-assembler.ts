/** Segments that wait behind a hole, and their bytes. */
const MOST_SEGMENTS_AHEAD = 256
const MOST_AHEAD = 1 << 18

type Part = { readonly frame: number; readonly length: number }
export type Ahead = { readonly sequence: number; readonly frame: number; readonly bytes: Uint8Array }

/** The bytes one end sends, put in order by sequence number. A byte that was seen before is not taken again. */
export class TcpStreamAssembler {
  /** The next byte expected; -1 before the first. */
  next = -1
  /** An unfinished message: its bytes so far, and which frames they came in. */
  pending = new Uint8Array(0)
  pendingLength = 0
  parts: Part[] = []
  /** How long the unfinished message will be; 0 = not known. */
  needed = 0
  /** How often it was looked at without finding its end. */
  attempts = 0
  /** Bytes of an over-long message still to step over. */
  skip = 0
  ahead: Ahead[] = []
  aheadBytes = 0
  /** What the other end has acknowledged: beyond a hole it proves that the capture, not the network, lost the segment. */
  acknowledged = -1

  append(bytes: Uint8Array, frame: number): void {
    const length = this.pendingLength + bytes.length
    if (length > this.pending.length) {
      const grown = new Uint8Array(Math.max(length, this.pending.length * 2, 512))
      grown.set(this.pending.subarray(0, this.pendingLength))
      this.pending = grown
    }
    this.pending.set(bytes, this.pendingLength)
    this.pendingLength = length
    this.parts.push({ frame, length: bytes.length })
  }

  clear(): void {
    this.pending = new Uint8Array(0)
    this.pendingLength = 0
    this.parts = []
    this.needed = 0
    this.attempts = 0
  }
}

/** Where the new bytes of this segment begin; -1 when it has none, or when they must wait for a hole to be filled. */
export function takeInOrder(
  assembler: TcpStreamAssembler,
  frame: number,
  bytes: Uint8Array,
  sequence: number,
  offset: number,
  end: number,
): number {
  if (assembler.next < 0) assembler.next = sequence
  let distance = (sequence - assembler.next) | 0
  if (distance > 0 && assembler.acknowledged >= 0 && ((assembler.acknowledged - assembler.next) | 0) > 0) {
    // acknowledged but never captured: go on after the hole
    assembler.clear()
    assembler.next = sequence
    distance = 0
  }
  if (distance > 0) {
    if (assembler.ahead.length < MOST_SEGMENTS_AHEAD && assembler.aheadBytes + (end - offset) <= MOST_AHEAD) {
      assembler.ahead.push({ sequence, frame, bytes: bytes.slice(offset, end) })
      assembler.aheadBytes += end - offset
      return -1
    }
    assembler.clear()
    assembler.ahead = []
    assembler.aheadBytes = 0
    assembler.next = sequence
    distance = 0
  }
  if (-distance >= end - offset && end > offset) return -1
  assembler.next = (sequence + (end - offset)) >>> 0
  return offset - distance
}
