import { parseIpv4 } from '../addr/ipv4'
import type { Mac } from '../addr/mac'
import { prefix4 } from '../addr/prefix'
import { addAddress4 } from '../node/configure-address'
import { requestRoute } from '../node/configure-route'
import { readSwitches } from '../node/forwarding'
import type { Machine } from '../node/machine'
import { makeInterface, makeMachine } from '../node/machine-make'
import { CABLE_US, type Link, makeLink } from '../sim/link'
import { makeSimulation, plug, type Simulation } from '../sim/simulation'

const MTU = 1500

/** Two hosts, and a router in the middle that has a fast side and a slow one. */
export type Path = {
  readonly simulation: Simulation
  /** the slow side: its queue is the router's */
  readonly bottleneck: Link
}

export const SENDER = { name: 'sender', address: parseIpv4('198.51.100.80')! } as const
export const RECEIVER = { name: 'receiver', address: parseIpv4('192.0.2.10')! } as const
export const ROUTER = 'router'

const GATEWAYS = [parseIpv4('198.51.100.1')!, parseIpv4('192.0.2.1')!] as const

/**
 * A sender, a router and a receiver. The delay lies on the bottleneck, half of `rttMs` each way; what comes faster than `rateMbit`
 * waits in the router, and what finds `queueBytes` waiting is dropped there. All know each other's MAC address, so that nothing
 * but the transfer is on the cables.
 */
export function buildPath({
  rateMbit,
  rttMs,
  queueBytes,
  seed,
  sysctls = [],
}: {
  readonly rateMbit: number
  readonly rttMs: number
  readonly queueBytes: number
  readonly seed: number
  readonly sysctls?: readonly (readonly [name: string, value: number | string])[]
}): Path {
  const simulation = makeSimulation(seed)
  const sender = makeMachine(SENDER.name, false)
  const router = makeMachine(ROUTER, false)
  const receiver = makeMachine(RECEIVER.name, false)
  router.sysctl.set('net.ipv4.ip_forward', 1)
  for (const machine of [sender, router, receiver]) {
    for (const [name, value] of sysctls) machine.sysctl.set(name, value)
    readSwitches(machine)
    simulation.nodes.set(machine.name, machine)
  }
  join(sender, 'eth0', SENDER.address, router, 'eth0', GATEWAYS[0])
  join(receiver, 'eth0', RECEIVER.address, router, 'eth1', GATEWAYS[1])
  throughGateway(sender, GATEWAYS[0])
  throughGateway(receiver, GATEWAYS[1])
  plug(simulation, makeLink({ node: SENDER.name, iface: 'eth0' }, { node: ROUTER, iface: 'eth0' }))
  const bottleneck = makeLink({ node: ROUTER, iface: 'eth1' }, { node: RECEIVER.name, iface: 'eth0' })
  bottleneck.rate = rateMbit * 1_000_000
  bottleneck.queueBytes = queueBytes
  bottleneck.delayUs = Math.max(CABLE_US, Math.round(rttMs * 500) - CABLE_US)
  plug(simulation, bottleneck)
  return { simulation, bottleneck }
}

type Address = (typeof GATEWAYS)[0]

function join(a: Machine, aName: string, aIs: Address, b: Machine, bName: string, bIs: Address): void {
  const ends = [
    { machine: a, iface: makeInterface(aName, macOf(aIs), MTU), address: aIs },
    { machine: b, iface: makeInterface(bName, macOf(bIs), MTU), address: bIs },
  ] as const
  for (const { machine, iface, address } of ends) {
    machine.interfaces.set(iface.name, iface)
    addAddress4(machine, iface, address, 24)
  }
  ends[0].iface.neighbours.set(bIs, permanent(macOf(bIs)))
  ends[1].iface.neighbours.set(aIs, permanent(macOf(aIs)))
}

function permanent(mac: Mac) {
  return {
    state: 'permanent' as const,
    mac,
    queue: [],
    probes: 0,
    confirmedAt: 0,
    usedAt: 0,
    deadline: null,
    reachableForUs: 0,
    isRouter: false,
  }
}

/** As in the course's captures: 02:00 and the IPv4 address. */
function macOf(address: Address): Mac {
  return (0x0200_0000_0000 + address) as Mac
}

function throughGateway(machine: Machine, gateway: Address): void {
  requestRoute(machine, {
    type: 'unicast',
    prefix: prefix4(parseIpv4('0.0.0.0')!, 0),
    via: gateway,
    dev: null,
    metric: null,
    source: null,
    mtu: null,
  })
}
