import { parseScenario } from '@/lib/net/scenario/parse'
import { Refusal, refuse, refuseWord } from '@/lib/net/scenario/problem'
import {
  optional,
  readArray,
  readBoolean,
  readList,
  readNumber,
  readObject,
  readText,
} from '@/lib/net/scenario/read'
import { readSituation, type Situation } from '@/lib/net/scenario/situation'
import type { AskedTable } from '@/lib/net/trace/network-steps'
import { type TableKind, tableKinds } from '@/lib/net/trace/node-table'
import { type LayerNumber, layerNumbers } from './layers'

/** The glyphs that stand for devices in a drawing of a network. */
export const deviceGlyphs = [
  'laptop',
  'phone',
  'server',
  'switch',
  'router',
  'nat',
  'firewall',
  'internet',
  'ap',
  'balancer',
  'capture',
  'tunnel',
] as const
export type DeviceGlyph = (typeof deviceGlyphs)[number]

/** How one device is drawn, and what is shown of it. */
export type NodeLook = {
  readonly id: string
  readonly name: string | null
  readonly glyph: DeviceGlyph | null
  /** column and row; null lets the figure choose */
  readonly at: readonly [number, number] | null
  /** shows its MAC addresses under its name */
  readonly mac: boolean
  readonly tables: readonly TableKind[]
}

/** A `networks/<file>.json` of a lesson, checked. */
export type NetworkFile = {
  readonly title: string
  readonly layer: LayerNumber
  /** sentences say the TTL of packets on the wire */
  readonly ttl: boolean
  readonly nodes: readonly NodeLook[]
  readonly situations: readonly Situation[]
}

/** Which tables of a situation the figure shows. */
export function askedTables({ nodes }: NetworkFile, situation: Situation): readonly AskedTable[] {
  const ids = nodeIds(situation)
  return nodes.flatMap(({ id, tables }) =>
    ids.includes(id) ? tables.map((kind): AskedTable => ({ node: id, kind })) : [],
  )
}

/** What a node is called in sentences. */
export function nameIn({ nodes }: NetworkFile): (node: string) => string {
  const names = new Map(nodes.map(({ id, name }) => [id, name ?? id]))
  return (node) => names.get(node) ?? node
}

/** Reads a network figure's file; `json` is the parsed text. Throws a Refusal with the place, what was expected and what was found. */
export function readNetworkFile(json: unknown): NetworkFile {
  const file = readObject(json, '', ['title', 'layer', 'ttl', 'scenario', 'nodes', 'situations'])
  const base = parseScenario(file.scenario)
  if (!base.ok) throw new Refusal({ ...base.problem, path: `scenario: ${base.problem.path}` })
  const situations = readArray(file.situations, 'situations').map((value, index) =>
    readSituation(value, `situations[${index}]`, file.scenario),
  )
  if (situations.length === 0) refuse('situations', 'at least one situation', file.situations)
  situations.forEach(({ name }, index) => {
    if (situations.findIndex((other) => other.name === name) < index)
      refuse(`situations[${index}].name`, 'a name that no other situation has', name)
  })
  const known = [...new Set(situations.flatMap(nodeIds))]
  const nodes = Object.entries(optional(file.nodes, {}, () => readObject(file.nodes, 'nodes', known)))
  return {
    title: readText(file.title, 'title'),
    layer: readLayer(file.layer),
    ttl: optional(file.ttl, false, () => readBoolean(file.ttl, 'ttl')),
    nodes: nodes.map(([id, value]) => readLook(id, value, `nodes.${id}`)),
    situations,
  }
}

/** Hosts, then switches and hubs, of a situation. */
export function nodeIds({ scenario }: Situation): readonly string[] {
  const switches = scenario.links.flatMap(({ isSwitch, name }, index) =>
    isSwitch ? [name ?? `sw${index}`] : [],
  )
  return [...scenario.hosts.map(({ name }) => name), ...switches]
}

function readLayer(value: unknown): LayerNumber {
  const number = readNumber(value, 'layer', 1, 7)
  return (
    layerNumbers.find((layer) => layer === number) ??
    refuse('layer', `one of ${layerNumbers.join(', ')}`, value)
  )
}

function readLook(id: string, value: unknown, path: string): NodeLook {
  const look = readObject(value, path, ['name', 'glyph', 'at', 'mac', 'tables'])
  return {
    id,
    name: optional<string | null>(look.name, null, () => readText(look.name, `${path}.name`)),
    glyph: optional<DeviceGlyph | null>(look.glyph, null, () =>
      readWord(look.glyph, `${path}.glyph`, deviceGlyphs),
    ),
    at: optional<NodeLook['at']>(look.at, null, () => readAt(look.at, `${path}.at`)),
    mac: optional(look.mac, false, () => readBoolean(look.mac, `${path}.mac`)),
    tables: readList(look.tables, `${path}.tables`, (kind, where) => readWord(kind, where, tableKinds)),
  }
}

function readWord<Word extends string>(value: unknown, path: string, words: readonly Word[]): Word {
  const text = readText(value, path)
  const word = words.find((each) => each === text)
  return word ?? refuseWord(path, `one of ${words.join(', ')}`, text, words)
}

const MOST = 8

function readAt(value: unknown, path: string): readonly [number, number] {
  const numbers = readArray(value, path)
  if (numbers.length !== 2) refuse(path, '[column, row]', value)
  return [
    readNumber(numbers[0], `${path}[0]`, 0, MOST, false),
    readNumber(numbers[1], `${path}[1]`, 0, MOST, false),
  ]
}
