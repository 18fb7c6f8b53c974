import { mergePatch } from './merge-patch'
import { parseScenario, readHostName } from './parse'
import { readProbe } from './parse-probe'
import { Refusal, refuse, refuseWord } from './problem'
import { at, optional, readArray, readBoolean, readObject, readText } from './read'
import type { PingProbe, Probe, Scenario } from './schema'
import { readTime } from './units'

/** One thing that happens in a situation. Times in µs. */
export type Act = {
  /** a word of the author's, said when it begins */
  readonly say: string | null
  /** happens, but is not shown: it prepares what is shown */
  readonly quiet: boolean
} & (
  | { readonly kind: 'probe'; readonly probe: Probe }
  | { readonly kind: 'pings'; readonly probes: readonly PingProbe[] }
  | { readonly kind: 'run'; readonly on: string; readonly line: string }
  | { readonly kind: 'wait'; readonly us: number }
  | {
      readonly kind: 'link'
      readonly end: string
      readonly up: boolean
      readonly afterUs: number
      readonly noticed: boolean
    }
)

/** A network, changed as the situation says, and what happens in it, one act after the other. */
export type Situation = {
  readonly name: string
  readonly label: string
  readonly scenario: Scenario
  readonly acts: readonly Act[]
}

/**
 * Reads one situation: `{ name, label, scenario?: patch, acts: [act, …] }` on top of the scenario JSON `base`. An act is one of
 * `{ probe }`, `{ pings: [probe, …] }` (sent in one moment), `{ on, run }` (a line at a machine's prompt), `{ wait: "301s" }`,
 * `{ cut: "pc:eth0", after?: "1s", carrier?: true }` (both ends notice), `{ mend: … }`; with `say` and `quiet`. Throws a Refusal with the place.
 */
export function readSituation(value: unknown, path: string, base: unknown): Situation {
  const given = readObject(value, path, ['name', 'label', 'scenario', 'acts'])
  const name = readText(given.name, `${path}.name`)
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
    refuse(`${path}.name`, 'small letters, digits and single hyphens', name)
  const where = `${path}.scenario`
  const parsed = parseScenario(given.scenario === undefined ? base : mergePatch(base, given.scenario, where))
  if (!parsed.ok) throw new Refusal({ ...parsed.problem, path: `${where}: ${parsed.problem.path}` })
  const { scenario } = parsed
  const acts = readArray(given.acts, `${path}.acts`).map((act, index) =>
    readAct(act, `${path}.acts[${index}]`, scenario),
  )
  if (acts.every(({ quiet }) => quiet)) refuse(`${path}.acts`, 'something that happens', given.acts)
  return { name, label: readText(given.label, `${path}.label`), scenario, acts }
}

const KINDS = ['probe', 'pings', 'run', 'wait', 'cut', 'mend'] as const

function readAct(value: unknown, path: string, scenario: Scenario): Act {
  const keys = readObject(value, path, [...KINDS, 'on', 'after', 'carrier', 'say', 'quiet'])
  const kinds = KINDS.filter((key) => keys[key] !== undefined)
  if (kinds.length !== 1) refuse(path, `one of ${KINDS.join(', ')}`, Object.keys(keys))
  const kind = kinds[0]
  const common = {
    say: optional<string | null>(keys.say, null, () => readText(keys.say, `${path}.say`)),
    quiet: optional(keys.quiet, false, () => readBoolean(keys.quiet, `${path}.quiet`)),
  }
  const hosts = scenario.hosts.map((host) => host.name)
  switch (kind) {
    case 'probe':
      return { ...common, kind, probe: readProbe(keys.probe, `${path}.probe`, hosts) }
    case 'pings':
      return {
        ...common,
        kind,
        probes: readArray(keys.pings, `${path}.pings`).map((ping, index) =>
          readPing(ping, `${path}.pings[${index}]`, hosts),
        ),
      }
    case 'run':
      return {
        ...common,
        kind,
        on: readHostName(keys.on, `${path}.on`, hosts),
        line: readText(keys.run, `${path}.run`),
      }
    case 'wait':
      return { ...common, kind, us: readTime(keys.wait, `${path}.wait`) }
    case 'cut':
    case 'mend':
      return {
        ...common,
        kind: 'link',
        end: readPlug(keys[kind], `${path}.${kind}`, scenario),
        up: kind === 'mend',
        noticed: optional(keys.carrier, false, () => readBoolean(keys.carrier, `${path}.carrier`)),
        afterUs: optional(keys.after, 0, () => readTime(keys.after, `${path}.after`)),
      }
  }
}

function readPing(value: unknown, path: string, hosts: readonly string[]): PingProbe {
  const probe = readProbe({ type: 'ping', ...readObject(value, path, null) }, path, hosts)
  if (probe.type !== 'ping') refuse(at(path, 'type'), '"ping"', probe.type)
  return probe
}

function readPlug(value: unknown, path: string, scenario: Scenario): string {
  const end = readText(value, path)
  const ends = scenario.links.flatMap((link) => link.ends.map(({ host, iface }) => `${host}:${iface}`))
  if (!ends.includes(end)) refuseWord(path, `an end of a link (${ends.join(', ')})`, end, ends)
  return end
}
