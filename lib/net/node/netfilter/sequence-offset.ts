import { updateChecksum32 } from '../../bytes/checksum'
import { readU16, readU32, writeU16, writeU32 } from '../../bytes/integers'
import type { PacketView } from './packet-view'

/**
 * What one end's sequence numbers are moved by since a payload grew or shrank (struct nf_ct_seqadj): by `before` up to
 * the segment at `position`, by `after` beyond it. In the sender's own numbers.
 */
export type SequenceOffset = { position: number; before: number; after: number }

export function noOffset(): SequenceOffset {
  return { position: 0, before: 0, after: 0 }
}

const isAfter = (a: number, b: number): boolean => ((b - a) | 0) < 0

/** nf_ct_seqadj_set: the segment at `sequence` became `change` bytes longer. The same segment sent again counts once. */
export function moveBy(offset: SequenceOffset, sequence: number, change: number): void {
  if (offset.before !== offset.after && !isAfter(sequence, offset.position)) return
  offset.position = sequence
  offset.before = offset.after
  offset.after += change
}

/** nf_ct_seq_offset: by what a number of that sender was moved. */
export function offsetAt({ position, before, after }: SequenceOffset, sequence: number): number {
  return isAfter(sequence, position) ? after : before
}

/** What the receiver says (an acknowledgement, an edge of SACK) in the sender's own numbers again. */
function undo(offset: SequenceOffset, number: number): number {
  const by = isAfter((number - offset.before) >>> 0, offset.position) ? offset.after : offset.before
  return (number - by) >>> 0
}

/** nf_ct_seq_adjust: the numbers of a TCP segment, its SACK blocks too, as its receiver knows them. In place. */
export function adjustSequence(view: PacketView, own: SequenceOffset, other: SequenceOffset): void {
  const { bytes, transport } = view
  const sequence = readU32(bytes, transport + 4)
  write(view, transport + 4, (sequence + offsetAt(own, sequence)) >>> 0)
  if ((bytes[transport + 13] & 16) === 0) return
  write(view, transport + 8, undo(other, readU32(bytes, transport + 8)))
  const end = transport + (bytes[transport + 12] >>> 4) * 4
  for (let at = transport + 20; at + 1 < end; ) {
    const kind = bytes[at]
    if (kind === 0) return
    if (kind === 1) {
      at++
      continue
    }
    const length = bytes[at + 1]
    if (length < 2 || at + length > end) return
    if (kind === 5) {
      for (let edge = at + 2; edge + 4 <= at + length; edge += 4)
        write(view, edge, undo(other, readU32(bytes, edge)))
    }
    at += length
  }
}

function write({ bytes, transport }: PacketView, at: number, value: number): void {
  const was = readU32(bytes, at)
  if (was === value) return
  writeU32(bytes, at, value)
  // a number at an odd offset stands in the sum with its bytes swapped
  const swap = (number: number) => (((number & 0xff00ff) << 8) | ((number >>> 8) & 0xff00ff)) >>> 0
  const odd = (at - transport) % 2 !== 0
  const checksum = readU16(bytes, transport + 16)
  const next = odd
    ? updateChecksum32(checksum, swap(was), swap(value))
    : updateChecksum32(checksum, was, value)
  writeU16(bytes, transport + 16, next)
}
