import type { Simulation } from './simulation'

/** The state of a simulation at one moment. The trace only grows, so its length is enough. */
export type Snapshot = {
  readonly state: Omit<Simulation, 'trace'>
  readonly frames: number
  readonly events: number
}

/** An exact copy of everything but the trace. */
export function takeSnapshot(simulation: Simulation): Snapshot {
  const { trace, ...state } = simulation
  return { state: structuredClone(state), frames: trace.frames.length, events: trace.events.length }
}

/** A simulation that stands where the snapshot was taken; the one it was taken from is not touched. */
export function restore(snapshot: Snapshot, from: Simulation): Simulation {
  const trace = {
    frames: from.trace.frames.slice(0, snapshot.frames),
    events: from.trace.events.slice(0, snapshot.events),
  }
  return { ...structuredClone(snapshot.state), trace }
}
