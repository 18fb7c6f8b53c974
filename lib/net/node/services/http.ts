import { asciiBytes } from '../../bytes/ascii'
import { encodeHttp, findEmptyLine, readHttpHead } from '../../wire/http1'
import { addProcess, endProcess } from '../process'
import { acceptTcp, closeTcp, readTcp, writeTcp } from '../socket-tcp'
import { note, type Turn } from '../turn'

/** A web server (RFC 9112): every path of `pages` gives its text, everything else 404. */
export type HttpProcess = {
  readonly kind: 'http'
  readonly id: number
  readonly socket: number
  readonly pages: Readonly<Record<string, string>>
}

/** One connection of it; requests may follow one another. */
export type HttpSessionProcess = {
  readonly kind: 'http-session'
  readonly id: number
  readonly socket: number
  readonly pages: Readonly<Record<string, string>>
  read: Uint8Array
}

export function runHttp(turn: Turn, process: HttpProcess): void {
  const listener = turn.machine.sockets.get(process.socket)
  if (listener?.kind !== 'tcp') return
  for (let next = acceptTcp(turn.machine, listener); next; next = acceptTcp(turn.machine, listener)) {
    const { id: socket } = next
    const { pages } = process
    const session = addProcess(turn.machine, runHttpSession, (id) => ({
      kind: 'http-session',
      id,
      socket,
      pages,
      read: new Uint8Array(0),
    }))
    runHttpSession(turn, session)
  }
}

export function runHttpSession(turn: Turn, process: HttpSessionProcess) {
  const socket = turn.machine.sockets.get(process.socket)
  if (socket?.kind !== 'tcp') return endProcess(turn.machine, process)
  if (socket.readable > 0) process.read = joined(process.read, readTcp(turn, socket, socket.readable))
  let closes = socket.endOfFile || socket.error !== null
  for (let head = headOf(process); head; head = headOf(process)) {
    process.read = process.read.slice(head.end)
    writeTcp(turn, socket, respond(turn, process, head))
    if (
      head.fields.some(
        ({ name, value }) => name.toLowerCase() === 'connection' && value.toLowerCase() === 'close',
      )
    )
      closes = true
  }
  if (!closes) return
  endProcess(turn.machine, process)
  closeTcp(turn, socket)
}

type Head = Exclude<ReturnType<typeof readHttpHead>, 'more' | null>

function headOf({ read }: HttpSessionProcess): Head | null {
  if (findEmptyLine(read, 0, read.length) < 0) return null
  const head = readHttpHead(read, 0, read.length)
  return head === 'more' || head?.start.kind !== 'request' ? null : head
}

function respond(turn: Turn, { pages }: HttpSessionProcess, { start }: Head): Uint8Array {
  const target = start.kind === 'request' ? start.target : '/'
  const page = Object.hasOwn(pages, target) ? pages[target] : null
  note(turn, page === null ? 'http.not-found' : 'http.answered', 7, { target })
  const body = asciiBytes(page ?? 'Not Found\n')
  const [status, reason] = page === null ? [404, 'Not Found'] : [200, 'OK']
  const fields = [
    { name: 'Server', value: turn.machine.name },
    { name: 'Content-Type', value: 'text/plain' },
    { name: 'Content-Length', value: String(body.length) },
  ]
  const isHead = start.kind === 'request' && start.method === 'HEAD'
  return encodeHttp({
    start: { kind: 'response', version: 'HTTP/1.1', status, reason },
    fields,
    body: isHead ? new Uint8Array(0) : body,
  })
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
