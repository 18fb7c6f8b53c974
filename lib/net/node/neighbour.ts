import type { Mac } from '../addr/mac'
import { type Address, addressText, familyOf } from './address'
import { solicitByArp } from './arp'
import { family6 } from './family6'
import type { Interface } from './interface'
import { reportUnresolved4 } from './ipv4-unresolved'
import { sysctl } from './sysctl'
import { transmit } from './transmit'
import { note, type Turn, wake } from './turn'

/** Neighbour unreachability detection, RFC 4861 section 7.3; Linux uses the same machine for ARP (net/core/neighbour.c). */
export type Neighbour = {
  state: 'incomplete' | 'reachable' | 'stale' | 'delay' | 'probe' | 'failed' | 'permanent'
  mac: Mac | null
  /** IP packets that wait for the address */
  queue: Waiting[]
  probes: number
  /** when reachability was last proved */
  confirmedAt: number
  usedAt: number
  /** when its timer is due, null without one */
  deadline: number | null
  reachableForUs: number
  /** IPv6: its advertisements carry the router flag */
  isRouter: boolean
}

/** A packet that waits, and the interface it came in by; null for one of this machine's own. */
export type Waiting = { readonly bytes: Uint8Array; readonly in: string | null }

const SECOND = 1_000_000
const WHEEL_US = 19_000

export function findNeighbour(iface: Interface, address: Address): Neighbour | null {
  return iface.neighbours.get(address) ?? null
}

function makeNeighbour(turn: Turn, iface: Interface, address: Address): Neighbour {
  const neighbour: Neighbour = {
    state: 'failed',
    mac: null,
    queue: [],
    probes: 0,
    confirmedAt: Number.NEGATIVE_INFINITY,
    usedAt: turn.now,
    deadline: null,
    reachableForUs: randomReachable(turn),
    isRouter: false,
  }
  iface.neighbours.set(address, neighbour)
  return neighbour
}

/** RFC 4861 6.3.2: between half and one and a half of the base time. */
function randomReachable(turn: Turn): number {
  const base = sysctl(turn.machine, 'net.ipv4.neigh.default.base_reachable_time_ms') * 1000
  return Math.floor(base * (0.5 + turn.random()))
}

/** Hands an IP packet to the neighbour, or keeps it until the neighbour's MAC address is known. */
export function sendToNeighbour(turn: Turn, iface: Interface, address: Address, packet: Waiting): void {
  const neighbour = iface.neighbours.get(address) ?? makeNeighbour(turn, iface, address)
  neighbour.usedAt = turn.now
  if (neighbour.state === 'stale') {
    neighbour.state = 'delay'
    arm(turn, iface, address, neighbour, turn.now + delayFirstProbe(turn))
  }
  if (neighbour.state === 'failed' || neighbour.state === 'incomplete') {
    enqueue(turn, neighbour, packet)
    if (neighbour.state === 'failed') startResolution(turn, iface, address, neighbour, packet)
    return
  }
  transmit(turn, iface, neighbour.mac!, familyOf(address) === 4 ? 0x0800 : 0x86dd, packet.bytes)
}

/** A redirect, or anything else that wants the MAC address without having a packet to send (neigh_event_send with none). */
export function resolve(turn: Turn, iface: Interface, address: Address): Neighbour {
  const neighbour = iface.neighbours.get(address) ?? makeNeighbour(turn, iface, address)
  if (neighbour.state === 'failed') startResolution(turn, iface, address, neighbour, null)
  return neighbour
}

function startResolution(
  turn: Turn,
  iface: Interface,
  address: Address,
  neighbour: Neighbour,
  packet: Waiting | null,
) {
  neighbour.state = 'incomplete'
  neighbour.probes = 1
  arm(turn, iface, address, neighbour, turn.now + retransTime(turn))
  solicit(turn, iface, address, null, packet)
}

/** unres_qlen: the oldest has to go when too many wait. */
function enqueue(turn: Turn, neighbour: Neighbour, packet: Waiting): void {
  neighbour.queue.push(packet)
  if (neighbour.queue.length > sysctl(turn.machine, 'net.ipv4.neigh.default.unres_qlen')) {
    neighbour.queue.shift()
    note(turn, 'neighbour.queue-full', 2)
  }
}

function solicit(
  turn: Turn,
  iface: Interface,
  address: Address,
  unicast: Mac | null,
  packet: Waiting | null,
) {
  if (typeof address === 'number') solicitByArp(turn, iface, address, unicast, packet?.bytes ?? null)
  else family6().solicit(turn, iface, address, unicast, packet?.bytes ?? null)
}

function arm(turn: Turn, iface: Interface, address: Address, neighbour: Neighbour, at: number): void {
  neighbour.deadline = at
  wake(turn, at, { kind: 'neighbour', iface: iface.name, address })
}

/** A second, as Linux's timer wheel keeps it: its steps make it 1.01 to 1.03 s; three of them are the 3.06 s of EHOSTUNREACH. */
function retransTime(turn: Turn): number {
  return sysctl(turn.machine, 'net.ipv4.neigh.default.retrans_time_ms') * 1000 + WHEEL_US
}

function delayFirstProbe(turn: Turn): number {
  return sysctl(turn.machine, 'net.ipv4.neigh.default.delay_first_probe_time') * SECOND
}

/** neigh_timer_handler. */
export function neighbourTimer(turn: Turn, iface: Interface, address: Address) {
  const neighbour = iface.neighbours.get(address)
  if (!neighbour || neighbour.deadline !== turn.now) return
  neighbour.deadline = null
  if (neighbour.state === 'reachable') return ageReachable(turn, iface, address, neighbour)
  if (neighbour.state === 'delay') {
    if (turn.now <= neighbour.confirmedAt + delayFirstProbe(turn))
      return becomeReachable(turn, iface, address, neighbour)
    neighbour.state = 'probe'
    neighbour.probes = 0
  }
  if (neighbour.state === 'probe') return probe(turn, iface, address, neighbour, 'ucast_solicit')
  if (neighbour.state === 'incomplete') probe(turn, iface, address, neighbour, 'mcast_solicit')
}

function ageReachable(turn: Turn, iface: Interface, address: Address, neighbour: Neighbour) {
  const until = neighbour.confirmedAt + neighbour.reachableForUs
  if (turn.now < until) return arm(turn, iface, address, neighbour, until)
  if (turn.now <= neighbour.usedAt + delayFirstProbe(turn)) {
    neighbour.state = 'delay'
    return arm(turn, iface, address, neighbour, turn.now + delayFirstProbe(turn))
  }
  neighbour.state = 'stale'
}

function becomeReachable(turn: Turn, iface: Interface, address: Address, neighbour: Neighbour): void {
  neighbour.state = 'reachable'
  arm(turn, iface, address, neighbour, neighbour.confirmedAt + neighbour.reachableForUs)
}

function probe(turn: Turn, iface: Interface, address: Address, neighbour: Neighbour, limit: string) {
  if (neighbour.probes >= sysctl(turn.machine, `net.ipv4.neigh.default.${limit}`))
    return fail(turn, iface, address, neighbour)
  neighbour.probes++
  arm(turn, iface, address, neighbour, turn.now + retransTime(turn))
  solicit(
    turn,
    iface,
    address,
    neighbour.state === 'probe' ? neighbour.mac : null,
    neighbour.queue[0] ?? null,
  )
}

/** neigh_invalidate: whoever sent the waiting packets hears that the host cannot be reached. */
function fail(turn: Turn, iface: Interface, address: Address, neighbour: Neighbour): void {
  const waiting = neighbour.queue
  neighbour.state = 'failed'
  neighbour.mac = null
  neighbour.queue = []
  note(turn, 'neighbour.failed', 2, {
    iface: iface.name,
    address: addressText(address),
    waiting: waiting.length,
  })
  for (const packet of waiting) {
    if (familyOf(address) === 4) reportUnresolved4(turn, packet)
    else family6().reportUnresolved(turn, packet)
  }
}

/** What a message said about a neighbour (neigh_update). */
export type Heard = {
  readonly mac: Mac
  readonly state: 'reachable' | 'stale'
  readonly override: boolean
  readonly create: boolean
}

export function hearNeighbour(turn: Turn, iface: Interface, address: Address, heard: Heard): void {
  const known = iface.neighbours.get(address)
  if (!known && !heard.create) return
  const neighbour = known ?? makeNeighbour(turn, iface, address)
  if (neighbour.state === 'permanent') return
  const wasValid = neighbour.state !== 'failed' && neighbour.state !== 'incomplete'
  const sameMac = neighbour.mac === heard.mac
  if (wasValid && !sameMac && !heard.override) return
  if (wasValid && sameMac && heard.state === 'stale') return // what is known already is worth more
  if (wasValid && !sameMac)
    note(turn, 'neighbour.mac-changed', 2, { iface: iface.name, address: addressText(address) })
  neighbour.mac = heard.mac
  if (heard.state === 'reachable') {
    neighbour.confirmedAt = turn.now
    becomeReachable(turn, iface, address, neighbour)
  } else {
    neighbour.state = 'stale'
    neighbour.deadline = null
  }
  if (!wasValid) flush(turn, iface, address, neighbour)
}

function flush(turn: Turn, iface: Interface, address: Address, neighbour: Neighbour): void {
  const waiting = neighbour.queue
  neighbour.queue = []
  for (const packet of waiting) sendToNeighbour(turn, iface, address, packet)
}

/** dst_confirm: an acknowledgment of new data proves that the way to the neighbour works. */
export function confirmNeighbour(turn: Turn, iface: Interface, address: Address): void {
  const neighbour = iface.neighbours.get(address)
  if (neighbour?.mac) neighbour.confirmedAt = turn.now
}
