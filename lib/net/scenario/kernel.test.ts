import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { comparable, linesOf, readRecording, traceDifferences } from './compare-trace'
import { differences, type ScenarioOutcome } from './outcome'
import { parseScenarioText } from './parse'
import { runScenario, type ScenarioRun } from './run'
import type { Scenario } from './schema'

const folders = ['../../../../shared/scenarios/', './fixtures/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
)

const recorded = folders.filter(existsSync).flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.expected.json'))
    .map((file) => [file.replace('.expected.json', ''), folder] as const),
)

/**
 * Recordings whose packets cannot be compared one by one; what the probes found is still the same. On a wire without any
 * delay the ICMPv6 error comes back while connect() still holds its socket, so the kernel only notes it and tries once more.
 */
const OUTCOME_ONLY = new Set(['ipv6-errors', 'ipv6-firewall'])

describe.each(recorded)('%s, as a real Linux kernel did it', (name, folder) => {
  const read = (suffix: string) => readFileSync(`${folder}${name}${suffix}`, 'utf8')
  const { scenario, run } = load(read('.json'), name)

  it('finds what the kernel found', () => {
    const expected = JSON.parse(read('.expected.json')) as ScenarioOutcome
    expect(run.outcome.probes.map(({ probe }) => probe)).toEqual(expected.probes.map(({ probe }) => probe))
    expect(
      expected.probes.flatMap((outcome, index) => differences(outcome, run.outcome.probes[index])),
    ).toEqual([])
  })

  if (existsSync(`${folder}${name}.trace.txt`) && !OUTCOME_ONLY.has(name))
    it('sends the same packets by the same interfaces', () => {
      expect(traceProblems(scenario, run, read('.trace.txt'))).toEqual([])
    })
})

function load(text: string, name: string): { scenario: Scenario; run: ScenarioRun } {
  const parsed = parseScenarioText(text)
  if (!parsed.ok) throw new Error(`${name}: ${JSON.stringify(parsed.problem)}`)
  return { scenario: parsed.scenario, run: runScenario(parsed.scenario, name) }
}

function traceProblems(scenario: Scenario, run: ScenarioRun, recording: string): string[] {
  const hosts = new Set(scenario.hosts.map((host) => host.name))
  const spans = run.spans.filter((_, index) => scenario.probes[index].type !== 'route')
  const known = [new Set<string>(), new Set<string>()]
  return readRecording(recording).flatMap(({ probe, lines }, index) => {
    const frames = run.simulation.trace.frames.slice(spans[index].fromFrame, spans[index].toFrame)
    const kernel = comparable(lines, known[0], scenario.probes.length)
    const ours = comparable(linesOf(frames, hosts), known[1], scenario.probes.length)
    return traceDifferences(kernel, ours).map((difference) => `${probe}: ${difference}`)
  })
}
