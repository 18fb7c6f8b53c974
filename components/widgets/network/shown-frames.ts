import type { Story } from './network-story'

/** A frame that a step is about: on a wire, or thrown away by a device. `before` as in a step's flight. */
export type ShownFrame = {
  readonly frame: number
  readonly before: number | null
  readonly from: string
  readonly to: string | null
}

const MOST_SHOWN = 3

/** The frames of a step, equal ones once however many cables they travel on, the first three of them. */
export function shownFrames({ frames, steps }: Story, index: number): readonly ShownFrame[] {
  const { flights, drops } = steps[index]
  const all = [
    ...flights.map(
      ({ frame, before, from, to }): ShownFrame => ({ frame, before, from: from.node, to: to?.node ?? null }),
    ),
    ...drops.map(({ node, frame }): ShownFrame => ({ frame, before: null, from: node, to: null })),
  ]
  return all
    .filter(
      ({ frame }, place) =>
        all.findIndex((other) => frames[other.frame].bytes === frames[frame].bytes) === place,
    )
    .slice(0, MOST_SHOWN)
}

/** "Router 1 to Router 2", or the place where it was thrown away. */
export function describeWay({ graph }: Story, { from, to }: ShownFrame): string {
  const nameOf = (id: string) => graph.nodes.find((node) => node.id === id)?.name ?? id
  return to === null ? `at ${nameOf(from)}` : `${nameOf(from)} to ${nameOf(to)}`
}
