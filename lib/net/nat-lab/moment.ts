import type { TraceEvent } from '../sim/trace'
import type { Act } from './act'
import type { NatSettings } from './settings'
import type { NatRow, NatTable } from './table'

/** Why a machine did something to a packet: a key of netfilter or of the machine, with its data. */
export type Reason = Pick<TraceEvent, 'because' | 'data' | 'layer' | 'node'>

/** A packet on its way from the machine before to the one after a NAT, or all the way where no NAT is. */
export type Passage = {
  /** the machines that it passes, first to last; `isp` is the internet */
  readonly path: readonly string[]
  /** the NAT in the middle; null when the packet meets none */
  readonly nat: string | null
  /** the frame as it came to the NAT, and as it left it; null when it did not leave */
  readonly before: Uint8Array
  readonly after: Uint8Array | null
  readonly fate: 'delivered' | 'dropped' | 'taken'
  /** where it ended, why it did, and why it was translated */
  readonly reasons: readonly Reason[]
}

/** One step of a run. Plain data. Times in µs. */
export type Moment = {
  readonly at: number
  readonly act: Act
  readonly actIndex: number
  readonly passage: Passage | null
  /** rows that were there before and are gone */
  readonly gone: readonly NatRow[]
  /** keys of rows that are new or have another state */
  readonly fresh: readonly string[]
  /** by name of the NAT */
  readonly tables: Readonly<Record<string, NatTable>>
  /** what the act itself found out, for its sentence: the address that a STUN server told, whether a hole is open */
  readonly found: Readonly<Record<string, string>>
  /** by name of the NAT, as they were then */
  readonly settings: Readonly<Record<string, NatSettings>>
}
