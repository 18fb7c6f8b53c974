import { type Address, addressText, familyOf } from '../node/address'
import type { Errno } from '../node/errno'
import type { QueuedError } from '../node/socket'
import { closeUdp, connectUdp, openUdp, sendUdp } from '../node/socket-udp'
import { runUntil } from '../sim/simulation'
import { markOfIcmp, strerror } from './errors'
import { optionValue, readOptions } from './options'
import { failed, type Output, wrote } from './output'
import { resolveName } from './resolve-name'
import { syscall, type Terminal } from './terminal'

const SECOND = 1_000_000
const FIRST_PORT = 33434
const DATA = 32

type Answer = { readonly error: QueuedError; readonly us: number }

/** `traceroute [-n] [-m HOPS] [-q QUERIES] [-w SECONDS] ADDRESS`, traceroute(8): UDP, a port further with each datagram. */
export function runTraceroute(terminal: Terminal, words: readonly string[]): Output {
  const options = readOptions(words, 'mqwfp')
  const found = resolveName(terminal, options.rest[0] ?? '')
  if ('problem' in found) return failed(`${options.rest[0] ?? ''}: ${found.problem}`, 2)
  const to = found.address
  const hops = optionValue(options, 'm', 30)
  const queries = optionValue(options, 'q', 3)
  const size = DATA + (familyOf(to) === 4 ? 28 : 48)
  const lines = [
    `traceroute to ${options.rest[0]} (${addressText(to)}), ${hops} hops max, ${size} byte packets`,
  ]
  for (let hop = 1; hop <= hops; hop++) {
    const answers: (Answer | null)[] = []
    for (let query = 0; query < queries; query++) {
      const answer = ask(
        terminal,
        to,
        hop,
        FIRST_PORT + (hop - 1) * queries + query,
        optionValue(options, 'w', 5) * SECOND,
      )
      if (typeof answer === 'string') return wrote([...lines, `connect: ${strerror(answer)}`], 1)
      answers.push(answer)
    }
    lines.push(`${String(hop).padStart(2)}  ${hopText(answers, options.given.has('n'))}`)
    if (answers.some((answer) => answer !== null && isEnd(answer.error))) break
  }
  return wrote(lines)
}

function ask(
  terminal: Terminal,
  to: Address,
  hop: number,
  port: number,
  waitUs: number,
): Answer | Errno | null {
  const { simulation } = terminal
  const socket = syscall(terminal, (turn) => openUdp(turn.machine, familyOf(to)))
  socket.ttl = hop
  socket.receiveErrors = true
  socket.pathMtuDiscovery = 'dont'
  const start = simulation.now
  const errno = syscall(
    terminal,
    (turn) => connectUdp(turn, socket, { address: to, port }) ?? sendUdp(turn, socket, new Uint8Array(DATA)),
  )
  if (!errno) runUntil(simulation, start + waitUs, () => socket.errors.length > 0)
  const error = socket.errors.shift()
  syscall(terminal, (turn) => closeUdp(turn.machine, socket))
  if (errno) return errno
  return error ? { error, us: simulation.now - start } : null
}

/** The name of a hop once, then the times; a star for silence. */
function hopText(answers: readonly (Answer | null)[], numeric: boolean): string {
  let before = ''
  const words = answers.map((answer) => {
    if (answer === null) return '*'
    const address = addressText(answer.error.offender as Address)
    // a name is looked up for each hop; where there is none, the address stands for it
    const name = numeric ? address : `${address} (${address})`
    const shown = name === before ? '' : `${name}  `
    before = name
    return `${shown}${(answer.us / 1000).toFixed(3)} ms${markOfIcmp(answer.error)}`
  })
  return words.reduce((line, word) =>
    word === '*' || line.endsWith('*') ? `${line} ${word}` : `${line}  ${word}`,
  )
}

/** Destination unreachable of any kind ends the walk. */
function isEnd({ type, offender }: QueuedError): boolean {
  return type === (typeof offender === 'number' ? 3 : 1)
}
