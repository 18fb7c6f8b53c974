import { type Address, addressText, type Family, familyOf } from '../node/address'
import type { Errno } from '../node/errno'
import { type TcpSocket, takeError } from '../node/socket'
import { closeTcp, connectTcp, openTcp } from '../node/socket-tcp'
import { runUntil } from '../sim/simulation'
import { strerror } from './errors'
import { syscall, type Terminal } from './terminal'

/** How a race is run. Times in µs of the simulation. */
export type RaceRules = {
  readonly port: number
  /** how much later the other family may start, if the first has not failed before */
  readonly delayUs: number
  /** until when a connection must stand (`--connect-timeout`) */
  readonly connectUntil: number
  /** until when everything must be over (`--max-time`) */
  readonly until: number
  /** a line of -v */
  readonly say: (sentence: string) => void
}

export type RaceResult =
  | { readonly socket: TcpSocket; readonly address: Address }
  /** `sentence`: what the first family came to; `timedOut`: the exit status is 28, else 7; `over`: --max-time ended it */
  | {
      readonly socket: null
      readonly sentence: string
      readonly timedOut: boolean
      readonly over: boolean
    }

/** One family: its addresses are tried one after the other. */
type Runner = {
  readonly family: Family
  readonly addresses: readonly Address[]
  /** place of the address that is tried; -1 before the start */
  place: number
  socket: TcpSocket | null
  startedAt: number
  patienceUs: number
  result: 'running' | 'refused' | 'timeout'
}

/**
 * Connects to the first of `addresses` that answers, as curl 7.88 does (lib/connect.c): the family of the first address starts, the
 * other one follows after `delayUs`, or at once when every address of the first has failed; the first that is connected wins, and the
 * other is closed. This is the race of RFC 8305 section 5 with two runners. An address that is not its family's last has half of the
 * time that is left.
 */
export function raceConnections(
  terminal: Terminal,
  addresses: readonly Address[],
  rules: RaceRules,
): RaceResult {
  const { simulation } = terminal
  const runners = [familyOf(addresses[0]), familyOf(addresses[0]) === 6 ? 4 : 6]
    .map((family): Runner => newRunner(family as Family, addresses))
    .filter((runner) => runner.addresses.length > 0)
  const second = runners.at(1)
  const secondAt = simulation.now + rules.delayUs
  startNext(terminal, runners[0], rules)
  for (;;) {
    const winner = runners.find(({ socket }) => socket?.connected)
    if (winner?.socket) {
      closeAll(
        terminal,
        runners.filter((runner) => runner !== winner),
      )
      return { socket: winner.socket, address: winner.addresses[winner.place] }
    }
    for (const runner of runners) lookAfter(terminal, runner, rules)
    if (second?.place === -1 && (runners[0].result !== 'running' || simulation.now >= secondAt)) {
      startNext(terminal, second, rules)
      continue
    }
    const over = simulation.now >= rules.until
    if (over || runners.every(({ result }) => result !== 'running')) {
      closeAll(terminal, runners)
      const sentence = runners[0].result === 'refused' ? "Couldn't connect to server" : 'Timeout was reached'
      const timedOut = runners.some(({ result }) => result === 'timeout')
      return { socket: null, sentence, timedOut, over: over && rules.until < rules.connectUntil }
    }
    const racing = runners.filter(({ socket }) => socket !== null)
    const alarms = racing.map(({ startedAt, patienceUs }) => startedAt + patienceUs)
    if (second?.place === -1) alarms.push(secondAt)
    runUntil(simulation, Math.min(rules.until, ...alarms), () =>
      racing.some(({ socket }) => socket?.connected || socket?.error != null),
    )
  }
}

function newRunner(family: Family, all: readonly Address[]): Runner {
  const addresses = all.filter((address) => familyOf(address) === family)
  return { family, addresses, place: -1, socket: null, startedAt: 0, patienceUs: 0, result: 'running' }
}

/** Takes note of an error or of patience that is at its end, and goes on to the next address of the family. */
function lookAfter(terminal: Terminal, runner: Runner, rules: RaceRules): void {
  const { socket } = runner
  if (!socket || socket.connected) return
  const error = takeError(socket)
  const late = terminal.simulation.now >= runner.startedAt + runner.patienceUs
  if (!error && !late) return
  const address = addressText(runner.addresses[runner.place])
  if (error) rules.say(`connect to ${address} port ${rules.port} failed: ${strerror(error)}`)
  else
    rules.say(`ipv${runner.family} connect timeout after ${Math.floor(runner.patienceUs / 1000)}ms, move on!`)
  closeAll(terminal, [runner])
  if (runner.place + 1 < runner.addresses.length) startNext(terminal, runner, rules)
  else runner.result = error ? 'refused' : 'timeout'
}

function startNext(terminal: Terminal, runner: Runner, rules: RaceRules): void {
  const { simulation } = terminal
  while (runner.place + 1 < runner.addresses.length) {
    runner.place++
    const address = runner.addresses[runner.place]
    const text = addressText(address)
    rules.say(`  Trying ${runner.family === 4 ? text : `[${text}]`}:${rules.port}...`)
    const left = rules.connectUntil - simulation.now
    runner.startedAt = simulation.now
    runner.patienceUs = runner.place + 1 < runner.addresses.length ? left / 2 : left
    const errno = begin(terminal, runner, { address, port: rules.port })
    if (errno === null) return
    rules.say(`Immediate connect fail for ${text}: ${strerror(errno)}`)
    closeAll(terminal, [runner])
  }
  runner.result = 'refused'
}

function begin(terminal: Terminal, runner: Runner, to: { address: Address; port: number }): Errno | null {
  const socket = syscall(terminal, (turn) => openTcp(turn.machine, runner.family))
  runner.socket = socket
  return syscall(terminal, (turn) => connectTcp(turn, socket, to))
}

function closeAll(terminal: Terminal, runners: readonly Runner[]): void {
  for (const runner of runners) {
    const { socket } = runner
    if (socket) syscall(terminal, (turn) => closeTcp(turn, socket))
    runner.socket = null
  }
}
