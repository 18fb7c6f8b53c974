import { asciiBytes, asciiText } from '../bytes/ascii'
import { type Address, addressText, familyOf } from '../node/address'
import type { Errno } from '../node/errno'
import { takeError } from '../node/socket'
import { closeTcp, connectTcp, openTcp, readTcp } from '../node/socket-tcp'
import { closeUdp, connectUdp, openUdp, sendUdp } from '../node/socket-udp'
import { runUntil } from '../sim/simulation'
import { strerror } from './errors'
import { type Options, optionValue, readOptions } from './options'
import { failed, type Output, wrote } from './output'
import { resolveName } from './resolve-name'
import { serviceName, servicePort } from './services'
import { syscall, type Terminal } from './terminal'

const SECOND = 1_000_000
const PATIENCE_S = 130 // about what six SYN retries take
/** How long a UDP port that was sent something may take to refuse it. */
const UDP_PATIENCE_US = SECOND

type Host = { readonly name: string; readonly address: Address; readonly options: Options }

/** `nc [-n] [-u] [-v] [-z] [-w SECONDS] HOST PORT[-PORT] …`, nc(1) of OpenBSD: connects, prints what the server says first. */
export function runNc(terminal: Terminal, words: readonly string[]): Output {
  const options = readOptions(words, 'w')
  const [name = '', ...ports] = options.rest
  if (ports.length === 0) return failed('nc: missing port number', 1)
  const numbers: number[] = []
  for (const text of ports) {
    const range = /^(\d+)-(\d+)$/.exec(text)
    const ends = range ? [Number(range[1]), Number(range[2])] : [servicePort(text), servicePort(text)]
    const [low, high] = ends
    if (low === null || high === null) return failed(`nc: service "${text}" unknown`, 1)
    const wrong = [low, high].find((port) => port < 1 || port > 65535)
    if (wrong !== undefined)
      return failed(`nc: port number too ${wrong < 1 ? 'small' : 'large'}: ${wrong}`, 1)
    for (let port = low; port <= high; port++) numbers.push(port)
  }
  const found = resolveName(terminal, name)
  if ('problem' in found)
    return failed(`nc: getaddrinfo for host "${name}" port ${ports[0]}: ${found.problem}`, 1)
  const host = { name, address: found.address, options }
  const tries = numbers.map((port) => (options.given.has('u') ? tryUdp : tryTcp)(terminal, host, port))
  return {
    text: tries.map(({ text }) => text).join(''),
    status: tries.some(({ status }) => status === 0) ? 0 : 1,
  }
}

function tryTcp(terminal: Terminal, host: Host, port: number): Output {
  const { simulation } = terminal
  const { address, options } = host
  const socket = syscall(terminal, (turn) => openTcp(turn.machine, familyOf(address)))
  const errno = syscall(terminal, (turn) => connectTcp(turn, socket, { address, port }))
  const wait = optionValue(options, 'w', PATIENCE_S) * SECOND
  if (!errno) runUntil(simulation, simulation.now + wait, () => socket.connected || socket.error !== null)
  const problem = errno ?? (socket.connected ? null : (takeError(socket) ?? 'ETIMEDOUT'))
  if (problem) {
    syscall(terminal, (turn) => closeTcp(turn, socket))
    return refusal(host, port, problem)
  }
  let text = ''
  if (!options.given.has('z')) {
    runUntil(simulation, simulation.now + SECOND, () => socket.readable > 0 || socket.endOfFile)
    text = asciiText(syscall(terminal, (turn) => readTcp(turn, socket, 65536)))
  }
  syscall(terminal, (turn) => closeTcp(turn, socket))
  runUntil(simulation, simulation.now + SECOND / 10)
  return wrote([...success(host, port, 'tcp'), ...text.split('\n').filter((line) => line !== '')])
}

/** There is no handshake: a byte is sent, and what does not refuse it counts as open. */
function tryUdp(terminal: Terminal, host: Host, port: number): Output {
  const { simulation } = terminal
  const { address } = host
  const socket = syscall(terminal, (turn) => openUdp(turn.machine, familyOf(address)))
  const errno = syscall(
    terminal,
    (turn) => connectUdp(turn, socket, { address, port }) ?? sendUdp(turn, socket, asciiBytes('X')),
  )
  if (!errno) runUntil(simulation, simulation.now + UDP_PATIENCE_US, () => socket.error !== null)
  const refused = takeError(socket) !== null
  syscall(terminal, (turn) => closeUdp(turn.machine, socket))
  if (errno) return refusal(host, port, errno)
  return refused ? wrote([], 1) : wrote(success(host, port, 'udp'))
}

function shownHost({ name, address }: Host): string {
  const text = addressText(address)
  return name === text ? text : `${name} (${text})`
}

function success(host: Host, port: number, protocol: 'tcp' | 'udp'): string[] {
  const { given } = host.options
  if (!given.has('v')) return []
  const service = given.has('n') ? String(port) : serviceName(port)
  const shown = service === String(port) ? '*' : service
  return [`Connection to ${shownHost(host)} ${port} port [${protocol}/${shown}] succeeded!`]
}

function refusal(host: Host, port: number, problem: Errno): Output {
  const { given } = host.options
  if (!given.has('v')) return wrote([], 1)
  const waited = problem === 'ETIMEDOUT' && given.has('w')
  const why = waited ? 'timed out: Operation now in progress' : `failed: ${strerror(problem)}`
  return failed(`nc: connect to ${shownHost(host)} port ${port} (tcp) ${why}`, 1)
}
