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
    columns: Math.ceil(Math.max(...nodes.map(({ column }) => column))) + 1,
    rows: Math.ceil(Math.max(...nodes.map(({ row }) => row))) + 1,
  }
}
