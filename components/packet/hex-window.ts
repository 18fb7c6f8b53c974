import type { HeaderCell } from './header-cells'
import type { Frame, HeaderView } from './header-views'

/** All headers at their longest (Ethernet 14, VLAN tag 4, IPv4 60 or IPv6 40, TCP 60) and some payload. */
const MOST_HEX = 160
/** Bytes in a row of the drawing. */
const ROW = 8
/** The window moves in strides, so that the bytes do not run away under a reader who goes from field to field. */
const STRIDE = 10 * ROW

/** Which bytes of a frame are drawn, and what is true about the others. Bytes count in the frame, `to` is the one after the last. */
export type HexWindow = { readonly from: number; readonly to: number; readonly note: string | undefined }

/**
 * The first bytes of a frame, or those around the chosen field when it ends behind them: two rows of what comes
 * before are with it. The note is missing when every byte of the frame is drawn.
 */
export function hexWindow(
  { bytes, originalLength }: Frame,
  headers: readonly HeaderView[],
  cell: HeaderCell | undefined,
): HexWindow {
  const end = cell ? cell.offset + cell.length : 0
  const from = cell && end > MOST_HEX ? windowStart(cell, bytes.length) : 0
  const to = Math.min(from + MOST_HEX, bytes.length)
  if (from === 0 && to === originalLength) return { from, to, note: undefined }
  const shown =
    from === 0
      ? `The first ${to} of ${originalLength} bytes.`
      : `Bytes ${from} to ${to - 1} of ${originalLength}, counted from 0.`
  const others =
    end > to
      ? `The chosen field goes on to byte ${end - 1}.`
      : othersText({ to, captured: bytes.length, originalLength, listed: lastByte(headers) })
  return { from, to, note: `${shown} ${others}` }
}

type Extent = {
  readonly to: number
  readonly captured: number
  readonly originalLength: number
  readonly listed: number
}

function othersText({ to, captured, originalLength, listed }: Extent): string {
  if (listed > to) return 'Choose a field further on to see its bytes.'
  if (to < captured) return 'What follows is payload.'
  if (to < originalLength) return 'The capture kept no more of them.'
  return 'Choose a field further up to see the bytes before.'
}

/** Two rows before the field's stride, or before the field when that is what it takes to draw more of it; never past the end. */
function windowStart({ offset, length }: HeaderCell, captured: number): number {
  const stride = offset - (offset % STRIDE) - 2 * ROW
  const row = offset - (offset % ROW) - 2 * ROW
  const start = offset + length <= stride + MOST_HEX ? stride : row
  const last = Math.ceil(Math.max(0, captured - MOST_HEX) / ROW) * ROW
  return Math.max(0, Math.min(last, start))
}

/** The byte after the last one that a listed field covers. */
function lastByte(headers: readonly HeaderView[]): number {
  let last = 0
  for (const { cells } of headers)
    for (const { offset, length } of cells) last = Math.max(last, offset + length)
  return last
}
