import type { Because } from './because'
import type { Machine } from './machine'
import type { PacketTrack } from './netfilter-port'
import type { NodeBecauseKey } from './node-because'
import type { Timer } from './timer'

/** What one step of a node is made with, and what it gathers on the way. */
export type Turn = {
  readonly machine: Machine
  readonly now: number
  readonly random: () => number
  /** frames handed to interfaces, in order */
  readonly sent: SentFrame[]
  readonly timers: { readonly at: number; readonly timer: Timer }[]
  readonly because: Because[]
  /** the frame that came in, with its Ethernet header; null for a timer or a call */
  readonly frame: Uint8Array | null
  /** made by the first hook that needs it (filter-hook.ts) */
  filterContext: object | null
}

export type SentFrame = {
  readonly iface: string
  readonly bytes: Uint8Array
  /** what conntrack knows of a packet goes with it over lo */
  readonly track?: PacketTrack
}

/** Note why something happened; `key` is one that `explain/describe.ts` has a sentence for. */
export function note(turn: Turn, key: NodeBecauseKey, layer: Because['layer'], data?: Because['data']): void {
  turn.because.push(data ? { key, layer, data } : { key, layer })
}

export function wake(turn: Turn, at: number, timer: Timer): void {
  turn.timers.push({ at, timer })
}
