import { DNS_PORT, type DnsMessage, decodeDns, ednsRecord, encodeDns } from '../../wire/dns'
import { type Address, addressText, familyOf } from '../address'
import { anyAddress } from '../socket'
import { bindSocket } from '../socket-bind'
import { closeTcp, connectTcp, openTcp, writeTcp } from '../socket-tcp'
import { closeUdp, connectUdp, openUdp, sendUdp } from '../socket-udp'
import { note, type Turn, wake } from '../turn'
import { takeMessages, withLength } from './dns-front'
import type { Exchange, Lookup, ResolverProcess } from './dns-lookup'
import { canonical } from './dns-name-tree'
import { EDNS_SIZE } from './dns-size'

/** BIND waits 0.8 s for an answer and doubles that each time round; a connection may take longer. */
const PATIENCE_US = 800_000
const PATIENCE_TCP_US = 5_000_000

/** Asks one server: RD off, EDNS with DO, and CD for a client's question, as BIND does. False if nothing could be sent. */
export function ask(
  turn: Turn,
  process: ResolverProcess,
  lookup: Lookup,
  server: Address,
  overTcp: boolean,
): boolean {
  const { machine, now } = turn
  const family = familyOf(server)
  const socket = overTcp ? openTcp(machine, family) : openUdp(machine, family)
  bindSocket(turn, socket, { address: anyAddress(family), port: 0 })
  socket.owner = process.id
  const id = Math.floor(turn.random() * 0x10000)
  const deadline = now + (overTcp ? PATIENCE_TCP_US : PATIENCE_US * 2 ** lookup.round)
  const to = { address: server, port: DNS_PORT }
  lookup.queries++
  lookup.asking = {
    socket: socket.id,
    id,
    server,
    overTcp,
    deadline,
    sent: !overTcp,
    read: new Uint8Array(0),
  }
  const errno =
    socket.kind === 'tcp'
      ? connectTcp(turn, socket, to)
      : (connectUdp(turn, socket, to) ?? sendUdp(turn, socket, questionOf(lookup, id)))
  if (errno) {
    hangUp(turn, lookup)
    return false
  }
  const because = overTcp ? 'dns.asks-over-tcp' : 'dns.asks-server'
  note(turn, because, 7, { name: lookup.target, server: addressText(server), zone: lookup.zone ?? '.' })
  wake(turn, deadline, { kind: 'process', process: process.id, wake: 'timeout' })
  return true
}

function questionOf({ target, type, clients }: Lookup, id: number): Uint8Array {
  return encodeDns({
    id,
    checkingDisabled: clients.length > 0,
    questions: [{ name: target, type, class: 1 }],
    additionals: [ednsRecord(EDNS_SIZE, true)],
  })
}

/** What has come of the question: its answer; silence till the deadline; an error; null while it is under way. */
export function outcomeOf(turn: Turn, lookup: Lookup): DnsMessage | 'silent' | 'error' | null {
  const { asking } = lookup
  if (!asking) return null
  const socket = turn.machine.sockets.get(asking.socket)
  if (!socket || socket.kind === 'raw' || socket.error !== null) return 'error'
  if (socket.kind === 'udp') {
    for (let datagram = socket.received.shift(); datagram; datagram = socket.received.shift()) {
      const message = answerIn(datagram.bytes, lookup, asking)
      if (message) return message
    }
  } else {
    if (socket.connected && !asking.sent) {
      writeTcp(turn, socket, withLength(questionOf(lookup, asking.id)))
      asking.sent = true
    }
    const { messages, rest } = takeMessages(turn, socket, asking.read)
    asking.read = rest
    const message = messages.map((bytes) => answerIn(bytes, lookup, asking)).find(Boolean)
    if (message) return message
    if (socket.endOfFile) return 'error'
  }
  return asking.deadline <= turn.now ? 'silent' : null
}

/** Only the answer to this question: same number, same name and type (RFC 5452 section 9.1). */
function answerIn(bytes: Uint8Array, { target, type }: Lookup, { id }: Exchange): DnsMessage | null {
  const decoded = decodeDns(bytes)
  if (!decoded.ok || !decoded.header.response || decoded.header.id !== id) return null
  const [question] = decoded.header.questions
  return question && canonical(question.name) === target && question.type === type ? decoded.header : null
}

/** Gives the socket of the question back. */
export function hangUp(turn: Turn, lookup: Lookup): void {
  const socket = lookup.asking && turn.machine.sockets.get(lookup.asking.socket)
  if (socket?.kind === 'tcp') closeTcp(turn, socket)
  else if (socket?.kind === 'udp') closeUdp(turn.machine, socket)
  lookup.asking = null
}
