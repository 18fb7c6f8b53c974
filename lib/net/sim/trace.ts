import type { Because } from '../node/because'

/** A frame as a capture at one interface shows it. The bytes are never changed afterwards. */
export type TraceFrame = {
  readonly at: number
  readonly node: string
  readonly iface: string
  readonly direction: 'in' | 'out'
  readonly bytes: Uint8Array
}

/** What a node decided, and why; `frame` is the frame that it was about, by its place in `frames`, if there was one. */
export type TraceEvent = {
  readonly at: number
  readonly node: string
  readonly because: string
  readonly layer: Because['layer']
  readonly data: NonNullable<Because['data']>
  readonly frame: number | null
}

/** Everything that happened: what every view of a run is made from. */
export type Trace = { readonly frames: TraceFrame[]; readonly events: TraceEvent[] }

export function emptyTrace(): Trace {
  return { frames: [], events: [] }
}
