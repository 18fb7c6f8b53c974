import type { Ipv6 } from '../addr/ipv6'
import { readU16 } from '../bytes/integers'
import { type Address, addressText, familyOf } from '../node/address'
import type { Errno } from '../node/errno'
import { lookupRoute } from '../node/route'
import { refusedByRoute } from '../node/route-check'
import { type QueuedError, type RawSocket, takeError } from '../node/socket'
import { closeRaw, openRaw, sendRaw } from '../node/socket-raw'
import { runUntil } from '../sim/simulation'
import { encodeIcmpEcho, ICMP_ECHO_REPLY, ICMP_ECHO_REQUEST } from '../wire/icmp'
import { encodeIcmpv6, ICMPV6_ECHO_REPLY, ICMPV6_ECHO_REQUEST } from '../wire/icmpv6'
import { IPPROTO_ICMP, IPPROTO_ICMPV6 } from '../wire/ip-protocol'
import { reasonOfIcmp, strerror } from './errors'
import { optionValue, readOptions } from './options'
import { failed, type Output, wrote } from './output'
import { resolveName } from './resolve-name'
import { syscall, type Terminal } from './terminal'

const SECOND = 1_000_000
const IDENTIFIER = 0x1000
const LAST_ANSWER_S = 10 // how long ping waits for the last answer, unless -W says otherwise

type Run = {
  readonly to: Address
  /** as it was typed */
  readonly target: string
  readonly size: number
  /** -q */
  readonly quiet: boolean
  readonly socket: RawSocket
  readonly times: number[]
  readonly lines: string[]
  sent: number
  errors: number
}

/** `ping [-c N] [-i S] [-W S] [-s BYTES] [-t TTL] [-M do|dont|want] [-4|-6] ADDRESS`, ping(8) of iputils. Without -c, four. */
export function runPing(terminal: Terminal, words: readonly string[]): Output {
  const options = readOptions(words, 'ciWstMI')
  if (options.rest.length === 0) return failed('ping: usage error: Destination address required', 1)
  const found = resolveName(terminal, options.rest[0])
  if ('problem' in found) return failed(`ping: ${options.rest[0]}: ${found.problem}`, 2)
  const to = found.address
  const count = optionValue(options, 'c', 4)
  const interval = optionValue(options, 'i', 1) * SECOND
  const refusal = syscall(terminal, (turn) =>
    refusedByRoute(turn, lookupRoute(turn.machine, to, turn.now), to),
  )
  if (refusal) return failed(`ping: connect: ${strerror(refusal)}`, 2)
  const run = start(terminal, to, options.rest[0], optionValue(options, 's', 56), options.given)
  for (let sequence = 1; sequence <= count; sequence++) {
    const last = sequence === count
    sendOne(terminal, run, sequence)
    listen(terminal, run, last ? optionValue(options, 'W', LAST_ANSWER_S) * SECOND : interval, last)
  }
  syscall(terminal, (turn) => closeRaw(turn.machine, run.socket))
  return report(run, interval * (count - 1))
}

function start(
  terminal: Terminal,
  to: Address,
  target: string,
  size: number,
  given: ReadonlyMap<string, string>,
): Run {
  const four = familyOf(to) === 4
  const socket = syscall(terminal, (turn) =>
    openRaw(turn.machine, four ? 4 : 6, four ? IPPROTO_ICMP : IPPROTO_ICMPV6),
  )
  socket.receiveErrors = true
  socket.ttl = given.has('t') ? Number(given.get('t')) : null
  const discovery = given.get('M')
  socket.pathMtuDiscovery = discovery === 'do' || discovery === 'dont' ? discovery : 'want'
  const total = four ? `(${size + 28})` : ''
  const opening = four
    ? `PING ${target} (${addressText(to)}) ${size}${total} bytes of data.`
    : `PING ${target}(${addressText(to)}) ${size} data bytes`
  return { to, target, size, socket, quiet: given.has('q'), times: [], lines: [opening], sent: 0, errors: 0 }
}

function sendOne(terminal: Terminal, run: Run, sequence: number): void {
  const errno = syscall(terminal, (turn) => {
    const body = new Uint8Array(run.size)
    if (typeof run.to === 'number')
      return sendRaw(turn, run.socket, encodeIcmpEcho(ICMP_ECHO_REQUEST, IDENTIFIER, sequence, body), run.to)
    const source = (lookupRoute(turn.machine, run.to, turn.now).source ?? 0n) as Ipv6
    const message = { type: ICMPV6_ECHO_REQUEST, code: 0, rest: IDENTIFIER * 65536 + sequence, body }
    return sendRaw(
      turn,
      run.socket,
      encodeIcmpv6(message, { family: 6, source, destination: run.to }),
      run.to,
    )
  })
  run.sent++
  if (errno) sendingFailed(terminal, run, errno)
}

function sendingFailed(terminal: Terminal, run: Run, errno: Errno): void {
  run.errors += errno === 'EMSGSIZE' ? 1 : 0
  const mtu = syscall(terminal, (turn) => lookupRoute(turn.machine, run.to, turn.now).mtu)
  run.lines.push(
    errno === 'EMSGSIZE'
      ? `ping: local error: message too long, mtu=${mtu}`
      : `ping: sendmsg: ${strerror(errno)}`,
  )
}

/** Takes what comes for `us`; the wait after the last request ends with its answer. */
function listen(terminal: Terminal, run: Run, us: number, last: boolean): void {
  const { simulation } = terminal
  const until = simulation.now + us
  const sentAt = simulation.now
  let answered = false
  while (simulation.now < until) {
    runUntil(simulation, until, () => run.socket.received.length > 0 || run.socket.errors.length > 0)
    for (let error = run.socket.errors.shift(); error; error = run.socket.errors.shift())
      answered = reportError(run, error) || answered
    takeError(run.socket)
    for (let reply = run.socket.received.shift(); reply; reply = run.socket.received.shift()) {
      answered =
        reportReply(run, reply.bytes, reply.ttl, addressText(reply.from.address), simulation.now - sentAt) ||
        answered
    }
    if (last && answered) return
  }
}

function reportReply(run: Run, bytes: Uint8Array, ttl: number, from: string, us: number): boolean {
  const at = familyOf(run.to) === 4 ? (bytes[0] & 15) * 4 : 0
  const type = familyOf(run.to) === 4 ? ICMP_ECHO_REPLY : ICMPV6_ECHO_REPLY
  if (bytes[at] !== type || readU16(bytes, at + 4) !== IDENTIFIER) return false
  run.times.push(us)
  if (run.quiet) return true
  // asked by name, ping names who answers; without a PTR record the address stands for the name
  const named = run.target === addressText(run.to) ? from : `${from} (${from})`
  run.lines.push(
    `${bytes.length - at} bytes from ${named}: icmp_seq=${readU16(bytes, at + 6)} ttl=${ttl} time=${milliseconds(us)} ms`,
  )
  return true
}

function reportError(run: Run, error: QueuedError): boolean {
  run.errors++
  const from = error.offender === null ? '' : addressText(error.offender)
  run.lines.push(`From ${from} icmp_seq=${run.sent} ${reasonOfIcmp(error)}`)
  return true
}

/** As iputils: three decimals below 1 ms, then one less for each digit before the point. */
export function milliseconds(us: number): string {
  if (us >= 100_000) return String(Math.floor(us / 1000))
  if (us >= 10_000) return (Math.floor(us / 100) / 10).toFixed(1)
  if (us >= 1000) return (Math.floor(us / 10) / 100).toFixed(2)
  return (us / 1000).toFixed(3)
}

function report({ target, lines, sent, times, errors }: Run, elapsedUs: number): Output {
  const lost = Math.round(((sent - times.length) / sent) * 100)
  const failures = errors > 0 ? ` +${errors} errors,` : ''
  lines.push('', `--- ${target} ping statistics ---`)
  lines.push(
    `${sent} packets transmitted, ${times.length} received,${failures} ${lost}% packet loss, time ${Math.round(elapsedUs / 1000)}ms`,
  )
  lines.push(times.length === 0 ? '' : `rtt min/avg/max/mdev = ${statistics(times)} ms`)
  return wrote(lines, times.length > 0 ? 0 : 1)
}

function statistics(times: readonly number[]): string {
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length
  const variance = times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / times.length
  return [Math.min(...times), mean, Math.max(...times), Math.sqrt(variance)]
    .map((us) => (us / 1000).toFixed(3))
    .join('/')
}
