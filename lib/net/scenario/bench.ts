import type { Machine } from '../node/machine'
import type { Turn } from '../node/turn'
import { call, runUntil, type Simulation } from '../sim/simulation'
import { observe, type Sighting } from './observe'

/** Who tries the probes: the network, and what earlier probes left behind. */
export type Bench = {
  readonly simulation: Simulation
  /** names of the machines, not of switches */
  readonly hosts: ReadonlySet<string>
  /** ports that NAT chose at random, in order of appearance; null where a reader is shown the ports themselves */
  readonly randomPorts: Map<string, number> | null
}

export type Seen = {
  readonly at: number
  readonly node: string
  readonly iface: string
  readonly direction: 'in' | 'out'
  readonly sighting: Sighting
}

const SECOND = 1_000_000
/** The recording pauses 30 ms before it starts to look, and looks until nothing came for twice 30 ms. */
const MARK_US = 30_000
const SETTLE_US = 62_000

/** Lets a little time pass; what comes after it belongs to the next probe. Gives the first frame that counts. */
export function mark(bench: Bench): number {
  pass(bench, MARK_US)
  return bench.simulation.trace.frames.length
}

export function pass(bench: Bench, us: number): void {
  runUntil(bench.simulation, bench.simulation.now + us)
}

/** Runs until `done` or for `seconds`. */
export function waitFor(bench: Bench, seconds: number, done: () => boolean): void {
  runUntil(bench.simulation, bench.simulation.now + Math.round(seconds * SECOND), done)
}

/** What was seen since `first`, at one host or at all; not what a host sent to its own lo, which comes in there too. */
export function since(bench: Bench, first: number, host: string | null = null): Seen[] {
  pass(bench, SETTLE_US)
  const seen: Seen[] = []
  for (const { at, node, iface, direction, bytes } of bench.simulation.trace.frames.slice(first)) {
    if (!bench.hosts.has(node) || (host !== null && node !== host) || (iface === 'lo' && direction === 'out'))
      continue
    const sighting = observe(bytes)
    if (sighting) seen.push({ at, node, iface, direction, sighting })
  }
  return seen
}

/** A system call on a machine, with its answer. */
export function syscall<T>(bench: Bench, host: string, run: (turn: Turn, machine: Machine) => T): T {
  let answer: T | undefined
  call(bench.simulation, host, (turn) => {
    answer = run(turn, turn.machine)
  })
  return answer as T
}

export function wholeSeconds(from: number, to: number): number {
  return Math.round((to - from) / SECOND)
}

/** A source that NAT changed to a random port reads `port-A`, `port-B` in order of appearance. */
export function serverSaw(bench: Bench, peer: string, sport: number): string {
  const split = peer.lastIndexOf(':')
  const address = peer.slice(0, split)
  const port = peer.slice(split + 1)
  if (Number(port) === sport || !bench.randomPorts) return peer
  if (!bench.randomPorts.has(port)) bench.randomPorts.set(port, bench.randomPorts.size)
  return `${address}:port-${String.fromCharCode(65 + bench.randomPorts.get(port)!)}`
}
