import type { OspfProcess } from '../routing/ospf/ospf-process'
import type { Machine } from './machine'
import type { DhcpClientProcess } from './services/dhcp-client'
import type { DhcpServerProcess } from './services/dhcp-server'
import type { DnsProcess } from './services/dns'
import type { AuthoritativeProcess } from './services/dns-authoritative'
import type { ResolverProcess } from './services/dns-resolver'
import type { EchoProcess } from './services/echo'
import type { FtpProcess, FtpSessionProcess } from './services/ftp'
import type { HttpProcess, HttpSessionProcess } from './services/http'
import type { LinkLocalProcess } from './services/link-local'
import type { ListenerProcess, SessionProcess } from './services/listener'
import type { StunProcess } from './services/stun'
import type { UdpResponderProcess } from './services/udp-responder'
import type { Socket } from './socket'
import { type Turn, wake } from './turn'

/** A program that runs on a machine, as plain data: what it is, which socket it reads, what it has read so far. */
export type Process =
  | ListenerProcess
  | SessionProcess
  | StunProcess
  | UdpResponderProcess
  | EchoProcess
  | DnsProcess
  | AuthoritativeProcess
  | ResolverProcess
  | DhcpClientProcess
  | DhcpServerProcess
  | FtpProcess
  | FtpSessionProcess
  | HttpProcess
  | HttpSessionProcess
  | LinkLocalProcess
  | OspfProcess

/** How long a program takes to run after something happened to its socket. */
const SCHEDULING_US = 300

/** Tells the program that owns the socket; a socket of a probe has none, the probe looks for itself. */
export function wakeOwner(turn: Turn, socket: Socket, what: string): void {
  if (socket.owner === null) return
  wake(turn, turn.now + SCHEDULING_US, { kind: 'process', process: socket.owner, wake: what })
}

/** The code of every kind of program that was started so far: a page that starts no DNS server need not fetch one. */
const programs = new Map<Process['kind'], (turn: Turn, process: never) => void>()

/**
 * Starts a program: `run` is its code, `make` its data, which names the socket that it reads, or none. A simulation that was
 * built in another realm (a worker) finds no code here for its programs.
 */
export function addProcess<P extends Process>(
  machine: Machine,
  run: (turn: Turn, process: P) => void,
  make: (id: number) => P,
): P {
  const process = make(machine.nextProcess++)
  programs.set(process.kind, run)
  machine.processes.set(process.id, process)
  const socket = process.socket === null ? null : machine.sockets.get(process.socket)
  if (socket) socket.owner = process.id
  return process
}

/** Tells the programs that watch interfaces (rtnetlink) that one of them has changed. */
export function wakeWatchers(turn: Turn): void {
  for (const process of turn.machine.processes.values())
    if (process.kind === 'ospf')
      wake(turn, turn.now + SCHEDULING_US, { kind: 'process', process: process.id, wake: 'link' })
}

export function endProcess(machine: Machine, process: Process): void {
  machine.processes.delete(process.id)
}

/** Lets a program do everything that it can do now. */
export function runProcess(turn: Turn, id: number): void {
  const process = turn.machine.processes.get(id)
  if (!process) return
  const run = programs.get(process.kind)
  if (!run) throw new Error(`the code of ${process.kind} was never loaded`)
  run(turn, process as never)
}
