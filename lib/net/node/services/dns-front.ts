import { readU16 } from '../../bytes/integers'
import { type DnsMessage, decodeDns, encodeDns } from '../../wire/dns'
import type { Endpoint, TcpSocket } from '../socket'
import { acceptTcp, closeTcp, readTcp, writeTcp } from '../socket-tcp'
import { sendUdp } from '../socket-udp'
import { note, type Turn } from '../turn'
import { fitDatagram, udpLimit, withEdns } from './dns-size'

/** The side of a name server that its clients see: port 53 by UDP, and by TCP for what is too long (RFC 7766 section 5). */
export type DnsFront = {
  readonly id: number
  readonly socket: number
  readonly listener: number
  readonly connections: { readonly socket: number; read: Uint8Array }[]
}

/** A question with the way back to who asked it. */
export type Asked = { readonly query: DnsMessage; readonly by: Endpoint | number }

/** Everything that was asked since the last look. What is no query with exactly one question gets no answer. */
export function readQuestions(turn: Turn, front: DnsFront): Asked[] {
  const asked: Asked[] = []
  const socket = turn.machine.sockets.get(front.socket)
  if (socket?.kind === 'udp') {
    for (let datagram = socket.received.shift(); datagram; datagram = socket.received.shift())
      asked.push(...questionIn(datagram.bytes, datagram.from))
  }
  acceptAll(turn, front)
  for (const connection of [...front.connections]) asked.push(...readConnection(turn, front, connection))
  return asked
}

function questionIn(bytes: Uint8Array, by: Asked['by']): Asked[] {
  const decoded = decodeDns(bytes)
  if (!decoded.ok || decoded.header.response || decoded.header.questions.length !== 1) return []
  return [{ query: decoded.header, by }]
}

function acceptAll(turn: Turn, front: DnsFront): void {
  const listener = turn.machine.sockets.get(front.listener)
  if (listener?.kind !== 'tcp') return
  for (let next = acceptTcp(turn.machine, listener); next; next = acceptTcp(turn.machine, listener)) {
    next.owner = front.id
    front.connections.push({ socket: next.id, read: new Uint8Array(0) })
  }
}

function readConnection(turn: Turn, front: DnsFront, connection: DnsFront['connections'][number]): Asked[] {
  const socket = turn.machine.sockets.get(connection.socket)
  const asked: Asked[] = []
  if (socket?.kind === 'tcp') {
    const { messages, rest } = takeMessages(turn, socket, connection.read)
    connection.read = rest
    for (const bytes of messages) asked.push(...questionIn(bytes, connection.socket))
    if (!socket.endOfFile && socket.error === null) return asked
    closeTcp(turn, socket)
  }
  front.connections.splice(front.connections.indexOf(connection), 1)
  return asked
}

/** The whole messages that a connection has brought, each after its 16-bit length (RFC 1035 section 4.2.2). */
export function takeMessages(
  turn: Turn,
  socket: TcpSocket,
  before: Uint8Array,
): { readonly messages: readonly Uint8Array[]; readonly rest: Uint8Array } {
  const news = socket.readable > 0 ? readTcp(turn, socket, socket.readable) : new Uint8Array(0)
  let rest = new Uint8Array(before.length + news.length)
  rest.set(before)
  rest.set(news, before.length)
  const messages: Uint8Array[] = []
  while (rest.length >= 2 && rest.length >= 2 + readU16(rest, 0)) {
    const end = 2 + readU16(rest, 0)
    messages.push(rest.slice(2, end))
    rest = rest.slice(end)
  }
  return { messages, rest }
}

export function withLength(message: Uint8Array): Uint8Array {
  const framed = new Uint8Array(2 + message.length)
  framed[0] = message.length >>> 8
  framed[1] = message.length & 0xff
  framed.set(message, 2)
  return framed
}

/** Answers by the way the question came; what is too long for a datagram is cut, with TC set (RFC 2181 section 9). */
export function answerAsked(
  turn: Turn,
  front: DnsFront,
  { query, by }: Asked,
  part: Partial<DnsMessage>,
): void {
  const message = withEdns(query, {
    id: query.id,
    questions: query.questions,
    recursionDesired: query.recursionDesired,
    checkingDisabled: query.checkingDisabled,
    response: true,
    ...part,
  })
  const socket = turn.machine.sockets.get(typeof by === 'number' ? by : front.socket)
  if (typeof by === 'number') {
    if (socket?.kind === 'tcp') writeTcp(turn, socket, withLength(encodeDns(message)))
    return
  }
  if (socket?.kind !== 'udp') return
  const limit = udpLimit(query)
  const fitting = fitDatagram(message, limit)
  if (fitting.truncated) note(turn, 'dns.truncated', 7, { name: query.questions[0].name, limit })
  sendUdp(turn, socket, encodeDns(fitting), by)
}
