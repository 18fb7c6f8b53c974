import type { Mac } from '../addr/mac'
import { type Address, parseAddress } from '../node/address'
import { addAddress4, addAddress6 } from '../node/configure-address'
import { loadFamily6 } from '../node/family6'
import { readSwitches } from '../node/forwarding'
import type { Interface } from '../node/interface'
import { ipv6Module } from '../node/ipv6-module'
import type { Machine } from '../node/machine'
import { makeInterface, makeMachine } from '../node/machine-make'
import { makeLink } from '../sim/link'
import { makeSimulation, plug, type Simulation } from '../sim/simulation'
import type { Sender } from './act'

/** The machines of the lab and their addresses: a server with two IPv4 addresses, and two clients, on one switch. */
export const machines: readonly {
  readonly name: Sender
  readonly title: string
  readonly addresses: readonly string[]
}[] = [
  { name: 'web', title: 'the server', addresses: ['192.0.2.80', '192.0.2.81', '2001:db8::80'] },
  { name: 'ann', title: 'Ann', addresses: ['192.0.2.10', '2001:db8::10'] },
  { name: 'ben', title: 'Ben', addresses: ['192.0.2.11', '2001:db8::11'] },
]

const MTU = 1500
const SEED = 6335
const FIRST_MAC = 0x0200_0000_0000

/** The machines, plugged into one switch, each with the others' MAC addresses known: no ARP or ND is seen. */
export function buildWorld(): Simulation {
  loadFamily6(ipv6Module)
  const simulation = makeSimulation(SEED)
  simulation.nodes.set('switch', {
    kind: 'switch',
    name: 'switch',
    hub: false,
    ports: new Map(machines.map(({ name }) => [name, { mode: 'access', vlan: 1 }])),
    table: new Map(),
  })
  const interfaces = machines.map(({ name, addresses }, index) => {
    const machine = makeMachine(name, true)
    machine.sysctl.set('net.ipv4.icmp_ratelimit', 0)
    machine.sysctl.set('net.ipv6.icmp.ratelimit', 0)
    readSwitches(machine)
    const iface = makeInterface('eth0', (FIRST_MAC + index + 1) as Mac, MTU)
    machine.interfaces.set(iface.name, iface)
    for (const text of addresses) addOwn(machine, iface, known(text))
    simulation.nodes.set(name, machine)
    plug(simulation, makeLink({ node: name, iface: 'eth0' }, { node: 'switch', iface: name }))
    return iface
  })
  for (const one of interfaces) for (const other of interfaces) if (one !== other) introduce(one, other)
  return simulation
}

export function machineAt(simulation: Simulation, name: Sender): Machine {
  const machine = simulation.nodes.get(name)
  if (machine?.kind !== 'machine') throw new Error(`the socket lab has no machine ${name}`)
  return machine
}

/** An address that we wrote, or that was checked before. Throws on anything else. */
export function known(text: string): Address {
  const address = parseAddress(text)
  if (address === null) throw new Error(`${text} is no address`)
  return address
}

function addOwn(machine: Machine, iface: Interface, address: Address): void {
  if (typeof address === 'number') addAddress4(machine, iface, address, 24)
  else addAddress6(machine, iface, address, 64)
}

function introduce(one: Interface, other: Interface): void {
  for (const { address } of [...other.ipv4, ...other.ipv6]) {
    one.neighbours.set(address, {
      state: 'permanent',
      mac: other.mac,
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
