import type { GlyphName } from '@/components/ui/glyph'

/** A device in a drawing of a network; `column` and `row` may be between two whole numbers. */
export type TopologyNode = {
  readonly id: string
  readonly name: string
  readonly glyph: GlyphName
  /** addresses and the like, under the name */
  readonly lines: readonly string[]
  readonly column: number
  readonly row: number
}

/** A cable, by the ids of the two devices, with the interfaces that it joins. */
export type TopologyLink = {
  readonly a: string
  readonly aIface: string
  readonly b: string
  readonly bIface: string
}

export type TopologyGraph = {
  readonly nodes: readonly TopologyNode[]
  readonly links: readonly TopologyLink[]
}

/** Place of a node in per cent of the drawing: `along` the columns, `across` the rows. On a phone the two change roles. */
export type Place = { readonly along: number; readonly across: number }

/** Where each node stands, by id. */
export function placesOf({ nodes }: TopologyGraph): ReadonlyMap<string, Place> {
  const { columns, rows } = sizeOf(nodes)
  return new Map(
    nodes.map(({ id, column, row }) => [
      id,
      { along: ((column + 0.5) / columns) * 100, across: ((row + 0.5) / rows) * 100 },
    ]),
  )
}

export function sizeOf(nodes: readonly TopologyNode[]): { readonly columns: number; readonly rows: number } {
  return {
    columns: Math.max(...nodes.map(({ column }) => column)) + 1,
    rows: Math.max(...nodes.map(({ row }) => row)) + 1,
  }
}

/** How far two cables between the same two devices lie apart, as a part of a row (or column). */
const APART = 0.16

/** Where the ends of a cable are drawn: at its devices, or beside them when it is one of several between the two. */
export function endsOf(graph: TopologyGraph, link: TopologyLink): readonly [Place, Place] {
  const places = placesOf(graph)
  const ends = [places.get(link.a) ?? MIDDLE, places.get(link.b) ?? MIDDLE] as const
  const beside = graph.links.filter((other) => pairOf(other) === pairOf(link))
  if (beside.length === 1) return ends
  const lane = (beside.indexOf(link) - (beside.length - 1) / 2) * APART
  const { columns, rows } = sizeOf(graph.nodes)
  const level = Math.abs(ends[0].along - ends[1].along) >= Math.abs(ends[0].across - ends[1].across)
  const shift = level
    ? { along: 0, across: (lane * 100) / rows }
    : { along: (lane * 100) / columns, across: 0 }
  return [moved(ends[0], shift), moved(ends[1], shift)]
}

const MIDDLE: Place = { along: 50, across: 50 }

function pairOf({ a, b }: TopologyLink): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`
}

function moved(place: Place, by: Place): Place {
  return { along: place.along + by.along, across: place.across + by.across }
}
