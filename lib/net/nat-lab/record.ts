import { macFromBytes } from '../addr/mac'
import { runUntil, type Simulation } from '../sim/simulation'
import type { TraceEvent, TraceFrame } from '../sim/trace'
import type { Passage, Reason } from './moment'

/** A packet on its way: the machines so far, and the passage of the last NAT that it met. */
type Journey = { path: string[]; open: { -readonly [Key in keyof Passage]: Passage[Key] } | null }

/** Follows packets through a simulation. `seen` is called in the moment in which a NAT has dealt with one. */
export type Recorder = {
  readonly simulation: Simulation
  readonly nats: ReadonlySet<string>
  readonly seen: (passage: Passage) => void
  /** which journey a frame on a wire belongs to; the same bytes are one frame */
  readonly flying: Map<Uint8Array, Journey>
  frames: number
  events: number
}

export function makeRecorder(
  simulation: Simulation,
  nats: readonly string[],
  seen: (passage: Passage) => void,
): Recorder {
  const { frames, events } = simulation.trace
  return {
    simulation,
    nats: new Set(nats),
    seen,
    flying: new Map(),
    frames: frames.length,
    events: events.length,
  }
}

/** Lets time pass until `until` µs and follows what flies. */
export function follow(recorder: Recorder, until: number): void {
  runUntil(recorder.simulation, until, () => {
    takeNote(recorder)
    return false
  })
}

/** To be called after every event and every system call: looks at the frames that are new in the trace. */
export function takeNote(recorder: Recorder): void {
  const { trace } = recorder.simulation
  const first = recorder.frames
  const frames = trace.frames.slice(first)
  const events = trace.events.slice(recorder.events)
  recorder.frames = trace.frames.length
  recorder.events = trace.events.length
  const arrived = frames[0]?.direction === 'in' ? frames[0] : null
  const sent = frames.filter((frame) => frame.direction === 'out')
  const rest = arrived ? arrive(recorder, arrived, sent, eventsOf(events, first)) : sent
  for (const frame of rest) {
    if (isIpv4(frame.bytes)) recorder.flying.set(frame.bytes, { path: [frame.node], open: null })
  }
}

function eventsOf(events: readonly TraceEvent[], frame: number): Reason[] {
  return events
    .filter((event) => event.frame === frame)
    .map(({ because, data, layer, node }) => ({ because, data, layer, node }))
}

/** Returns the frames that are not this packet going on: answers of the machine itself. */
function arrive(
  recorder: Recorder,
  frame: TraceFrame,
  sent: readonly TraceFrame[],
  reasons: readonly Reason[],
): readonly TraceFrame[] {
  const journey = recorder.flying.get(frame.bytes)
  const machine = recorder.simulation.nodes.get(frame.node)
  if (!journey || !machine) return sent
  if (machine.kind === 'switch') {
    for (const out of sent) recorder.flying.set(out.bytes, journey)
    return []
  }
  // a switch that does not know the receiver yet shows the frame to everybody
  if (macFromBytes(frame.bytes) !== machine.interfaces.get(frame.iface)?.mac) return sent
  recorder.flying.delete(frame.bytes)
  journey.path.push(frame.node)
  const goesOn = reasons.some(({ because }) => because === 'ipv4.forwarded')
  const onward = goesOn ? (sent.find((out) => isSamePacket(frame.bytes, out.bytes)) ?? null) : null
  const isNat = recorder.nats.has(frame.node)
  if (isNat) meetNat(recorder, journey, frame, onward, reasons)
  if (onward) {
    recorder.flying.set(onward.bytes, journey)
    return sent.filter((out) => out !== onward)
  }
  if (!isNat) end(recorder, journey, frame, reasons)
  return sent
}

function meetNat(
  { seen }: Recorder,
  journey: Journey,
  frame: TraceFrame,
  onward: TraceFrame | null,
  reasons: readonly Reason[],
): void {
  const path = journey.open ? [journey.open.nat as string, frame.node] : [...journey.path]
  const dropped = reasons.some(({ because }) => DROPS.has(because)) || !isForMe(reasons)
  journey.path = path
  journey.open = {
    path,
    nat: frame.node,
    before: frame.bytes,
    after: onward?.bytes ?? null,
    fate: onward ? 'delivered' : dropped ? 'dropped' : 'taken',
    reasons,
  }
  seen(journey.open)
}

/** It ends at a machine that is no NAT: there it is delivered, or it cannot go on. */
function end({ seen }: Recorder, journey: Journey, frame: TraceFrame, reasons: readonly Reason[]): void {
  const fate = reasons.some(({ because }) => DROPS.has(because)) ? 'dropped' : 'delivered'
  if (journey.open) {
    journey.open.fate = fate
    journey.open.reasons = [...journey.open.reasons, ...reasons]
    return
  }
  seen({ path: journey.path, nat: null, before: frame.bytes, after: null, fate, reasons })
}

/** The machine's own sockets, or its own TCP, dealt with it. */
function isForMe(reasons: readonly Reason[]): boolean {
  return reasons.some(({ because }) => /^(tcp|udp|icmp)\./.test(because))
}

/** Reasons after which a packet goes no further. */
const DROPS: ReadonlySet<string> = new Set([
  'filter.drop',
  'filter.policy-drop',
  'conntrack.table-full',
  'conntrack.clash',
  'nat.no-address',
  'nat.interface-changed',
  'ipv4.forwarding-off',
  'ipv4.ttl-exceeded',
  'route.none',
  'route.unreachable',
])

function isIpv4(frame: Uint8Array): boolean {
  return frame[12] === 8 && frame[13] === 0
}

/** Through a router: the TTL is one less, identification and protocol are the same. A helper may have made it longer. */
function isSamePacket(before: Uint8Array, after: Uint8Array): boolean {
  if (!isIpv4(after) || after[22] !== before[22] - 1) return false
  return [18, 19, 20, 21, 23].every((at) => before[at] === after[at])
}
