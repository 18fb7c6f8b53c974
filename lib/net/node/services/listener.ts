import { asciiBytes, asciiText } from '../../bytes/ascii'
import { addressText } from '../address'
import { addProcess, endProcess } from '../process'
import type { Endpoint, TcpSocket } from '../socket'
import { acceptTcp, closeTcp, readTcp, writeTcp } from '../socket-tcp'
import type { Turn } from '../turn'

/** A TCP server that says who it is and whom it sees, and gives as many bytes as it is asked for: `GET 500`. */
export type ListenerProcess = { readonly kind: 'listener'; readonly id: number; readonly socket: number }

/** One connection of a listener. */
export type SessionProcess = {
  readonly kind: 'session'
  readonly id: number
  readonly socket: number
  line: string
}

export function runListener(turn: Turn, process: ListenerProcess): void {
  const listener = turn.machine.sockets.get(process.socket)
  if (listener?.kind !== 'tcp') return
  for (let socket = acceptTcp(turn.machine, listener); socket; socket = acceptTcp(turn.machine, listener)) {
    const { id } = socket
    const session = addProcess(turn.machine, runSession, (number) => ({
      kind: 'session',
      id: number,
      socket: id,
      line: '',
    }))
    writeTcp(turn, socket, asciiBytes(`${turn.machine.name} ${endpointText(socket.remote!)}\n`))
    runSession(turn, session)
  }
}

export function runSession(turn: Turn, process: SessionProcess) {
  const socket = turn.machine.sockets.get(process.socket)
  if (socket?.kind !== 'tcp') return endProcess(turn.machine, process)
  if (socket.readable > 0) {
    process.line += asciiText(readTcp(turn, socket, socket.readable))
    answerLines(turn, process, socket)
  }
  if (socket.endOfFile || socket.error !== null) {
    endProcess(turn.machine, process)
    closeTcp(turn, socket)
  }
}

function answerLines(turn: Turn, process: SessionProcess, socket: TcpSocket): void {
  for (let end = process.line.indexOf('\n'); end >= 0; end = process.line.indexOf('\n')) {
    const line = process.line.slice(0, end)
    process.line = process.line.slice(end + 1)
    const count = /^GET (\d+)\s*$/.exec(line)
    if (count) writeTcp(turn, socket, new Uint8Array(Number(count[1])).fill(0x78))
  }
}

export function endpointText({ address, port }: Endpoint): string {
  return typeof address === 'number' ? `${addressText(address)}:${port}` : `[${addressText(address)}]:${port}`
}
