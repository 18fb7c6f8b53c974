import { formatMac, isGroupMac, macFromBytes } from '../addr/mac'
import { readU16 } from '../bytes/integers'
import { receiveArp } from './arp'
import type { Because } from './because'
import { family6, family6OrNone } from './family6'
import type { Interface } from './interface'
import { receiveIpv4 } from './ipv4-input'
import type { Machine } from './machine'
import { neighbourTimer } from './neighbour'
import type { PacketTrack } from './netfilter-port'
import { runProcess, wakeWatchers } from './process'
import { reassemblyTimer } from './reassembly'
import { tcpTimer } from './socket-tcp-step'
import type { Timer } from './timer'
import { ETHERTYPE_ARP, ETHERTYPE_IPV4, ETHERTYPE_IPV6, ETHERTYPE_VLAN } from './transmit'
import { note, type SentFrame, type Turn } from './turn'

export type MachineEvent =
  | {
      readonly kind: 'frame'
      readonly iface: string
      readonly bytes: Uint8Array
      readonly track?: PacketTrack
    }
  | { readonly kind: 'timer'; readonly timer: Timer }
  /** the other end of the cable has gone, or is back */
  | { readonly kind: 'carrier'; readonly iface: string; readonly up: boolean }
  /** a program outside (a probe, the terminal) uses the machine: `run` makes system calls */
  | { readonly kind: 'call'; readonly run: (turn: Turn) => void }

export type Step = {
  readonly state: Machine
  readonly sent: readonly SentFrame[]
  readonly timers: readonly { readonly at: number; readonly timer: Timer }[]
  readonly because: readonly Because[]
}

/** One event of a machine: the state after it (the same object, changed), the frames and wake-ups it asks for, and why. */
export function stepMachine(machine: Machine, event: MachineEvent, now: number, random: () => number): Step {
  const turn: Turn = {
    machine,
    now,
    random,
    sent: [],
    timers: [],
    because: [],
    frame: event.kind === 'frame' ? event.bytes : null,
    filterContext: null,
  }
  if (event.kind === 'frame') receiveFrame(turn, event.iface, event.bytes, event.track)
  else if (event.kind === 'timer') runTimer(turn, event.timer)
  else if (event.kind === 'carrier') changeCarrier(turn, event.iface, event.up)
  else event.run(turn)
  return { state: machine, sent: turn.sent, timers: turn.timers, because: turn.because }
}

/** netif_carrier_off and on: routes by the interface stay, and who watches it is told. */
function changeCarrier(turn: Turn, name: string, up: boolean): void {
  const iface = turn.machine.interfaces.get(name)
  if (!iface || iface.carrier === up) return
  iface.carrier = up
  note(turn, up ? 'link.carrier-back' : 'link.carrier-lost', 1, { iface: name })
  wakeWatchers(turn)
}

const ETHERNET_HEADER = 14
const VLAN_TAG = 4

function receiveFrame(turn: Turn, name: string, bytes: Uint8Array, track?: PacketTrack) {
  const physical = turn.machine.interfaces.get(name)
  if (!physical?.up || bytes.length < ETHERNET_HEADER) return
  const to = macFromBytes(bytes)
  const toHost = to === physical.mac
  if (!toHost && !isGroupMac(to)) {
    // flooded by a switch, or whoever sent it has a wrong neighbour entry
    return note(turn, 'ethernet.not-for-us', 2, {
      iface: name,
      mac: formatMac(to),
      own: formatMac(physical.mac),
    })
  }
  const copy = bytes.slice() // the wire's bytes stay as they were; from here on they are ours
  const type = readU16(copy, 12)
  if (type !== ETHERTYPE_VLAN)
    return receivePayload(turn, physical, type, copy.subarray(ETHERNET_HEADER), toHost, track)
  const tagged = findVlan(turn, name, readU16(copy, 14) & 0xfff)
  const payload = copy.subarray(ETHERNET_HEADER + VLAN_TAG)
  if (tagged?.up) receivePayload(turn, tagged, readU16(copy, 16), payload, toHost)
}

function findVlan(turn: Turn, parent: string, id: number): Interface | null {
  for (const iface of turn.machine.interfaces.values()) {
    if (iface.vlan?.parent === parent && iface.vlan.id === id) return iface
  }
  return null
}

function receivePayload(
  turn: Turn,
  iface: Interface,
  type: number,
  payload: Uint8Array,
  toHost: boolean,
  track?: PacketTrack,
): void {
  if (type === ETHERTYPE_IPV4) receiveIpv4(turn, iface, payload, toHost, track)
  else if (type === ETHERTYPE_ARP) receiveArp(turn, iface, payload, toHost)
  else if (type === ETHERTYPE_IPV6) family6OrNone()?.receive(turn, iface, payload, toHost, track)
}

function runTimer(turn: Turn, timer: Timer) {
  switch (timer.kind) {
    case 'neighbour': {
      const iface = turn.machine.interfaces.get(timer.iface)
      if (iface) neighbourTimer(turn, iface, timer.address)
      return
    }
    case 'reassembly':
      return reassemblyTimer(turn, timer.key)
    case 'tcp':
      return tcpTimer(turn, timer.socket)
    case 'process':
      return runProcess(turn, timer.process)
    case 'dad':
      return family6().dadTimer(turn, timer.iface, timer.address, timer.sent)
    case 'router-solicitation':
      return family6().routerSolicitationTimer(turn, timer.iface, timer.sent)
    case 'router-advertisement':
      return family6().routerAdvertisementTimer(turn, timer.iface)
  }
}
