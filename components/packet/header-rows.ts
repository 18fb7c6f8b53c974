import type { HeaderCell } from './header-cells'

/** A piece of a header drawing of 32 columns. A field that goes over the end of a row is drawn in pieces. */
export type DrawnCell = {
  readonly key: string
  /** null: bits of the row that belong to no field */
  readonly cell: HeaderCell | null
  readonly columns: number
  /** rows that the piece takes in the RFC's drawing; it is drawn as one */
  readonly rows: number
  readonly hex: string
  /** the first piece carries the name, one piece carries the value */
  readonly first: boolean
  readonly withValue: boolean
}

const WIDTH = 32

/** Lays cells on rows of 32 bits, in their order. The rest of the last row stays empty. */
export function headerRows(cells: readonly HeaderCell[]): readonly DrawnCell[] {
  const drawn: DrawnCell[] = []
  let column = 0
  for (const cell of cells) {
    const pieces = cut(cell.bits, WIDTH - column)
    const largest = pieces.indexOf(Math.max(...pieces))
    let done = 0
    pieces.forEach((bits, index) => {
      drawn.push({
        key: `${cell.name}@${cell.offset}-${index}`,
        cell,
        columns: Math.min(bits, WIDTH),
        rows: Math.ceil(bits / WIDTH),
        hex: pieces.length === 1 ? cell.hex : hexPart(cell.hex, done / 8, bits / 8),
        first: index === 0,
        withValue: index === largest,
      })
      done += bits
    })
    column = (column + cell.bits) % WIDTH
  }
  if (column > 0)
    drawn.push({
      key: 'rest',
      cell: null,
      columns: WIDTH - column,
      rows: 1,
      hex: '',
      first: false,
      withValue: false,
    })
  return drawn
}

/** Bits of each piece: what is left of the row, whole rows together, the remainder. */
function cut(bits: number, left: number): readonly number[] {
  if (bits <= left) return [bits]
  const head = left < WIDTH ? left : 0
  const rows = Math.floor((bits - head) / WIDTH) * WIDTH
  return [head, rows, bits - head - rows].filter((piece) => piece > 0)
}

function hexPart(hex: string, from: number, count: number): string {
  return hex
    .split(' ')
    .slice(from, from + count)
    .join(' ')
}
