import { type Diagnosis, diagnose, hasWorked } from '../explain/diagnose'
import { runLine } from '../shell/run-line'
import { momentOf } from '../sim/history'
import { runUntil, type Simulation, setLinkAt } from '../sim/simulation'
import type { Bench } from './bench'
import { buildScenario } from './build'
import type { Outcome } from './outcome'
import { probePings } from './probe-ping'
import { tryProbe } from './run'
import type { PingProbe, Probe } from './schema'
import type { Act, Situation } from './situation'

/** What came of one attempt: in the words of the recordings, and if it failed, why. */
export type Attempt = {
  readonly probe: Probe
  readonly outcome: Outcome
  readonly worked: boolean
  readonly diagnosis: Diagnosis | null
}

/** One act as it was played, with its place in the trace: places are from the first that counts to the one after the last. */
export type PlayedAct = {
  readonly act: Act
  /** µs at which it began and ended */
  readonly from: number
  readonly to: number
  readonly frames: readonly [number, number]
  readonly events: readonly [number, number]
  readonly attempts: readonly Attempt[]
  /** what a line at the prompt wrote; null for another act */
  readonly output: string | null
}

export type Play = { readonly simulation: Simulation; readonly acts: readonly PlayedAct[] }

/** Builds the network of a situation and lets its acts happen, one after the other. The simulation has its history. */
export function playSituation(situation: Situation): Play {
  const simulation = buildScenario(situation.scenario, true)
  remember(simulation)
  const bench: Bench = {
    simulation,
    hosts: new Set(situation.scenario.hosts.map((host) => host.name)),
    randomPorts: null,
  }
  let probes = 0
  let frame = 0
  let event = 0
  const acts = situation.acts.map((act): PlayedAct => {
    runUntil(simulation, simulation.now + APART_US)
    const from = simulation.now
    const [firstFrame, firstEvent] = [frame, event]
    const { attempts, output } = perform(bench, act, probes)
    remember(simulation)
    settle(simulation)
    probes += attempts.length
    frame = simulation.trace.frames.length
    event = simulation.trace.events.length
    const span = { fromEvent: firstEvent, toEvent: event }
    return {
      act,
      from,
      to: simulation.now,
      frames: [firstFrame, frame],
      events: [firstEvent, event],
      attempts: attempts.map(({ probe, outcome }) => ({
        probe,
        outcome,
        worked: hasWorked(outcome),
        diagnosis: diagnose(simulation.trace, { type: probe.type, outcome, ...span }),
      })),
      output,
    }
  })
  return { simulation, acts }
}

/** Between two acts, so that no microsecond belongs to both. */
const APART_US = 1_000

/** Commands that configure a machine do so at once, without anything that happens to it. */
function remember(simulation: Simulation): void {
  for (const node of simulation.nodes.values()) simulation.history?.push(momentOf(node, simulation.now))
}

const SETTLE_US = 2_000_000

/** What is on a wire when a program ends still arrives, and what answers it. */
function settle(simulation: Simulation): void {
  runUntil(
    simulation,
    simulation.now + SETTLE_US,
    () => !simulation.queue.some(({ kind }) => kind === 'arrive'),
  )
}

type Performed = {
  readonly attempts: readonly { readonly probe: Probe; readonly outcome: Outcome }[]
  readonly output: string | null
}

const NOTHING: Performed = { attempts: [], output: null }

function perform(bench: Bench, act: Act, index: number): Performed {
  const { simulation } = bench
  switch (act.kind) {
    case 'probe': {
      const { probe } = act
      const outcome = { probe: nameOf(probe), ...tryProbe(bench, probe, index) } as Outcome
      return { ...NOTHING, attempts: [{ probe, outcome }] }
    }
    case 'pings':
      return { ...NOTHING, attempts: pingTogether(bench, act.probes, index) }
    case 'run':
      return { ...NOTHING, output: runLine({ simulation, host: act.on }, act.line).text }
    case 'wait':
      runUntil(simulation, simulation.now + act.us)
      return NOTHING
    case 'link': {
      const plugged = simulation.plugs.get(act.end.replace(':', ' '))
      if (!plugged) throw new Error(`nothing is plugged into ${act.end}`)
      setLinkAt(simulation, plugged.link, act.up, simulation.now + act.afterUs, act.noticed)
      return NOTHING
    }
  }
}

function pingTogether(bench: Bench, probes: readonly PingProbe[], index: number): Performed['attempts'] {
  const outcomes = probePings(bench, probes, index)
  return probes.map((probe, place) => ({
    probe,
    outcome: { probe: nameOf(probe), ...outcomes[place] } as Outcome,
  }))
}

function nameOf({ from, type, to }: Probe): string {
  return `${from} ${type} ${to}`
}
