import { loadTables } from './filter-hook'
import type { Machine } from './machine'
import { traverse } from './netfilter/traverse'

/** From its first rule on a machine takes every packet through its hooks. */
export function switchFilterOn(machine: Machine): void {
  loadTables(traverse)
  machine.filtered = true
}
