import type { Machine } from './machine'
import { type DhcpClientProcess, runDhcpClient } from './services/dhcp-client'
import { type DhcpServerProcess, runDhcpServer } from './services/dhcp-server'
import { type DnsProcess, runDns } from './services/dns'
import { type EchoProcess, runEcho } from './services/echo'
import { type HttpProcess, type HttpSessionProcess, runHttp, runHttpSession } from './services/http'
import { type ListenerProcess, runListener, runSession, type SessionProcess } from './services/listener'
import { runUdpResponder, type UdpResponderProcess } from './services/udp-responder'
import type { Socket } from './socket'
import { type Turn, wake } from './turn'

/** A program that runs on a machine, as plain data: what it is, which socket it reads, what it has read so far. */
export type Process =
  | ListenerProcess
  | SessionProcess
  | UdpResponderProcess
  | EchoProcess
  | DnsProcess
  | DhcpClientProcess
  | DhcpServerProcess
  | HttpProcess
  | HttpSessionProcess

/** How long a program takes to run after something happened to its socket. */
const SCHEDULING_US = 300

/** Tells the program that owns the socket; a socket of a probe has none, the probe looks for itself. */
export function wakeOwner(turn: Turn, socket: Socket, what: string): void {
  if (socket.owner === null) return
  wake(turn, turn.now + SCHEDULING_US, { kind: 'process', process: socket.owner, wake: what })
}

export function addProcess(machine: Machine, make: (id: number) => Process): Process {
  const process = make(machine.nextProcess++)
  machine.processes.set(process.id, process)
  const socket = machine.sockets.get(process.socket)
  if (socket) socket.owner = process.id
  return process
}

export function endProcess(machine: Machine, process: Process): void {
  machine.processes.delete(process.id)
}

/** Lets a program do everything that it can do now. */
export function runProcess(turn: Turn, id: number) {
  const process = turn.machine.processes.get(id)
  if (!process) return
  switch (process.kind) {
    case 'listener':
      return runListener(turn, process)
    case 'session':
      return runSession(turn, process)
    case 'udp-responder':
      return runUdpResponder(turn, process)
    case 'dhcp-client':
      return runDhcpClient(turn, process)
    case 'dhcp-server':
      return runDhcpServer(turn, process)
    case 'dns':
      return runDns(turn, process)
    case 'http':
      return runHttp(turn, process)
    case 'http-session':
      return runHttpSession(turn, process)
    case 'echo':
      return runEcho(turn, process)
  }
}
