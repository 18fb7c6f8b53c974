import { endpointText } from '../node/services/listener'
import type { Endpoint } from '../node/socket'
import type { Simulation } from '../sim/simulation'
import type { TraceFrame } from '../sim/trace'
import type { Act } from './act'
import type { Moment, Passage } from './moment'
import { perform } from './perform'
import { type World, type WorldName, worlds } from './places'
import { makeRecorder, type Recorder } from './record'
import { type NatRow, type NatTable, readTable } from './table'
import { buildWorld, machineAt, type SettingsByNat } from './world'

/** What is done, in which world, with which settings at the beginning: all that a run needs. */
export type Plan = {
  readonly world: WorldName
  readonly settings: SettingsByNat
  readonly acts: readonly Act[]
}

export type Run = {
  readonly moments: readonly Moment[]
  /** settings after the last act */
  readonly settings: SettingsByNat
  /** what was seen at both interfaces of every NAT, in order */
  readonly frames: readonly TraceFrame[]
  /** mapped addresses that STUN told, by host: `203.0.113.7:5000` */
  readonly mapped: Readonly<Record<string, string>>
}

/** A run that goes on: more acts may follow. Changed in place. */
export type Lab = {
  readonly world: World
  readonly simulation: Simulation
  readonly recorder: Recorder
  readonly moments: { -readonly [Key in keyof Moment]: Moment[Key] }[]
  settings: SettingsByNat
  tables: Readonly<Record<string, NatTable>>
  act: Act
  actIndex: number
  readonly mapped: Map<string, Endpoint>
  readonly heard: Map<string, Endpoint>
}

const SEED = 4787

/** Runs a plan on the engine. The same plan gives the same run on every machine. */
export function runPlan(plan: Plan): Run {
  return runOf(openLab(plan))
}

/** Builds the world of a plan and does its acts. */
export function openLab(plan: Plan): Lab {
  const world = worlds[plan.world]
  const simulation = buildWorld(world, plan.settings, SEED)
  const names = world.nats.map(({ name }) => name)
  const lab: Lab = {
    world,
    simulation,
    recorder: makeRecorder(simulation, names, (passage) => addMoment(lab, passage)),
    moments: [],
    settings: plan.settings,
    tables: {},
    act: { do: 'wait', seconds: 0 },
    actIndex: -1,
    mapped: new Map(),
    heard: new Map(),
  }
  lab.tables = readTables(lab)
  for (const act of plan.acts) doAct(lab, act)
  return lab
}

/** One more act: gives at least one more moment. */
export function doAct(lab: Lab, act: Act): void {
  lab.act = act
  lab.actIndex++
  const before = lab.moments.length
  const found = perform(lab, act)
  const last = lab.moments.at(-1)
  const quiet = lab.moments.length === before
  if (quiet || act.do === 'wait') addMoment(lab, null, found)
  else if (last) last.found = found
}

/** What has happened so far; later acts do not change it. */
export function runOf({ moments, settings, simulation, world, mapped }: Lab): Run {
  const names = world.nats.map(({ name }) => name)
  return {
    moments: [...moments],
    settings,
    frames: simulation.trace.frames.filter(({ node }) => names.includes(node)),
    mapped: Object.fromEntries([...mapped].map(([host, end]) => [host, endpointText(end)])),
  }
}

function addMoment(lab: Lab, passage: Passage | null, found: Moment['found'] = {}): void {
  const before = lab.tables
  lab.tables = readTables(lab)
  const was = rowsOf(before)
  const are = rowsOf(lab.tables)
  lab.moments.push({
    at: lab.simulation.now,
    act: lab.act,
    actIndex: lab.actIndex,
    passage,
    gone: was.filter((row) => !are.some((other) => other.key === row.key)),
    fresh: are.filter((row) => !was.some((other) => isSameRow(other, row))).map(({ key }) => key),
    tables: lab.tables,
    found,
    settings: lab.settings,
  })
}

/** Rows of all NATs, each under a key of its own. */
function rowsOf(tables: Readonly<Record<string, NatTable>>): NatRow[] {
  return Object.entries(tables).flatMap(([nat, { rows }]) =>
    rows.map((row) => ({ ...row, key: `${nat} ${row.key}` })),
  )
}

function isSameRow(one: NatRow, other: NatRow): boolean {
  return one.key === other.key && one.state === other.state
}

function readTables({ world, simulation, settings }: Lab): Readonly<Record<string, NatTable>> {
  return Object.fromEntries(
    world.nats.map(({ name }) => [
      name,
      readTable(machineAt(simulation, name).netfilter, world, settings[name], simulation.now),
    ]),
  )
}
