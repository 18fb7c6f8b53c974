import { type Address, familyOf } from '../node/address'
import type { Errno } from '../node/errno'
import { addressPair, sendIp } from '../node/ip'
import type { Machine } from '../node/machine'
import { lookupRoute } from '../node/route'
import { anyAddress, type Endpoint, endpointText, type Socket, takeError } from '../node/socket'
import { bindSocket } from '../node/socket-bind'
import { traceLookup } from '../node/socket-lookup'
import { connectTcp, forgetTcp, openTcp, writeTcp } from '../node/socket-tcp'
import { closeUdp, connectUdp, openUdp, sendUdp } from '../node/socket-udp'
import { ACK, PSH } from '../node/tcp-port'
import { encodeSegment } from '../node/tcp-wire'
import type { Turn } from '../node/turn'
import { strerror } from '../shell/errors'
import { call, type Simulation } from '../sim/simulation'
import { IPPROTO_TCP } from '../wire/ip-protocol'
import type { Act, Sender } from './act'
import { answerText, errorText, tryRow } from './describe-send'
import type { Done } from './lab'
import { known, machineAt } from './world'

type Send = Extract<Act, { do: 'connect' | 'segment' | 'datagram' }>

const PAYLOAD = Uint8Array.from('hello', (letter) => letter.charCodeAt(0))
const WINDOW = 502

/** Sends one packet from a client (or the server to itself), and follows it to whoever gets it. `settle` lets its answers arrive. */
export function sendPacket(simulation: Simulation, act: Send, settle: () => void): Done {
  const to = known(act.to)
  const remote = { address: to, port: act.dport }
  const sender = machineAt(simulation, act.from)
  const source = lookupRoute(sender, to, simulation.now).source ?? to
  const own = { address: source, port: act.sport }
  // 127.0.0.1 and ::1 are whoever says so
  const host = isLoopback(to) ? act.from : 'web'
  const receiver = machineAt(simulation, host)
  const kind = act.do === 'datagram' ? 'udp' : 'tcp'
  const packet = `${kind.toUpperCase()} ${endpointText(own)} → ${endpointText(remote)}`
  const found = traceLookup(receiver, kind, remote, own)
  const facts = { act, packet, own, remote, host, receiver }
  const taker = found.at(-1)?.found ?? null
  const before = new Set(receiver.sockets.keys())
  const errno = deliver(simulation, act, own, remote, settle)
  if (errno !== null && errno !== 'ECONNREFUSED') {
    const sentence = errorText(facts, errno, strerror(errno))
    return { result: errno, outcome: 'error', sentence, packet: null, tries: [], host, sockets: [] }
  }
  const made = [...receiver.sockets.values()].filter(
    (socket) =>
      !before.has(socket.id) && socket.remote?.port === own.port && socket.local.port === remote.port,
  )
  return {
    ...answerText(facts, taker),
    packet,
    tries: found.map((each) => tryRow(each, facts)),
    host,
    sockets: taker && host === 'web' ? [taker, ...made] : [],
  }
}

/** What a packet that was sent is about, for its sentence. */
export type SendFacts = {
  readonly act: Send
  readonly packet: string
  readonly own: Endpoint
  readonly remote: Endpoint
  readonly host: Sender
  readonly receiver: Machine
}

function isLoopback(address: Address): boolean {
  return typeof address === 'number' ? address >>> 24 === 127 : address === (1n as Address)
}

/** Null when the packet was taken; ECONNREFUSED when it was refused; another errno when it never left. */
function deliver(
  simulation: Simulation,
  act: Send,
  own: Endpoint,
  remote: Endpoint,
  settle: () => void,
): Errno | null {
  const use = (run: (turn: Turn) => Errno | null) => {
    let errno: Errno | null = null
    call(simulation, act.from, (turn) => {
      errno = run(turn)
    })
    return errno as Errno | null
  }
  const machine = machineAt(simulation, act.from)
  if (act.do === 'datagram') {
    const socket = openUdp(machine, familyOf(remote.address))
    const errno = use(
      (turn) =>
        bindSocket(turn, socket, { address: anyAddress(socket.family), port: own.port }) ??
        connectUdp(turn, socket, remote) ??
        sendUdp(turn, socket, PAYLOAD),
    )
    settle()
    const refused = errno ?? takeError(socket)
    closeUdp(machine, socket)
    return refused
  }
  if (act.do === 'segment') {
    const open = [...machine.sockets.values()].find((socket) => isConnection(socket, own, remote))
    use((turn) => (open?.kind === 'tcp' ? writeTcp(turn, open, PAYLOAD) : sendStray(turn, own, remote)))
    settle()
    return open ? null : 'ECONNREFUSED'
  }
  const socket = openTcp(machine, familyOf(remote.address))
  socket.reuseAddress = true
  const errno = use(
    (turn) =>
      bindSocket(turn, socket, { address: anyAddress(socket.family), port: own.port }) ??
      connectTcp(turn, socket, remote),
  )
  settle()
  if (socket.connected) return null
  const refused = errno ?? takeError(socket)
  forgetTcp(machine, socket)
  return refused
}

function isConnection(socket: Socket, own: Endpoint, remote: Endpoint): boolean {
  return (
    socket.kind === 'tcp' &&
    socket.connected &&
    socket.local.address === own.address &&
    socket.local.port === own.port &&
    socket.remote?.address === remote.address &&
    socket.remote.port === remote.port
  )
}

/** Data with an ACK, by nobody's connection. */
function sendStray(turn: Turn, own: Endpoint, remote: Endpoint): Errno | null {
  const segment = {
    flags: ACK | PSH,
    sequence: 1,
    acknowledgment: 1,
    window: WINDOW,
    options: {},
    payload: PAYLOAD,
  }
  return sendIp(turn, {
    source: own.address,
    destination: remote.address,
    protocol: IPPROTO_TCP,
    payload: encodeSegment(segment, own.port, remote.port, addressPair(own.address, remote.address)),
    ttl: null,
    discovery: 'want',
    route: lookupRoute(turn.machine, remote.address, turn.now),
  })
}
