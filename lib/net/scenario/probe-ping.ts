import type { Ipv6 } from '../addr/ipv6'
import { readU16 } from '../bytes/integers'
import { type Address, addressText, familyOf } from '../node/address'
import { icmpName4, icmpName6 } from '../node/icmp-name'
import { lookupRoute } from '../node/route'
import { type RawSocket, takeError } from '../node/socket'
import { closeRaw, openRaw, sendRaw } from '../node/socket-raw'
import type { Turn } from '../node/turn'
import { encodeIcmpEcho, ICMP_ECHO_REPLY, ICMP_ECHO_REQUEST, ICMP_REDIRECT } from '../wire/icmp'
import { encodeIcmpv6, ICMPV6_ECHO_REPLY, ICMPV6_ECHO_REQUEST, ICMPV6_REDIRECT } from '../wire/icmpv6'
import { IPPROTO_ICMP, IPPROTO_ICMPV6 } from '../wire/ip-protocol'
import { type Bench, mark, since, syscall, waitFor, wholeSeconds } from './bench'
import { evidence } from './evidence'
import { observe } from './observe'
import type { OutcomeValue } from './outcome'
import type { PingProbe } from './schema'

const FIRST_IDENTIFIER = 0x4000
const ANSWER_S = 4
const SMALL_TTL_ANSWER_S = 1.5
const X = 0x78

/** One echo request from a raw socket with IP_RECVERR, and the first thing that the socket hears. */
export function probePing(bench: Bench, probe: PingProbe, index: number): Record<string, OutcomeValue> {
  return probePings(bench, [probe], index)[0]
}

/** Several, sent in the same moment; the wait ends when each has heard something, or its own time is over. */
export function probePings(
  bench: Bench,
  probes: readonly PingProbe[],
  index: number,
): Record<string, OutcomeValue>[] {
  const pings = probes.map((probe, place) => {
    const identifier = FIRST_IDENTIFIER + index + place
    return { probe, identifier, socket: openPing(bench, probe) }
  })
  const first = mark(bench)
  const start = bench.simulation.now
  const waiting = pings.map(({ probe, identifier, socket }) => {
    const errno = syscall(bench, probe.from, (turn) =>
      sendRaw(turn, socket, request(turn, probe, identifier), probe.address),
    )
    return errno ? { result: 'not-sent', errno } : null
  })
  const heard = listen(bench, pings, waiting)
  return pings.map(({ probe, identifier, socket }, place) => {
    const outcome = heard[place].outcome
    outcome.after_s = wholeSeconds(start, heard[place].at)
    const protocol = familyOf(probe.address) === 4 ? IPPROTO_ICMP : IPPROTO_ICMPV6
    const seen = since(bench, first, probe.from)
    Object.assign(
      outcome,
      evidence(seen, (quoted) => quoted.protocol === protocol && quoted.icmp?.identifier === identifier),
    )
    syscall(bench, probe.from, (_, machine) => closeRaw(machine, socket))
    if (outcome.result === 'unreachable') outcome.result = namedError(outcome.icmp)
    return outcome
  })
}

function openPing(bench: Bench, probe: PingProbe): RawSocket {
  return syscall(bench, probe.from, (_, machine) => {
    const family = familyOf(probe.address)
    const made = openRaw(machine, family, family === 4 ? IPPROTO_ICMP : IPPROTO_ICMPV6)
    made.ttl = probe.ttl
    made.pathMtuDiscovery = probe.df ? 'do' : 'dont'
    made.receiveErrors = true
    return made
  })
}

/** The error queue gives only an errno; the wire tells which ICMP error it was. */
function namedError(errors: OutcomeValue | undefined): string {
  const lines = Array.isArray(errors) ? (errors as readonly string[]) : []
  return lines.find((line) => !line.startsWith('redirect'))?.split(' ')[0] ?? 'host-unreachable'
}

function request(turn: Turn, probe: PingProbe, identifier: number): Uint8Array {
  const body = new Uint8Array(probe.size).fill(X)
  if (familyOf(probe.address) === 4) return encodeIcmpEcho(ICMP_ECHO_REQUEST, identifier, 1, body)
  const destination = (probe.address === 0n ? 1n : probe.address) as Ipv6 // :: as a destination is this machine
  const source = (lookupRoute(turn.machine, destination, turn.now).source ?? 0n) as Ipv6
  return encodeIcmpv6(
    { type: ICMPV6_ECHO_REQUEST, code: 0, rest: identifier * 65536 + 1, body },
    { family: 6, source, destination },
  )
}

type Ping = { readonly probe: PingProbe; readonly identifier: number; readonly socket: RawSocket }
type Heard = { readonly outcome: Record<string, OutcomeValue>; readonly at: number }

/** What each ping heard and when; `known` are the outcomes of those that were not even sent. */
function listen(
  bench: Bench,
  pings: readonly Ping[],
  known: readonly (Record<string, OutcomeValue> | null)[],
): Heard[] {
  const { simulation } = bench
  const heard = known.map((outcome): Heard | null => outcome && { outcome, at: simulation.now })
  const seconds = Math.max(
    0,
    ...pings
      .filter((_, place) => !heard[place])
      .map(({ probe }) => probe.timeout ?? (probe.ttl === null ? ANSWER_S : SMALL_TTL_ANSWER_S)),
  )
  waitFor(bench, seconds, () => {
    pings.forEach((ping, place) => {
      heard[place] ??= hear(ping, simulation.now)
    })
    return heard.every((each) => each !== null)
  })
  return heard.map((each) => each ?? { outcome: { result: 'timeout' }, at: simulation.now })
}

/** The first thing in the socket that is about this ping. */
function hear({ probe, identifier, socket }: Ping, at: number): Heard | null {
  for (;;) {
    const error = takeError(socket)
    if (error) return { outcome: { result: 'unreachable', errno: error }, at }
    const datagram = socket.received.shift()
    if (!datagram) return null
    const outcome =
      familyOf(probe.address) === 4 ? heard4(datagram.bytes, identifier) : heard6(datagram, identifier)
    if (outcome) return { outcome, at }
  }
}

function heard4(packet: Uint8Array, identifier: number): Record<string, OutcomeValue> | null {
  const frame = new Uint8Array(14 + packet.length)
  frame[12] = 8
  frame.set(packet, 14)
  const sighting = observe(frame)
  if (sighting?.kind !== 'ip' || !sighting.icmp) return null
  const { type, code } = sighting.icmp
  if (type === ICMP_ECHO_REPLY && sighting.icmp.identifier === identifier)
    return { result: 'reply', ttl: packet[8], from: sighting.source }
  if (sighting.quoted?.icmp?.identifier === identifier && type !== ICMP_REDIRECT)
    return { result: icmpName4(type, code) }
  return null
}

function heard6(
  datagram: { from: { address: Address }; bytes: Uint8Array; ttl: number },
  identifier: number,
): Record<string, OutcomeValue> | null {
  const { bytes, ttl, from } = datagram
  const [type, code] = bytes
  if (type === ICMPV6_ECHO_REPLY && readU16(bytes, 4) === identifier)
    return { result: 'reply', ttl, from: addressText(from.address) }
  const isQuoted = type < 128 && bytes.length >= 54 && readU16(bytes, 52) === identifier
  return isQuoted && type !== ICMPV6_REDIRECT ? { result: icmpName6(type, code) } : null
}
