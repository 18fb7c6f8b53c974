import { isGroupMac, macFromBytes } from '../addr/mac'
import { causes } from '../explain/causes'
import { describeEvent } from '../explain/describe'
import { describeDiagnosis, describeOutcome, type NameOf } from '../explain/describe-attempt'
import type { Play, PlayedAct } from '../scenario/play'
import { nodesAt } from '../sim/history'
import type { Simulation } from '../sim/simulation'
import { type Flight, type FlightEnd, listFlights } from './flights'
import { frameBefore } from './frame-before'
import { linkChanges } from './link-changes'
import { type NodeTable, type TableKind, tableOf } from './node-table'
import { type StepWords, sentenceOf } from './step-sentence'
import { changedRows, type ShownRow } from './table-change'

/** A frame on its way in a step. `frame` and `before` are places in `NetworkRun.frames`. */
export type StepFlight = {
  readonly frame: number
  readonly from: FlightEnd
  readonly to: FlightEnd | null
  readonly lost: boolean
  /** the machine at the other end sees that the frame is for another MAC address */
  readonly ignored: boolean
  /** the frame as it came in to the sender, which passes it on changed */
  readonly before: number | null
}

/** A frame that a node threw away, or answered with a refusal. */
export type StepDrop = { readonly node: string; readonly frame: number }

/** One moment of a run: what nodes did, what left on the wires, and how the tables stand then. Plain data. */
export type NetworkStep = {
  /** µs since the first step; null for what is said after an attempt */
  readonly at: number | null
  readonly sentence: string
  readonly flights: readonly StepFlight[]
  readonly drops: readonly StepDrop[]
  /** interfaces whose cable is cut */
  readonly down: readonly FlightEnd[]
  /** tables that changed, by their place in the list that was asked for */
  readonly tables: Readonly<Record<number, readonly ShownRow[]>>
  /** what a line at a prompt wrote */
  readonly output: string | null
  /** came out as it should, or not; null for a step that ends no attempt */
  readonly worked: boolean | null
}

export type AskedTable = { readonly node: string; readonly kind: TableKind }
export type ShownTable = AskedTable & {
  readonly columns: readonly string[]
  readonly rows: readonly ShownRow[]
}

/** A played situation as steps. `frames` holds every frame that is shown once; `tables` are those asked for, before the first step. */
export type NetworkRun = {
  readonly frames: readonly Uint8Array[]
  readonly tables: readonly ShownTable[]
  readonly steps: readonly NetworkStep[]
}

/**
 * Turns a play into steps: one for each microsecond in which something happened that a reader can see, and one for what came of
 * each attempt that failed. Quiet acts are left out. `ttl` says the TTL of packets on the wire. Pure, so that it serves at build time and in the browser alike.
 */
export function networkSteps(
  play: Play,
  asked: readonly AskedTable[],
  nameOf: NameOf,
  ttl = false,
): NetworkRun {
  const { simulation } = play
  const flights = listFlights(simulation)
  const changes = linkChanges(play)
  const frames = new FrameList(simulation)
  const tables = new TableWatch(simulation, asked)
  const steps: NetworkStep[] = []
  let start: number | null = null
  let initial: readonly ShownTable[] | null = null

  for (const played of play.acts) {
    if (played.act.quiet) continue
    const moments = momentsOf(played, simulation, flights, changes)
    initial ??= tables.start(Math.min(played.from, moments[0]?.at ?? played.from) - 1)
    moments.forEach(({ at, flights: sent, events, cut, wait }, index) => {
      start ??= at
      const drops = events.flatMap(({ because, frame, node }): StepDrop[] =>
        because in causes && !NOT_DROPPED.test(because) && frame !== null
          ? [{ node, frame: frames.place(frame) }]
          : [],
      )
      const shown = sent.map((flight) => frames.stepFlight(flight))
      const changed = tables.changesAt(at)
      if (wait && index > 0 && Object.keys(changed).length === 0) return
      const opens = index === 0
      const words: StepWords = {
        say: opens ? played.act.say : null,
        command: opens && played.act.kind === 'run' ? { node: played.act.on, line: played.act.line } : null,
        waitedUs: wait,
        cut,
        notes: events.map((event) => ({ node: event.node, text: describeEvent(event) })),
        flights: shown.map((flight, place) => ({ ...flight, bytes: sent[place].bytes })),
        ttl,
      }
      steps.push({
        at: at - start,
        sentence: sentenceOf(words, nameOf, isSwitch(simulation)),
        flights: shown,
        drops,
        down: changes.filter((change) => change.at <= at && isLastOf(changes, change, at) && !change.up),
        tables: changed,
        output: null,
        worked: null,
      })
    })
    finish(steps, played, nameOf)
  }
  return { frames: frames.list, tables: (initial ?? []).map(tables.withAllColumns), steps }
}

/** A frame that is lost on a cable is drawn there, and one that a machine leaves alone is nobody's loss. */
const NOT_DROPPED = /^(link\.|ethernet\.not-for-us$)/

function isSwitch({ nodes }: Simulation): (node: string) => boolean {
  return (node) => nodes.get(node)?.kind === 'switch'
}

type Moment = {
  readonly at: number
  readonly flights: Flight[]
  readonly events: Simulation['trace']['events'][number][]
  readonly cut: { readonly node: string; readonly iface: string; readonly up: boolean }[]
  /** a pause of so many µs ends here */
  readonly wait: number | null
}

/** The microseconds of an act in which something happened; an act in which nothing did has one, its end. */
function momentsOf(
  { act, from, to, frames, events }: PlayedAct,
  simulation: Simulation,
  flights: readonly Flight[],
  changes: ReturnType<typeof linkChanges>,
): Moment[] {
  const moments = new Map<number, Moment>()
  const momentAt = (at: number, wait: number | null = null) => {
    const moment = moments.get(at) ?? { at, flights: [], events: [], cut: [], wait }
    moments.set(at, moment)
    return moment
  }
  if (act.kind === 'run') momentAt(from)
  for (const flight of flights)
    if (flight.sent >= frames[0] && flight.sent < frames[1]) momentAt(flight.at).flights.push(flight)
  for (const event of simulation.trace.events.slice(...events)) momentAt(event.at).events.push(event)
  for (const change of changes) if (change.at >= from && change.at <= to) momentAt(change.at).cut.push(change)
  if (act.kind === 'wait') momentAt(to, act.us)
  if (moments.size === 0 && act.kind !== 'link') momentAt(to)
  return [...moments.values()].sort((a, b) => a.at - b.at)
}

function isLastOf(
  changes: ReturnType<typeof linkChanges>,
  change: { node: string; iface: string; at: number },
  at: number,
) {
  return !changes.some(
    (other) =>
      other.node === change.node && other.iface === change.iface && other.at > change.at && other.at <= at,
  )
}

/** What came of an act: said with its last step when all went well, in steps of their own when not. */
function finish(steps: NetworkStep[], { attempts, output }: PlayedAct, nameOf: NameOf): void {
  const last = steps.at(-1)
  if (!last) return
  if (output) steps[steps.length - 1] = { ...last, output }
  for (const { outcome, diagnosis, worked } of attempts) {
    const said = describeOutcome(outcome, nameOf)
    const end = steps.at(-1)!
    if (worked) {
      steps[steps.length - 1] = {
        ...end,
        sentence: `${end.sentence} ${said}`.trim(),
        worked: end.worked ?? true,
      }
      continue
    }
    const why = diagnosis ? ` ${describeDiagnosis(diagnosis, nameOf)}` : ''
    steps.push({
      at: null,
      sentence: `${said}${why}`,
      flights: [],
      drops: [],
      down: end.down,
      tables: {},
      output: null,
      worked: false,
    })
  }
}

/** Frames that are shown, each buffer once. */
class FrameList {
  readonly list: Uint8Array[] = []
  private readonly places = new Map<Uint8Array, number>()

  constructor(private readonly simulation: Simulation) {}

  /** Place of a frame of the trace. */
  place(traceFrame: number): number {
    const { bytes } = this.simulation.trace.frames[traceFrame]
    const known = this.places.get(bytes)
    if (known !== undefined) return known
    const place = this.list.push(bytes) - 1
    this.places.set(bytes, place)
    return place
  }

  stepFlight({ sent, from, to, lost, bytes }: Flight): StepFlight {
    const { nodes, trace } = this.simulation
    const before = frameBefore(trace.frames, sent, nodes.get(from.node)?.kind === 'switch')
    const changed = before !== null && trace.frames[before].bytes !== bytes
    return {
      frame: this.place(sent),
      from,
      to,
      lost: lost !== null,
      ignored: lost === null && to !== null && this.isForAnother(to, bytes),
      before: changed ? this.place(before) : null,
    }
  }

  private isForAnother({ node, iface }: FlightEnd, bytes: Uint8Array): boolean {
    const machine = this.simulation.nodes.get(node)
    if (machine?.kind !== 'machine') return false
    const to = macFromBytes(bytes)
    return !isGroupMac(to) && machine.interfaces.get(iface)?.mac !== to
  }
}

/** The tables that were asked for, as they change. */
class TableWatch {
  private last: NodeTable[] = []
  /** of each table, as many columns as it ever had */
  private columns: (readonly string[])[] = []

  constructor(
    private readonly simulation: Simulation,
    private readonly asked: readonly AskedTable[],
  ) {}

  start(at: number): readonly ShownTable[] {
    this.last = this.read(at)
    this.columns = this.last.map(({ columns }) => columns)
    return this.last.map(({ columns, rows }, place) => ({
      ...this.asked[place],
      columns,
      rows: rows.map(({ cells }) => ({ cells, mark: null })),
    }))
  }

  changesAt(at: number): Readonly<Record<number, readonly ShownRow[]>> {
    const now = this.read(at)
    const changes: Record<number, readonly ShownRow[]> = {}
    now.forEach((table, place) => {
      const rows = changedRows(this.last[place], table)
      if (table.columns.length > this.columns[place].length) this.columns[place] = table.columns
      if (rows) changes[place] = rows
    })
    this.last = now
    return changes
  }

  /** A column that came later, such as the metric of a first route, has its name from the start. */
  readonly withAllColumns = (table: ShownTable, place: number): ShownTable => {
    const columns = this.columns[place]
    const rows = table.rows.map(({ cells, mark }) => ({
      cells: columns.map((_, column) => cells[column] ?? ''),
      mark,
    }))
    return { ...table, columns, rows }
  }

  private read(at: number): NodeTable[] {
    const history = this.simulation.history ?? []
    const nodes = nodesAt(history, at)
    return this.asked.map(({ node, kind }) => {
      const state = nodes.get(node) ?? history.find((moment) => moment.node.name === node)?.node
      if (!state) throw new Error(`no node is called ${node}`)
      return tableOf(kind, state, at)
    })
  }
}
