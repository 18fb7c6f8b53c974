import type { Machine } from '../node/machine'
import type { Switch } from '../node/switch'

/** How a node stood after something happened to it at `at` µs: an exact copy, so that any table of any moment can be shown. */
export type Moment = { readonly at: number; readonly node: Machine | Switch }

/** A copy of one node for `Simulation.history`. */
export function momentOf(node: Machine | Switch, at: number): Moment {
  return { at, node: structuredClone(node) }
}

/** How every node stood at the end of microsecond `at`, by name; nodes that were not heard of until then are missing. */
export function nodesAt(history: readonly Moment[], at: number): Map<string, Machine | Switch> {
  const nodes = new Map<string, Machine | Switch>()
  for (const moment of history) {
    if (moment.at > at) break
    nodes.set(moment.node.name, moment.node)
  }
  return nodes
}
