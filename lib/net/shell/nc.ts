import { addressText, familyOf } from '../node/address'
import { asciiText } from '../node/services/listener'
import { takeError } from '../node/socket'
import { closeTcp, connectTcp, openTcp, readTcp } from '../node/socket-tcp'
import { runUntil } from '../sim/simulation'
import { strerror } from './errors'
import { optionValue, readOptions } from './options'
import { failed, type Output, wrote } from './output'
import { resolveName } from './resolve-name'
import { syscall, type Terminal } from './terminal'

const SECOND = 1_000_000
const PATIENCE_S = 130 // about what six SYN retries take

/** `nc [-v] [-z] [-w SECONDS] ADDRESS PORT`, nc(1) of OpenBSD: connects, prints what the server says first. */
export function runNc(terminal: Terminal, words: readonly string[]): Output {
  const options = readOptions(words, 'w')
  const [name = '', portText = ''] = options.rest
  const port = Number(portText)
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    return failed(`nc: port number ${portText === '' ? 'missing' : 'invalid'}: ${portText}`, 1)
  const found = resolveName(terminal, name)
  if ('problem' in found)
    return failed(`nc: getaddrinfo for host "${name}" port ${port}: ${found.problem}`, 1)
  const to = found.address
  const { simulation } = terminal
  const socket = syscall(terminal, (turn) => openTcp(turn.machine, familyOf(to)))
  const errno = syscall(terminal, (turn) => connectTcp(turn, socket, { address: to, port }))
  const wait = optionValue(options, 'w', PATIENCE_S) * SECOND
  if (!errno) runUntil(simulation, simulation.now + wait, () => socket.connected || socket.error !== null)
  const problem = errno ?? (socket.connected ? null : (takeError(socket) ?? 'ETIMEDOUT'))
  const verbose = options.given.has('v')
  if (problem) {
    syscall(terminal, (turn) => closeTcp(turn, socket))
    const shown =
      problem === 'ETIMEDOUT' && options.given.has('w') ? 'Operation now in progress' : strerror(problem)
    return verbose
      ? failed(
          `nc: connect to ${addressText(to)} port ${port} (tcp) ${problem === 'ETIMEDOUT' && options.given.has('w') ? 'timed out' : 'failed'}: ${shown}`,
          1,
        )
      : wrote([], 1)
  }
  const text = options.given.has('z') ? '' : hear(terminal, socket)
  syscall(terminal, (turn) => closeTcp(turn, socket))
  runUntil(simulation, simulation.now + SECOND / 10)
  const greeting = verbose ? [`Connection to ${addressText(to)} ${port} port [tcp/*] succeeded!`] : []
  return wrote([...greeting, ...text.split('\n').filter((line) => line !== '')])
}

function hear(terminal: Terminal, socket: ReturnType<typeof openTcp>): string {
  const { simulation } = terminal
  runUntil(simulation, simulation.now + SECOND, () => socket.readable > 0 || socket.endOfFile)
  return asciiText(syscall(terminal, (turn) => readTcp(turn, socket, 65536)))
}
