import { asciiBytes, asciiText } from '../bytes/ascii'
import { familyOf } from '../node/address'
import { anyAddress, type TcpSocket, takeError } from '../node/socket'
import { bindSocket } from '../node/socket-bind'
import { closeTcp, connectTcp, openTcp, readTcp, writeTcp } from '../node/socket-tcp'
import { ACK, RST, SYN } from '../node/tcp-port'
import { type Bench, mark, pass, type Seen, serverSaw, since, syscall, waitFor, wholeSeconds } from './bench'
import { evidence } from './evidence'
import type { OutcomeValue } from './outcome'
import type { TcpProbe } from './schema'

const RESULTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused',
  ENETUNREACH: 'net-unreachable',
  EHOSTUNREACH: 'host-unreachable',
  ECONNRESET: 'reset',
  EACCES: 'prohibited',
  EINVAL: 'invalid',
}

const FIRST_PORT = 40000
const CONNECT_S = 4.5
const GREETING_S = 2
const TRANSFER_S = 3
/** how long a program thinks between reading the greeting and asking for bytes */
const THINK_US = 500

/** connect(2), read the greeting, perhaps ask for bytes; then look at what was on the wires. */
export function probeTcp(bench: Bench, probe: TcpProbe, index: number): Record<string, OutcomeValue> {
  const sport = probe.sport ?? FIRST_PORT + index
  const family = familyOf(probe.address)
  const socket = syscall(bench, probe.from, (turn, machine) => {
    const made = openTcp(machine, family)
    made.reuseAddress = true
    bindSocket(turn, made, { address: probe.src ?? anyAddress(family), port: sport })
    return made
  })
  const first = mark(bench)
  const outcome: Record<string, OutcomeValue> = {}
  const start = bench.simulation.now
  const errno = connect(bench, probe, socket)
  outcome.result = errno === null ? 'open' : errno === 'timeout' ? 'timeout' : (RESULTS[errno] ?? 'error')
  if (errno !== null && errno !== 'timeout') outcome.errno = errno
  outcome.after_s = wholeSeconds(start, bench.simulation.now)
  if (errno === null) converse(bench, probe, socket, sport, outcome)
  look(bench, probe, sport, first, outcome)
  if (!probe.hold) syscall(bench, probe.from, (turn) => closeTcp(turn, socket))
  return outcome
}

function connect(bench: Bench, probe: TcpProbe, socket: TcpSocket): string | null {
  const remote = { address: probe.address, port: probe.port }
  const errno = syscall(bench, probe.from, (turn) => connectTcp(turn, socket, remote))
  if (errno) return errno
  waitFor(bench, probe.timeout ?? CONNECT_S, () => socket.connected || socket.error !== null)
  if (socket.connected) return null
  const error = takeError(socket) ?? 'timeout'
  return error === 'ETIMEDOUT' ? 'timeout' : error // the recorder's language has one exception for both
}

/** The listener says its name and the peer that it saw; asked `GET n`, it sends n bytes. */
function converse(
  bench: Bench,
  probe: TcpProbe,
  socket: TcpSocket,
  sport: number,
  outcome: Record<string, OutcomeValue>,
): void {
  let text = ''
  const read = () => {
    text += asciiText(syscall(bench, probe.from, (turn) => readTcp(turn, socket, 65536)))
    return text.includes('\n') || socket.endOfFile || socket.error !== null
  }
  waitFor(bench, GREETING_S, () => socket.readable > 0 || socket.endOfFile || socket.error !== null)
  const whole = read()
  const words = text.split('\n')[0].split(' ')
  if (!whole || words.length !== 2) {
    outcome.served_by = null
    return
  }
  outcome.served_by = words[0]
  outcome.server_saw = serverSaw(bench, words[1], sport)
  if (probe.get > 0) fetchBytes(bench, probe, socket, outcome)
}

function fetchBytes(
  bench: Bench,
  probe: TcpProbe,
  socket: TcpSocket,
  outcome: Record<string, OutcomeValue>,
): void {
  pass(bench, THINK_US)
  syscall(bench, probe.from, (turn) => writeTcp(turn, socket, asciiBytes(`GET ${probe.get}\n`)))
  let got = 0
  while (got < probe.get) {
    waitFor(
      bench,
      probe.timeout ?? TRANSFER_S,
      () => socket.readable > 0 || socket.endOfFile || socket.error !== null,
    )
    if (socket.readable === 0) break
    got += syscall(bench, probe.from, (turn) => readTcp(turn, socket, 65536)).length
  }
  outcome.got_bytes = got
  outcome.transfer = got === probe.get ? 'complete' : 'stalled'
}

function look(
  bench: Bench,
  probe: TcpProbe,
  sport: number,
  first: number,
  outcome: Record<string, OutcomeValue>,
): void {
  const mine = since(bench, first, probe.from)
  outcome.syn_sent = mine.filter((seen) => {
    const tcp = tcpOf(seen)
    return (
      seen.direction === 'out' &&
      tcp &&
      isSyn(tcp.flags) &&
      tcp.destinationPort === probe.port &&
      tcp.sourcePort === sport
    )
  }).length
  const reset = mine
    .map((seen) => (seen.direction === 'in' ? tcpOf(seen) : null))
    .find((tcp) => tcp && tcp.flags & RST && tcp.destinationPort === sport)
  if (reset && outcome.result !== 'open') outcome.rst_from = reset.source
  Object.assign(
    outcome,
    evidence(mine, (quoted) => quoted.protocol === 6 && quoted.sourcePort === sport),
  )
  if (outcome.result !== 'open') lookEverywhere(bench, probe, first, outcome)
}

/** Did the SYN reach anybody all the same, and where was an answer seen? */
function lookEverywhere(
  bench: Bench,
  probe: TcpProbe,
  first: number,
  outcome: Record<string, OutcomeValue>,
): void {
  const all = since(bench, first)
  const reached = all.filter(
    (seen) => seen.direction === 'in' && seen.node !== probe.from && isSyn(tcpOf(seen)?.flags ?? 0),
  )
  outcome.syn_reached = sortedNames(reached.map((seen) => seen.node))
  const answers = all.filter((seen) => ((tcpOf(seen)?.flags ?? 0) & (SYN | ACK)) === (SYN | ACK))
  if (answers.length > 0)
    outcome.syn_ack_seen_at = sortedNames(answers.map((seen) => `${seen.node} ${seen.iface}`))
}

function tcpOf(seen: Seen) {
  return seen.sighting.kind === 'ip' && seen.sighting.protocol === 6 ? seen.sighting : null
}

function isSyn(flags: number): boolean {
  return (flags & (SYN | ACK)) === SYN
}

function sortedNames(names: readonly string[]): string[] {
  return [...new Set(names)].sort()
}
