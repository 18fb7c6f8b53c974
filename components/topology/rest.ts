import { type Place, placesOf, sizeOf, type TopologyGraph } from './topology-graph'

/** Which way the columns run: to the right, or on a narrow stage downwards. */
export type Turn = 'wide' | 'tall'

/** Heights in px, as network.css draws them: of a row, and from the middle of a glyph to its top and to the lines below the name. */
const DRAWN = {
  wide: { row: 92, spare: 16, above: 26, below: 46 },
  tall: { row: 104, spare: 0, above: 26, below: 35 },
} as const
const LINE = 17
/** A packet is 20 px high; those behind it on the same cable show this much of themselves. */
const HALF = 10
const BEHIND = 18
/** Past the middle where there is room, and always a little, so that two that meet on a cable are both seen. */
const PAST = 11
const LEAST = 4

/**
 * Where a packet comes to rest on a cable, as a part of the way from `start` to `end`: on a level cable past the middle, on any
 * other between the address lines of the upper device and the glyph of the lower one, so that it hides neither.
 */
export function restOf(
  graph: TopologyGraph,
  [start, end]: readonly [Place, Place],
  turn: Turn,
  { short, place, of }: { readonly short: boolean; readonly place: number; readonly of: number },
): number {
  const { columns, rows } = sizeOf(graph.nodes)
  const level = (short ? 0.4 : 0.54) - place * 0.12
  const down = (at: Place) => (turn === 'wide' ? at.across : at.along)
  if (rows === 1 || Math.abs(down(start) - down(end)) < 1) return level
  const { row, spare, above, below } = DRAWN[turn]
  const under = Math.max(...graph.nodes.map(({ lines }) => lines.length)) * LINE
  const height = (turn === 'wide' ? rows : columns) * (row + under) + spare - under
  const from = (down(start) * height) / 100
  const to = (down(end) * height) / 100
  const lines = linesAt(graph, from < to ? start : end)
  const top = Math.min(from, to) + below + lines * LINE
  const bottom = Math.max(from, to) - above
  const room = (bottom - top) / 2 - HALF - ((of - 1) / 2) * BEHIND
  const middle = short ? top + HALF : (top + bottom) / 2
  const ahead = short ? 0 : Math.min(PAST, Math.max(room, LEAST)) + ((of - 1) / 2 - place) * BEHIND
  return (Math.abs(middle - from) + ahead) / Math.abs(to - from)
}

/** How many lines stand under the device at the upper of the two ends. */
function linesAt(graph: TopologyGraph, upper: Place): number {
  const places = placesOf(graph)
  const away = ({ id }: { readonly id: string }) => {
    const { along, across } = places.get(id) ?? upper
    return Math.hypot(along - upper.along, across - upper.across)
  }
  return graph.nodes.reduce((nearest, node) => (away(node) < away(nearest) ? node : nearest)).lines.length
}
