import { containsPrefix, type Prefix } from '../addr/prefix'
import { blockAround, firstOf, sizeOf, widthOf } from './address'

/** A block cut into blocks, in order and without a gap. */
export type Layout = readonly Prefix[]

/** Both halves of a block, or null for a single address. */
export function halvesOf(prefix: Prefix): readonly [Prefix, Prefix] | null {
  const { family, bits } = prefix
  if (bits === widthOf(family)) return null
  const middle = firstOf(prefix) + sizeOf(prefix) / 2n
  return [
    blockAround({ family, value: firstOf(prefix) }, bits + 1),
    blockAround({ family, value: middle }, bits + 1),
  ]
}

/** The block of which `prefix` is a half; null for /0. */
export function parentOf(prefix: Prefix): Prefix | null {
  const { family, bits } = prefix
  return bits === 0 ? null : blockAround({ family, value: firstOf(prefix) }, bits - 1)
}

/** The block at `index` becomes its two halves; a single address stays as it is. */
export function splitAt(layout: Layout, index: number): Layout {
  const halves = halvesOf(layout[index])
  return halves ? layout.toSpliced(index, 1, ...halves) : layout
}

/** All blocks inside `whole` become that one block. */
export function joinInto(layout: Layout, whole: Prefix): Layout {
  const from = layout.findIndex((prefix) => containsPrefix(whole, prefix))
  if (from < 0) return layout
  const count = layout.filter((prefix) => containsPrefix(whole, prefix)).length
  return layout.toSpliced(from, count, whole)
}

/** `prefix` cut into equal blocks of `bits`; throws where that would be more than `most`. */
export function splitInto(prefix: Prefix, bits: number, most = 4096): Prefix[] {
  const { family } = prefix
  const count = 2 ** (bits - prefix.bits)
  if (count > most) throw new Error(`${count} blocks of /${bits} are more than ${most}`)
  const size = 1n << BigInt(widthOf(family) - bits)
  return Array.from({ length: count }, (_, index) =>
    blockAround({ family, value: firstOf(prefix) + BigInt(index) * size }, bits),
  )
}

/** One cell of the joining columns: pressing it makes one block of `rows` rows, from `row` on. */
export type JoinCell = { readonly prefix: Prefix; readonly row: number; readonly rows: number }

/** The cells of one prefix length. */
export type JoinColumn = { readonly bits: number; readonly cells: readonly JoinCell[] }

/** For each prefix length that the layout was cut at, longest first, the blocks that can be joined again. */
export function joinCells(root: Prefix, layout: Layout): readonly JoinColumn[] {
  const longest = Math.max(...layout.map(({ bits }) => bits))
  const columns: JoinColumn[] = []
  for (let bits = longest - 1; bits >= root.bits; bits--) {
    const cells: JoinCell[] = []
    for (let row = 0; row < layout.length; ) {
      const leaf = layout[row]
      const whole = leaf.bits > bits ? blockAround({ family: leaf.family, value: firstOf(leaf) }, bits) : null
      const rows = whole ? layout.filter((prefix) => containsPrefix(whole, prefix)).length : 1
      if (whole) cells.push({ prefix: whole, row, rows })
      row += rows
    }
    columns.push({ bits, cells })
  }
  return columns
}

/** The cuts as text: from the root down, `1` for a block that is cut, `0` for one that is not, as base 32 with its length. */
export function writeCuts(root: Prefix, layout: Layout): string {
  let cuts = ''
  const visit = (prefix: Prefix) => {
    const halves = layout.some((leaf) => leaf.bits === prefix.bits && leaf.network === prefix.network)
      ? null
      : halvesOf(prefix)
    cuts += halves ? '1' : '0'
    if (halves) halves.forEach(visit)
  }
  visit(root)
  return BigInt(`0b1${cuts}`).toString(32)
}

/** Null on text that is not cuts of this block. */
export function readCuts(root: Prefix, text: string): Layout | null {
  if (!/^[0-9a-v]{1,400}$/.test(text)) return null
  const cuts = Array.from(text, (digit) => Number.parseInt(digit, 32).toString(2).padStart(5, '0'))
    .join('')
    .replace(/^0*1/, '')
  let at = 0
  const layout: Prefix[] = []
  const visit = (prefix: Prefix): boolean => {
    const cut = cuts[at++]
    if (cut === '0') return layout.push(prefix) > 0
    const halves = cut === '1' ? halvesOf(prefix) : null
    return halves?.every(visit) ?? false
  }
  return visit(root) && at === cuts.length ? layout : null
}
