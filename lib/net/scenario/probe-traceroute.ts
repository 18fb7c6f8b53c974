import { addressText, familyOf } from '../node/address'
import { icmpName4, icmpName6 } from '../node/icmp-name'
import type { QueuedError } from '../node/socket'
import { closeUdp, connectUdp, openUdp, sendUdp } from '../node/socket-udp'
import { type Bench, syscall, waitFor } from './bench'
import type { OutcomeValue } from './outcome'
import type { TracerouteProbe } from './schema'

const FIRST_PORT = 33434 // traceroute(8): one port more with each hop
const SIZE = 32
const X = 0x78

/** UDP with TTL 1, 2, 3 …, one datagram a hop; the hop's name is who sent the ICMP error. */
export function probeTraceroute(bench: Bench, probe: TracerouteProbe): Record<string, OutcomeValue> {
  const hops: string[] = []
  let end = 'gave-up'
  for (let ttl = 1; ttl <= probe.max; ttl++) {
    const answer = askHop(bench, probe, ttl)
    if (typeof answer === 'string') {
      end = answer
      break
    }
    hops.push(answer ? addressText(answer.offender!) : '*')
    const reason = answer && endReason(answer)
    if (reason) {
      end = reason
      break
    }
  }
  const reached = end === 'port-unreachable' && hops.at(-1) === probe.to
  return { hops, end: reached ? 'reached' : end }
}

/** The first error about this datagram; null for silence; an errno as text when it was not even sent. */
function askHop(bench: Bench, probe: TracerouteProbe, ttl: number): QueuedError | string | null {
  const remote = { address: probe.address, port: FIRST_PORT + ttl - 1 }
  const socket = syscall(bench, probe.from, (_, machine) => {
    const made = openUdp(machine, familyOf(probe.address))
    made.ttl = ttl
    made.receiveErrors = true
    made.pathMtuDiscovery = 'dont'
    return made
  })
  const errno = syscall(
    bench,
    probe.from,
    (turn) => connectUdp(turn, socket, remote) ?? sendUdp(turn, socket, new Uint8Array(SIZE).fill(X)),
  )
  if (!errno)
    waitFor(
      bench,
      probe.wait,
      () => socket.errors.length > 0 || socket.received.length > 0 || socket.error !== null,
    )
  const answer = socket.errors.shift() ?? null
  syscall(bench, probe.from, (_, machine) => closeUdp(machine, socket))
  if (errno) return errno
  return answer?.origin === 'local' ? answer.errno : answer
}

const UNREACHABLE4 = 3
const UNREACHABLE6 = 1

/** Destination unreachable of any kind ends the walk. */
function endReason({ type, code, offender }: QueuedError): string | null {
  if (typeof offender === 'number') return type === UNREACHABLE4 ? icmpName4(type, code) : null
  return type === UNREACHABLE6 ? icmpName6(type, code) : null
}
