import { type Ipv4, parseIpv4 } from '../addr/ipv4'
import type { Mac } from '../addr/mac'
import { type Prefix4, prefix4 } from '../addr/prefix'
import { addAddress4 } from '../node/configure-address'
import { requestRoute } from '../node/configure-route'
import { switchFilterOn } from '../node/filter-on'
import { readSwitches } from '../node/forwarding'
import type { Machine } from '../node/machine'
import { makeInterface, makeMachine } from '../node/machine-make'
import { addProcess } from '../node/process'
import { runFtp } from '../node/services/ftp'
import { runListener } from '../node/services/listener'
import { runStun } from '../node/services/stun'
import { runUdpResponder } from '../node/services/udp-responder'
import { anyAddress } from '../node/socket'
import { bindSocket } from '../node/socket-bind'
import { listenTcp, openTcp } from '../node/socket-tcp'
import { openUdp } from '../node/socket-udp'
import type { SwitchPort } from '../node/switch'
import type { Turn } from '../node/turn'
import { type Link, makeLink } from '../sim/link'
import { call, makeSimulation, plug, type Simulation } from '../sim/simulation'
import type { HostPlace, NatPlace, World } from './places'
import { setRules } from './rules'
import { type NatSettings, netfilterSettings } from './settings'

/** Settings of each NAT of a world, by its name. */
export type SettingsByNat = Readonly<Record<string, NatSettings>>

const MTU = 1500
const BACKLOG = 16

/** The machines of a world, plugged together, with every neighbour known (no ARP is seen) and every server running. */
export function buildWorld(world: World, settings: SettingsByNat, seed: number): Simulation {
  const simulation = makeSimulation(seed)
  for (const host of world.hosts) simulation.nodes.set(host.name, hostMachine(host))
  for (const nat of world.nats) simulation.nodes.set(nat.name, natMachine(nat))
  simulation.nodes.set('isp', ispMachine(world))
  for (const segment of world.segments) {
    const ends = segment.ends.map((end) => {
      const [node, iface] = end.split(' ')
      return { node, iface }
    })
    if (ends.length === 2) plug(simulation, slow(makeLink(ends[0], ends[1]), segment.delayUs))
    else {
      const name = `switch-${ends[0].node}`
      const ports = new Map<string, SwitchPort>(ends.map(({ node }) => [node, { mode: 'access', vlan: 1 }]))
      simulation.nodes.set(name, { kind: 'switch', name, hub: false, ports, table: new Map() })
      for (const end of ends)
        plug(simulation, slow(makeLink(end, { node: name, iface: end.node }), segment.delayUs / 2))
    }
    introduce(simulation, ends)
  }
  for (const host of world.hosts) {
    for (const service of host.listens) call(simulation, host.name, (turn) => start(turn, service))
  }
  for (const nat of world.nats) configureNat(simulation, world, nat, settings[nat.name])
  return simulation
}

/** Gives a NAT other settings; its connection table stays. */
export function configureNat(
  simulation: Simulation,
  world: World,
  nat: NatPlace,
  settings: NatSettings,
): void {
  const machine = machineAt(simulation, nat.name)
  machine.netfilter.settings = netfilterSettings(settings)
  machine.sysctl.set('net.ipv4.ip_forward', settings.forwarding ? 1 : 0)
  readSwitches(machine)
  setRules(machine.netfilter, world, nat, settings)
  switchFilterOn(machine)
}

export function machineAt(simulation: Simulation, name: string): Machine {
  const machine = simulation.nodes.get(name)
  if (machine?.kind !== 'machine') throw new Error(`no machine is called ${name}`)
  return machine
}

function hostMachine({ name, address, bits, gateway, routes }: HostPlace): Machine {
  const machine = machineOf(name)
  addInterface(machine, 'eth0', address, bits)
  addWay(machine, EVERYWHERE, gateway)
  for (const [network, bits, via] of routes ?? []) addWay(machine, prefix4(known(network), bits), via)
  return machine
}

function natMachine({ name, inside, insideBits, outside, gateway }: NatPlace): Machine {
  const machine = machineOf(name)
  addInterface(machine, 'lan', inside, insideBits)
  addInterface(machine, 'wan', outside, 24)
  addWay(machine, EVERYWHERE, gateway)
  return machine
}

/** The internet as one router: it knows its links and nothing else, so a private address is nowhere to it. */
function ispMachine({ isp }: World): Machine {
  const machine = machineOf('isp')
  machine.sysctl.set('net.ipv4.ip_forward', 1)
  readSwitches(machine)
  for (const [iface, address] of Object.entries(isp)) addInterface(machine, iface, address, 24)
  return machine
}

function machineOf(name: string): Machine {
  const machine = makeMachine(name, false)
  // what a lab leaves out so that runs are alike: reverse path checks and limits on ICMP errors
  machine.sysctl.set('net.ipv4.conf.all.rp_filter', 0)
  machine.sysctl.set('net.ipv4.icmp_ratelimit', 0)
  readSwitches(machine)
  return machine
}

function addInterface(machine: Machine, name: string, address: string, bits: number): void {
  const own = known(address)
  const iface = makeInterface(name, (0x0200_0000_0000 + own) as Mac, MTU)
  machine.interfaces.set(name, iface)
  addAddress4(machine, iface, own, bits)
}

const EVERYWHERE = prefix4(0 as Ipv4, 0)

function addWay(machine: Machine, prefix: Prefix4, via: string): void {
  requestRoute(machine, {
    type: 'unicast',
    prefix,
    via: known(via),
    dev: null,
    metric: null,
    source: null,
    mtu: null,
  })
}

function slow(link: Link, delayUs: number): Link {
  link.delayUs = delayUs
  return link
}

/** Permanent entries: everybody on the link knows everybody's MAC address. */
function introduce(
  simulation: Simulation,
  ends: readonly { readonly node: string; readonly iface: string }[],
): void {
  for (const one of ends) {
    for (const other of ends) {
      const iface = machineAt(simulation, one.node).interfaces.get(one.iface)
      const far = machineAt(simulation, other.node).interfaces.get(other.iface)
      if (!iface || !far || one === other) continue
      for (const { address } of far.ipv4) {
        iface.neighbours.set(address, {
          state: 'permanent',
          mac: far.mac,
          queue: [],
          probes: 0,
          confirmedAt: 0,
          usedAt: 0,
          deadline: null,
          reachableForUs: 0,
          isRouter: false,
        })
      }
    }
  }
}

function start(turn: Turn, service: string): void {
  const { machine } = turn
  const [kind, port] = service.split(' ')
  const local = { address: anyAddress(4), port: Number(port) }
  const socket = kind === 'tcp' || kind === 'ftp' ? openTcp(machine, 4) : openUdp(machine, 4)
  bindSocket(turn, socket, local)
  const { id: number } = socket
  if (socket.kind === 'tcp') {
    listenTcp(machine, socket, BACKLOG)
    if (kind === 'ftp') addProcess(machine, runFtp, (id) => ({ kind: 'ftp', id, socket: number }))
    else addProcess(machine, runListener, (id) => ({ kind: 'listener', id, socket: number }))
  } else if (kind === 'stun') addProcess(machine, runStun, (id) => ({ kind: 'stun', id, socket: number }))
  else addProcess(machine, runUdpResponder, (id) => ({ kind: 'udp-responder', id, socket: number }))
}

function known(text: string): Ipv4 {
  const address = parseIpv4(text)
  if (address === null) throw new Error(`${text} is no address`)
  return address
}
