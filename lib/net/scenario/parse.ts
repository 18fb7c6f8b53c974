import { readHost } from './parse-host'
import { readLinks } from './parse-link'
import { readProbe } from './parse-probe'
import { type Problem, Refusal, refuse, refuseWord } from './problem'
import { at, optional, readArray, readList, readNumber, readObject, readText } from './read'
import type { Scenario } from './schema'

export type ParsedScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problem: Problem }

/** What a scenario may have at the top. Some belong to labs and lessons, which read them themselves. */
const KEYS = [
  'title',
  'description',
  'seed',
  'hosts',
  'links',
  'probes',
  'conntrack',
  'goals',
  'hints',
  'layout',
  'lab',
]

/** Checks a scenario that came out of a JSON file. Everything wrong is refused with its place. */
export function parseScenario(json: unknown): ParsedScenario {
  try {
    return { ok: true, scenario: readScenario(json) }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problem: error.problem }
    throw error
  }
}

/** As `parseScenario`, from the text of a file. */
export function parseScenarioText(text: string): ParsedScenario {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    const found = error instanceof Error ? error.message : 'something else'
    return { ok: false, problem: { path: 'file', expected: 'JSON', found, hint: null } }
  }
  return parseScenario(json)
}

function readScenario(json: unknown): Scenario {
  const top = readObject(json, '', KEYS)
  const hosts = Object.entries(readObject(top.hosts, 'hosts', null)).map(([name, value]) =>
    readHost(name, value, at('hosts', name)),
  )
  const names = hosts.map((host) => host.name)
  if (names.length === 0) refuse('hosts', 'at least one host', top.hosts)
  const links = readLinks(
    optional(top.links, [], () => readArray(top.links, 'links')),
    hosts,
  )
  return {
    title: optional(top.title, '', () => readText(top.title, 'title')),
    seed: optional(top.seed, 1, () => readNumber(top.seed, 'seed', 0, 0xffff_ffff)),
    hosts,
    links,
    probes: readList(top.probes, 'probes', (value, path) => readProbe(value, path, names)),
    conntrack: readList(top.conntrack, 'conntrack', (value, path) => readHostName(value, path, names)),
  }
}

export function readHostName(value: unknown, path: string, names: readonly string[]): string {
  const name = readText(value, path)
  if (!names.includes(name)) refuseWord(path, `a host (${names.join(', ')})`, name, names)
  return name
}
