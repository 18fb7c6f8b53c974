import { endProcess } from '../process'
import { acceptTcp, closeTcp, readTcp, writeTcp } from '../socket-tcp'
import { sendUdp } from '../socket-udp'
import type { Turn } from '../turn'

/** The echo protocol, RFC 862: what comes in goes back, over TCP and UDP. */
export type EchoProcess = {
  readonly kind: 'echo'
  readonly id: number
  readonly socket: number
  readonly connections: number[]
}

export function runEcho(turn: Turn, process: EchoProcess) {
  const socket = turn.machine.sockets.get(process.socket)
  if (!socket || socket.kind === 'raw') return endProcess(turn.machine, process)
  if (socket.kind === 'udp') {
    for (let datagram = socket.received.shift(); datagram; datagram = socket.received.shift()) {
      sendUdp(turn, socket, datagram.bytes, datagram.from)
    }
    return
  }
  for (let next = acceptTcp(turn.machine, socket); next; next = acceptTcp(turn.machine, socket)) {
    next.owner = process.id
    process.connections.push(next.id)
  }
  for (const id of [...process.connections]) serve(turn, process, id)
}

function serve(turn: Turn, process: EchoProcess, id: number): void {
  const socket = turn.machine.sockets.get(id)
  if (socket?.kind === 'tcp' && socket.error === null) {
    if (socket.readable > 0) writeTcp(turn, socket, readTcp(turn, socket, socket.readable))
    if (!socket.endOfFile) return
  }
  process.connections.splice(process.connections.indexOf(id), 1)
  if (socket?.kind === 'tcp') closeTcp(turn, socket)
}
