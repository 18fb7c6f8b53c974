import { formatIpv4, type Ipv4 } from '../../addr/ipv4'
import { announceByArp, probeByArp } from '../arp'
import { addAddress4, removeAddress } from '../configure-address'
import type { Interface } from '../interface'
import { endProcess } from '../process'
import { note, type Turn, wake } from '../turn'

/** Takes an address of 169.254/16 for one interface when it is told that nobody gave one. RFC 3927. Times in µs. */
export type LinkLocalProcess = {
  readonly kind: 'link-local'
  readonly id: number
  readonly socket: null
  readonly iface: string
  state: 'idle' | 'probing' | 'announcing' | 'bound'
  address: Ipv4 | null
  /** probes, then announcements, that were sent */
  sent: number
  deadline: number | null
}

const SECOND = 1_000_000
const BITS = 16
// section 2.1: neither the first nor the last 256 addresses of 169.254/16
const FIRST = 0xa9fe_0100
const COUNT = 254 * 256
// section 9
const PROBE_WAIT_US = SECOND
const PROBES = 3
const PROBE_MIN_US = SECOND
const PROBE_MAX_US = 2 * SECOND
const ANNOUNCE_WAIT_US = 2 * SECOND
const ANNOUNCEMENTS = 2
const ANNOUNCE_INTERVAL_US = 2 * SECOND

/** Begins, unless it has begun. */
export function startLinkLocal(turn: Turn, process: LinkLocalProcess): void {
  if (process.state === 'idle') pick(turn, process)
}

/** An address was given after all: the own one goes. */
export function stopLinkLocal(turn: Turn, process: LinkLocalProcess, iface: Interface): void {
  const { address, state } = process
  iface.claim = null
  process.state = 'idle'
  process.deadline = null
  process.address = null
  if (address === null || (state !== 'announcing' && state !== 'bound')) return
  removeAddress(turn.machine, iface, address, BITS)
  note(turn, 'linklocal.dropped', 3, { iface: iface.name, address: formatIpv4(address) })
}

export function runLinkLocal(turn: Turn, process: LinkLocalProcess) {
  const iface = turn.machine.interfaces.get(process.iface)
  if (!iface) return endProcess(turn.machine, process)
  if (iface.claim?.contested) return pick(turn, process)
  if (process.deadline === null || process.deadline > turn.now) return
  if (process.state === 'probing') probe(turn, process, iface)
  else if (process.state === 'announcing') announce(turn, process, iface)
}

/** Sections 2.1 and 2.2.1: an address by chance, and a pause by chance before the first probe. */
function pick(turn: Turn, process: LinkLocalProcess): void {
  const iface = turn.machine.interfaces.get(process.iface)!
  const address = (FIRST + Math.floor(turn.random() * COUNT)) as Ipv4
  note(turn, 'linklocal.picks', 3, { iface: iface.name, address: formatIpv4(address) })
  process.state = 'probing'
  process.address = address
  process.sent = 0
  iface.claim = { address, process: process.id, contested: false }
  sleep(turn, process, turn.random() * PROBE_WAIT_US)
}

function probe(turn: Turn, process: LinkLocalProcess, iface: Interface) {
  const address = process.address!
  if (process.sent < PROBES) {
    process.sent++
    probeByArp(turn, iface, address)
    const pause = PROBE_MIN_US + turn.random() * (PROBE_MAX_US - PROBE_MIN_US)
    return sleep(turn, process, process.sent < PROBES ? pause : ANNOUNCE_WAIT_US)
  }
  iface.claim = null
  addAddress4(turn.machine, iface, address, BITS)
  note(turn, 'linklocal.taken', 3, { iface: iface.name, address: `${formatIpv4(address)}/${BITS}` })
  process.state = 'announcing'
  process.sent = 0
  announce(turn, process, iface)
}

/** Section 2.4. */
function announce(turn: Turn, process: LinkLocalProcess, iface: Interface) {
  announceByArp(turn, iface, process.address!)
  process.sent++
  if (process.sent < ANNOUNCEMENTS) return sleep(turn, process, ANNOUNCE_INTERVAL_US)
  process.state = 'bound'
  process.deadline = null
}

function sleep(turn: Turn, process: LinkLocalProcess, us: number): void {
  process.deadline = turn.now + Math.round(us)
  wake(turn, process.deadline, { kind: 'process', process: process.id, wake: 'timeout' })
}
