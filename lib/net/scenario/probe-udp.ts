import { asciiText } from '../bytes/ascii'
import { familyOf } from '../node/address'
import { anyAddress, takeError, type UdpSocket } from '../node/socket'
import { bindSocket } from '../node/socket-bind'
import { closeUdp, connectUdp, openUdp, sendUdp } from '../node/socket-udp'
import { type Bench, mark, serverSaw, since, syscall, waitFor, wholeSeconds } from './bench'
import { evidence } from './evidence'
import type { OutcomeValue } from './outcome'
import type { UdpProbe } from './schema'

const RESULTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'port-unreachable',
  ENETUNREACH: 'net-unreachable',
  EHOSTUNREACH: 'host-unreachable',
  EMSGSIZE: 'too-big',
}

const FIRST_PORT = 41000
const ANSWER_S = 1.5
const X = 0x78

/** One datagram from a connected socket, and what comes back; to everybody, from one that is not connected. */
export function probeUdp(bench: Bench, probe: UdpProbe, index: number): Record<string, OutcomeValue> {
  const sport = probe.sport ?? FIRST_PORT + index
  const family = familyOf(probe.address)
  const socket = syscall(bench, probe.from, (turn, machine) => {
    const made = openUdp(machine, family)
    bindSocket(turn, made, { address: anyAddress(family), port: sport })
    return made
  })
  const first = mark(bench)
  const start = bench.simulation.now
  const outcome = exchange(bench, probe, socket, sport)
  outcome.after_s = wholeSeconds(start, bench.simulation.now)
  const seen = since(bench, first, probe.from)
  Object.assign(
    outcome,
    evidence(seen, (quoted) => quoted.protocol === 17 && quoted.sourcePort === sport),
  )
  syscall(bench, probe.from, (_, machine) => closeUdp(machine, socket))
  return outcome
}

function exchange(
  bench: Bench,
  probe: UdpProbe,
  socket: UdpSocket,
  sport: number,
): Record<string, OutcomeValue> {
  const remote = { address: probe.address, port: probe.port }
  const errno = syscall(bench, probe.from, (turn) => {
    const bytes = new Uint8Array(probe.size).fill(X)
    socket.broadcast = probe.broadcast
    if (probe.broadcast) return sendUdp(turn, socket, bytes, remote)
    return connectUdp(turn, socket, remote) ?? sendUdp(turn, socket, bytes)
  })
  if (errno) return failure(errno)
  waitFor(bench, probe.timeout ?? ANSWER_S, () => socket.received.length > 0 || socket.error !== null)
  const error = takeError(socket)
  if (error) return failure(error)
  const answer = socket.received.shift()
  if (!answer) return { result: 'silence' }
  const [name, peer] = asciiText(answer.bytes).split(' ')
  return { result: 'reply', served_by: name, server_saw: serverSaw(bench, peer, sport) }
}

function failure(errno: string): Record<string, OutcomeValue> {
  return { result: RESULTS[errno] ?? 'error', errno }
}
