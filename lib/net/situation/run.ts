import type { Machine } from '../node/machine'
import type { TcpSocket } from '../node/socket'
import { bindSocket } from '../node/socket-bind'
import {
  abortTcp,
  acceptTcp,
  closeTcp,
  connectTcp,
  listenTcp,
  openTcp,
  readTcp,
  shutdownTcp,
  writeTcp,
} from '../node/socket-tcp'
import type { Turn } from '../node/turn'
import { call, runOne, type Simulation } from '../sim/simulation'
import type { Trace } from '../sim/trace'
import { buildNetwork, ENDPOINTS, NAMES } from './network'
import { type Act, CLIENT_PORT, type End, type Settings, type Situation } from './situation'
import { type EndView, socketOf, viewEnd } from './tcb-view'

/** One event at one end: what set it off, and the stretch of the trace that it wrote. */
export type Happening = {
  readonly atUs: number
  readonly end: End
  readonly cause:
    | { readonly kind: 'arrival'; readonly bytes: Uint8Array }
    | { readonly kind: 'timer' }
    | { readonly kind: 'call'; readonly call: Act['does']['call'] | 'read' | 'listen' }
  readonly frames: readonly [from: number, to: number]
  readonly events: readonly [from: number, to: number]
  readonly before: EndView
  readonly after: EndView
}

export type SituationRun = {
  readonly trace: Trace
  readonly initial: readonly [EndView, EndView]
  readonly happenings: readonly Happening[]
  /** it was cut off: more would have happened */
  readonly isCut: boolean
}

/** A run ends by itself when nobody has anything left to do; these are for settings under which that takes very long. */
const MOST_US = 1_000_000_000
const MOST_FRAMES = 400

type Pending = Act & { dueUs: number | null; done: boolean }
type World = {
  readonly simulation: Simulation
  readonly acts: Pending[]
  readonly received: [number, number]
  readonly views: [EndView, EndView]
  readonly happenings: Happening[]
  listener: TcpSocket | null
}

/** Runs a situation from the first call to the last timer. Same settings, same run. */
export function runSituation(situation: Situation, settings: Settings): SituationRun {
  const simulation = buildNetwork(situation, settings)
  const world: World = {
    simulation,
    acts: situation.program(settings).map((act) => ({ ...act, dueUs: null, done: false })),
    received: [0, 0],
    views: [view(simulation, 0, null), view(simulation, 1, null)],
    happenings: [],
    listener: null,
  }
  if (situation.server.listens) listen(world, situation, settings)
  const initial: [EndView, EndView] = [...world.views]
  while (simulation.trace.frames.length < MOST_FRAMES) if (!turn(world, settings)) break
  const isCut =
    simulation.queue.some(({ at }) => at <= MOST_US) && simulation.trace.frames.length >= MOST_FRAMES
  return { trace: simulation.trace, initial, happenings: world.happenings, isCut }
}

/** The next thing that happens: a call that is due, else an event of the network. False when there is nothing left. */
function turn(world: World, settings: Settings): boolean {
  const { simulation } = world
  for (const act of world.acts)
    if (act.dueUs === null && isReady(world, act)) act.dueUs = simulation.now + act.thinkUs
  const next = world.acts
    .filter(({ done, dueUs }) => !done && dueUs !== null)
    .sort((a, b) => a.dueUs! - b.dueUs!)[0]
  const networkUs = simulation.queue[0]?.at ?? Number.POSITIVE_INFINITY
  if (next && next.dueUs! <= networkUs) {
    simulation.now = next.dueUs!
    next.done = true
    perform(world, next, settings)
    return true
  }
  return observeNext(world)
}

function observeNext(world: World): boolean {
  const { simulation } = world
  const from = marks(simulation)
  const event = runOne(simulation, MOST_US)
  if (!event) return false
  if (event.kind === 'link') return true
  const end: End = event.node === NAMES[0] ? 0 : 1
  const cause =
    event.kind === 'arrive'
      ? ({ kind: 'arrival', bytes: event.bytes } as const)
      : ({ kind: 'timer' } as const)
  keep(world, end, cause, from)
  readAll(world, end)
  return true
}

function isReady({ simulation, received }: World, { end, wait }: Act): boolean {
  if (wait === 'start') return true
  const socket = socketOf(machineOf(simulation, end), end)
  if (typeof wait === 'object') return received[end] >= wait.received
  if (!socket) return false
  return wait === 'connected' ? socket.connected : socket.endOfFile
}

function perform(world: World, { end, does }: Act, settings: Settings): void {
  const { simulation, listener } = world
  const from = marks(simulation)
  const socket = socketOf(machineOf(simulation, end), end)
  call(simulation, NAMES[end], (turn) => {
    if (does.call === 'connect') open(turn, end, settings)
    else if (does.call === 'accept') return void (listener && acceptTcp(turn.machine, listener))
    else if (!socket) return
    else if (does.call === 'write') writeTcp(turn, socket, new Uint8Array(does.bytes).fill(0x2e))
    else if (does.call === 'shutdown') shutdownTcp(turn, socket)
    else if (does.call === 'close') closeTcp(turn, socket)
    else abortTcp(turn, socket)
  })
  keep(world, end, { kind: 'call', call: does.call }, from)
}

function open(turn: Turn, end: End, settings: Settings): void {
  const socket = openTcp(turn.machine, 4)
  socket.initialSequence = settings.isn[end]
  if (end === 1 && settings.receiveBuffer > 0) socket.receiveBuffer = 2 * settings.receiveBuffer
  bindSocket(turn, socket, ENDPOINTS[end])
  connectTcp(turn, socket, ENDPOINTS[end === 0 ? 1 : 0])
}

/** The server listens, and others have filled its backlog before the story begins. */
function listen(world: World, { server }: Situation, settings: Settings): void {
  const { simulation } = world
  call(simulation, NAMES[1], (turn) => {
    const socket = openTcp(turn.machine, 4)
    socket.initialSequence = settings.isn[1]
    if (settings.receiveBuffer > 0) socket.receiveBuffer = 2 * settings.receiveBuffer
    bindSocket(turn, socket, ENDPOINTS[1])
    listenTcp(turn.machine, socket, server.backlog)
    world.listener = socket
  })
  if (server.waiting > 0) knockBefore(simulation, server.waiting)
  world.views[1] = view(simulation, 1, null)
}

function knockBefore(simulation: Simulation, count: number): void {
  const losing = simulation.links[0].losing.splice(0)
  for (let other = 1; other <= count; other++)
    call(simulation, NAMES[0], (turn) => {
      const socket = openTcp(turn.machine, 4)
      bindSocket(turn, socket, { ...ENDPOINTS[0], port: CLIENT_PORT - other })
      connectTcp(turn, socket, ENDPOINTS[1])
    })
  while (runOne(simulation, MOST_US));
  // the story begins here
  simulation.trace.frames.length = 0
  simulation.trace.events.length = 0
  simulation.links[0].carried = 0
  simulation.links[0].losing.push(...losing)
}

/** A program that reads takes whatever is there at once. */
function readAll(world: World, end: End): void {
  const { simulation } = world
  const socket = socketOf(machineOf(simulation, end), end)
  if (!socket || socket.readable === 0 || socket.closed) return
  const from = marks(simulation)
  call(simulation, NAMES[end], (turn) => {
    world.received[end] += readTcp(turn, socket, 1 << 24).length
  })
  keep(world, end, { kind: 'call', call: 'read' }, from)
}

function keep(world: World, end: End, cause: Happening['cause'], from: ReturnType<typeof marks>): void {
  const { simulation, views, happenings } = world
  const before = views[end]
  const after = view(simulation, end, before)
  views[end] = after
  const to = marks(simulation)
  happenings.push({
    atUs: simulation.now,
    end,
    cause,
    frames: [from.frames, to.frames],
    events: [from.events, to.events],
    before,
    after,
  })
}

function marks({ trace }: Simulation) {
  return { frames: trace.frames.length, events: trace.events.length }
}

function view(simulation: Simulation, end: End, before: EndView | null): EndView {
  return viewEnd(machineOf(simulation, end), end, simulation.now, before)
}

function machineOf(simulation: Simulation, end: End): Machine {
  const machine = simulation.nodes.get(NAMES[end])
  if (machine?.kind !== 'machine') throw new Error(`no machine is called ${NAMES[end]}`)
  return machine
}
