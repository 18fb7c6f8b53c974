import type { Because } from '../node/because'
import type { Machine } from '../node/machine'
import { type MachineEvent, stepMachine } from '../node/machine-step'
import type { PacketTrack } from '../node/netfilter-port'
import { type Switch, stepSwitch } from '../node/switch'
import type { SentFrame, Turn } from '../node/turn'
import { type Moment, momentOf } from './history'
import { carry, type Link, type LinkEnd } from './link'
import { pop, push, type Queue, type QueuedEvent } from './queue'
import { draw, type RandomState, seedRandom } from './random'
import { emptyTrace, type Trace } from './trace'

/** A network and its time, all plain data: structuredClone makes an exact copy that runs on by itself. */
export type Simulation = {
  /** µs since the beginning */
  now: number
  readonly random: RandomState
  readonly queue: Queue
  nextOrder: number
  readonly nodes: Map<string, Machine | Switch>
  readonly links: Link[]
  /** `node iface` to the cable that is plugged in, and which end of it */
  readonly plugs: Map<string, { readonly link: number; readonly end: 0 | 1 }>
  readonly trace: Trace
  /** what is kept in the trace; false for both makes a long run cheap */
  readonly record: { frames: boolean; events: boolean }
  /** a copy of every node after each thing that happened to it; null (as made) keeps none */
  history: Moment[] | null
}

export function makeSimulation(seed: number): Simulation {
  return {
    now: 0,
    random: seedRandom(seed),
    queue: [],
    nextOrder: 0,
    nodes: new Map(),
    links: [],
    plugs: new Map(),
    trace: emptyTrace(),
    record: { frames: true, events: true },
    history: null,
  }
}

export function plug(simulation: Simulation, link: Link): void {
  const number = simulation.links.push(link) - 1
  for (const end of [0, 1] as const) {
    const { node, iface } = link.ends[end]
    simulation.plugs.set(`${node} ${iface}`, { link: number, end })
  }
}

/** Runs until `until` µs, or until `stop` says so after an event. Time stands at `until`, or at the event that stopped it. */
export function runUntil(simulation: Simulation, until: number, stop?: () => boolean): void {
  if (stop?.()) return
  const { queue } = simulation
  while (queue.length > 0 && queue[0].at <= until) {
    const event = pop(queue)!
    simulation.now = event.at
    handle(simulation, event)
    if (stop?.()) return
  }
  simulation.now = until
}

/** Runs the next event and gives it; null when nothing is going to happen before or at `until` µs. */
export function runOne(simulation: Simulation, until: number): QueuedEvent | null {
  const { queue } = simulation
  if (queue.length === 0 || queue[0].at > until) return null
  const event = pop(queue)!
  simulation.now = event.at
  handle(simulation, event)
  return event
}

/** A program outside uses a machine now: `run` makes system calls on it. */
export function call(simulation: Simulation, node: string, run: (turn: Turn) => void): void {
  const machine = simulation.nodes.get(node)
  if (machine?.kind !== 'machine') throw new Error(`no machine is called ${node}`)
  step(simulation, machine, { kind: 'call', run }, null)
}

/**
 * Has a cable cut or mended (`up`) at `at` µs, which may be while a program waits. `noticed`: the interfaces at both ends see it
 * (loss of carrier); else frames are lost in silence, as when something between the two ends fails.
 */
export function setLinkAt(
  simulation: Simulation,
  link: number,
  up: boolean,
  at: number,
  noticed = false,
): void {
  push(simulation.queue, { at, order: simulation.nextOrder++, kind: 'link', link, up, noticed })
}

function handle(simulation: Simulation, event: QueuedEvent) {
  if (event.kind === 'link') {
    const link = simulation.links[event.link]
    link.up = event.up
    if (event.noticed) for (const end of link.ends) tellCarrier(simulation, end, event.up)
    return
  }
  const node = simulation.nodes.get(event.node)
  if (!node) return
  if (event.kind === 'timer') {
    if (node.kind === 'machine') step(simulation, node, event, null)
    return
  }
  const frame = capture(simulation, event.node, event.iface, 'in', event.bytes)
  if (node.kind === 'machine')
    return step(
      simulation,
      node,
      { kind: 'frame', iface: event.iface, bytes: event.bytes, track: event.track },
      frame,
    )
  const { sent, because } = stepSwitch(node, event.iface, event.bytes, simulation.now)
  keep(simulation, node.name, because, frame)
  simulation.history?.push(momentOf(node, simulation.now))
  for (const out of sent) send(simulation, node.name, out)
}

function tellCarrier(simulation: Simulation, { node, iface }: LinkEnd, up: boolean): void {
  const machine = simulation.nodes.get(node)
  if (machine?.kind === 'machine') step(simulation, machine, { kind: 'carrier', iface, up }, null)
}

function step(simulation: Simulation, machine: Machine, event: MachineEvent, frame: number | null): void {
  const { now, random } = simulation
  const result = stepMachine(machine, event, now, () => draw(random))
  keep(simulation, machine.name, result.because, frame)
  for (const { at, timer } of result.timers) {
    push(simulation.queue, { at, order: simulation.nextOrder++, kind: 'timer', node: machine.name, timer })
  }
  simulation.history?.push(momentOf(machine, now))
  for (const out of result.sent) send(simulation, machine.name, out)
}

/** Onto the cable; what is sent to `lo` comes back to the same machine. */
function send(simulation: Simulation, node: string, { iface, bytes, track }: SentFrame) {
  const frame = capture(simulation, node, iface, 'out', bytes)
  const { now } = simulation
  if (iface === 'lo') return arrive(simulation, now, node, iface, bytes, track)
  const plugged = simulation.plugs.get(`${node} ${iface}`)
  if (!plugged) return keep(simulation, node, [{ key: 'link.unplugged', layer: 1, data: { iface } }], frame)
  const link = simulation.links[plugged.link]
  const { arrivals, lost } = carry(link, plugged.end, bytes.length, now, simulation.random)
  if (lost) keep(simulation, node, [{ key: lost, layer: 1, data: { iface } }], frame)
  const other = link.ends[plugged.end === 0 ? 1 : 0]
  for (const at of arrivals) arrive(simulation, at, other.node, other.iface, bytes)
}

function arrive(
  simulation: Simulation,
  at: number,
  node: string,
  iface: string,
  bytes: Uint8Array,
  track?: PacketTrack,
): void {
  push(simulation.queue, { at, order: simulation.nextOrder++, kind: 'arrive', node, iface, bytes, track })
}

function capture(
  simulation: Simulation,
  node: string,
  iface: string,
  direction: 'in' | 'out',
  bytes: Uint8Array,
): number | null {
  if (!simulation.record.frames) return null
  return simulation.trace.frames.push({ at: simulation.now, node, iface, direction, bytes }) - 1
}

const NO_DATA = {}

function keep(simulation: Simulation, node: string, because: readonly Because[], frame: number | null): void {
  if (!simulation.record.events) return
  for (const { key, layer, data } of because) {
    simulation.trace.events.push({
      at: simulation.now,
      node,
      because: key,
      layer,
      data: data ?? NO_DATA,
      frame,
    })
  }
}
