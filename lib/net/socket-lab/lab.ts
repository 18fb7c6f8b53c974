import type { Socket, TcpSocket } from '../node/socket'
import { acceptTcp, closeTcp } from '../node/socket-tcp'
import { closeUdp } from '../node/socket-udp'
import { socketRow } from '../shell/socket-rows'
import { runSs } from '../shell/ss'
import { call, runUntil, type Simulation } from '../sim/simulation'
import type { Act } from './act'
import { bindOnServer } from './bind'
import type { Moment } from './moment'
import { sendPacket } from './send'
import { buildWorld, machineAt, machines } from './world'

/** What an act came to, before the table is read. */
export type Done = Pick<Moment, 'result' | 'outcome' | 'sentence' | 'packet' | 'tries' | 'host'> & {
  /** sockets of the server that have to do with it */
  readonly sockets: readonly Socket[]
}

/** A run that goes on: more acts may follow. Changed in place. */
export type SocketLab = { readonly simulation: Simulation; readonly moments: Moment[] }

/** How long a packet and its answers have, in µs: less than the first repetition of a SYN. */
const SETTLE_US = 500_000

export function openLab(acts: readonly Act[] = []): SocketLab {
  const lab = { simulation: buildWorld(), moments: [] }
  for (const act of acts) doAct(lab, act)
  return lab
}

/** Runs acts on the engine: one moment each. The same acts give the same moments on every machine. */
export function runActs(acts: readonly Act[]): readonly Moment[] {
  return openLab(acts).moments
}

/** Does one act, lets its packets settle, and adds a moment. */
export function doAct(lab: SocketLab, act: Act): void {
  const { simulation, moments } = lab
  const { sockets, ...done } = perform(simulation, act)
  const { text } = runSs({ simulation, host: 'web' }, ['-tuan'])
  const lines = text.trimEnd().split(/ *\n/)
  const ends = sockets.flatMap((socket) => endsOf(socket) ?? [])
  const marked = lines.flatMap((line, index) => {
    const [kind, , , , local, peer] = line.split(/\s+/)
    return ends.includes(`${kind} ${local} ${peer}`) ? [index] : []
  })
  moments.push({ act, ...done, prints: lines, marked })
}

function endsOf(socket: Socket): string | null {
  const row = socketRow(socket)
  return row && `${row.netid} ${row.local.join(':')} ${row.peer.join(':')}`
}

function perform(simulation: Simulation, act: Act): Done {
  if (act.do === 'bind') return bindOnServer(simulation, act)
  if (act.do === 'stop') return stopServer(simulation)
  if (act.do === 'look') return lookAtServer(simulation)
  return sendPacket(simulation, act, () => settle(simulation))
}

/** Packets and their answers arrive; the server's programs accept connections and read datagrams at once. */
function settle(simulation: Simulation): void {
  const until = simulation.now + SETTLE_US
  runUntil(simulation, until, () => {
    takeWaiting(simulation)
    return false
  })
}

function takeWaiting(simulation: Simulation): void {
  for (const socket of machineAt(simulation, 'web').sockets.values()) {
    if (socket.kind === 'udp') socket.received.length = 0
    if (socket.kind === 'tcp' && socket.listening) {
      while (acceptTcp(machineAt(simulation, 'web'), socket));
    }
  }
}

function lookAtServer(simulation: Simulation): Done {
  const { size } = machineAt(simulation, 'web').sockets
  return {
    result: 'nothing yet',
    outcome: 'ok',
    sentence:
      size === 0
        ? 'No program on the server has a socket: whatever is sent to it will be refused.'
        : 'These are the sockets of the server.',
    packet: null,
    tries: [],
    host: 'web',
    sockets: [],
  }
}

/** close(2) on every socket; the clients, who read the end of the stream, close too. */
function stopServer(simulation: Simulation): Done {
  const open = [...machineAt(simulation, 'web').sockets.values()]
  call(simulation, 'web', (turn) => {
    for (const socket of open) {
      if (socket.kind === 'tcp') closeTcp(turn, socket)
      else if (socket.kind === 'udp') closeUdp(turn.machine, socket)
    }
  })
  settle(simulation)
  for (const { name } of machines) {
    const ended = [...machineAt(simulation, name).sockets.values()].filter(isEnded)
    call(simulation, name, (turn) => {
      for (const socket of ended) closeTcp(turn, socket)
    })
  }
  settle(simulation)
  const waiting = [...machineAt(simulation, 'web').sockets.values()]
  return {
    result: 'stopped',
    outcome: 'ok',
    sentence: stopText(open.length, waiting.length),
    packet: null,
    tries: [],
    host: 'web',
    sockets: waiting,
  }
}

function isEnded(socket: Socket): socket is TcpSocket {
  return socket.kind === 'tcp' && socket.endOfFile && !socket.closed
}

function stopText(open: number, waiting: number): string {
  if (open === 0) return 'No program has a socket on the server: there is nothing to stop.'
  const closed = `The program ends, and its kernel closes ${open === 1 ? 'its socket' : `its ${open} sockets`}.`
  if (waiting === 0) return `${closed} Nothing is left.`
  return `${closed} ${waiting === 1 ? 'One connection stays' : `${waiting} connections stay`} in TIME-WAIT: the server closed first, so the server waits, for 60 seconds.`
}
