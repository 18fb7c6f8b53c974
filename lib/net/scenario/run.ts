import { listConntrack } from '../node/netfilter/conntrack-listing'
import type { Simulation } from '../sim/simulation'
import { type Bench, mark, since } from './bench'
import { buildScenario } from './build'
import type { Outcome, OutcomeValue, ScenarioOutcome } from './outcome'
import { probePing } from './probe-ping'
import { probeRoute } from './probe-route'
import { probeTcp } from './probe-tcp'
import { probeTraceroute } from './probe-traceroute'
import { probeUdp } from './probe-udp'
import type { Probe, Scenario } from './schema'

/** Where one probe begins and ends in the trace. */
export type ProbeSpan = {
  readonly probe: string
  readonly fromFrame: number
  readonly toFrame: number
  readonly fromEvent: number
  readonly toEvent: number
}

export type ScenarioRun = {
  readonly outcome: ScenarioOutcome
  readonly simulation: Simulation
  readonly spans: readonly ProbeSpan[]
}

/** Builds the network and tries the probes, one after the other, as the recording of real kernels does. `name` is the file's, without .json. */
export function runScenario(scenario: Scenario, name: string): ScenarioRun {
  const simulation = buildScenario(scenario)
  const bench: Bench = {
    simulation,
    hosts: new Set(scenario.hosts.map((host) => host.name)),
    randomPorts: new Map(),
  }
  const probes: Outcome[] = []
  const spans: ProbeSpan[] = []
  scenario.probes.forEach((probe, index) => {
    const fromFrame = mark(bench)
    const fromEvent = simulation.trace.events.length
    const label = `${probe.from} ${probe.type} ${probe.to}`
    probes.push({ probe: label, ...tryProbe(bench, probe, index) } as Outcome)
    if (probe.type !== 'route') since(bench, fromFrame)
    const { frames, events } = simulation.trace
    spans.push({ probe: label, fromFrame, toFrame: frames.length, fromEvent, toEvent: events.length })
  })
  const outcome: ScenarioOutcome = { scenario: name, title: scenario.title, probes }
  if (scenario.conntrack.length === 0) return { outcome, simulation, spans }
  const conntrack = Object.fromEntries(scenario.conntrack.map((host) => [host, listHost(simulation, host)]))
  return { outcome: { ...outcome, conntrack }, simulation, spans }
}

/** Tries one probe; `index` numbers its port or identifier. */
export function tryProbe(bench: Bench, probe: Probe, index: number): Record<string, OutcomeValue> {
  switch (probe.type) {
    case 'tcp':
      return probeTcp(bench, probe, index)
    case 'udp':
      return probeUdp(bench, probe, index)
    case 'ping':
      return probePing(bench, probe, index)
    case 'traceroute':
      return probeTraceroute(bench, probe)
    case 'route':
      return probeRoute(bench, probe)
  }
}

/** `conntrack -L` without what changes from run to run: numbers of seconds, marks, uses. */
function listHost(simulation: Simulation, host: string): string[] {
  const machine = simulation.nodes.get(host)
  if (machine?.kind !== 'machine') return []
  return listConntrack(machine.netfilter, simulation.now).map((line) =>
    line
      .split(/\s+/)
      .filter((word) => !/^\d+$/.test(word) && !/^(mark|use|id)=/.test(word))
      .join(' '),
  )
}
