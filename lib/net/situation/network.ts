import { parseIpv4 } from '../addr/ipv4'
import { parseMac } from '../addr/mac'
import { addAddress4 } from '../node/configure-address'
import { switchFilterOn } from '../node/filter-on'
import { readSwitches } from '../node/forwarding'
import { makeInterface, makeMachine } from '../node/machine-make'
import { appendRule } from '../node/netfilter/iptables/rule-words'
import { replan } from '../node/netfilter/state'
import type { Endpoint } from '../node/socket'
import { CABLE_US, makeLink } from '../sim/link'
import { makeSimulation, plug, type Simulation } from '../sim/simulation'
import { CLIENT_PORT, type End, SERVER_PORT, type Settings, type Situation } from './situation'

export const NAMES = ['client', 'server'] as const

const IFACE = 'eth0'
const TCP_AND_IP_HEADERS = 40

/** The two ends of the connection; the addresses are those of the course's captures. */
export const ENDPOINTS: readonly [Endpoint, Endpoint] = [
  { address: parseIpv4('192.168.1.10')!, port: CLIENT_PORT },
  { address: parseIpv4('192.168.1.20')!, port: SERVER_PORT },
]

const MACS = [parseMac('02:00:c0:a8:01:0a')!, parseMac('02:00:c0:a8:01:14')!] as const

/**
 * Settings of Linux that a first look at TCP does better without: every repeated SYN waits twice as long as the one before (since
 * Linux 6.5 the first four wait one second each), and a lost last segment is repeated by its timer alone, without a probe.
 */
const SYSCTLS: readonly (readonly [string, number | string])[] = [
  ['net.ipv4.tcp_syn_linear_timeouts', 0],
  ['net.ipv4.tcp_early_retrans', 0],
  ['net.ipv4.tcp_congestion_control', 'reno'],
]

/** Two machines and a cable. They know each other's MAC address, so that nothing but the conversation is on the cable. */
export function buildNetwork({ server }: Situation, settings: Settings): Simulation {
  const simulation = makeSimulation(1)
  for (const end of [0, 1] as const) addMachine(simulation, end, settings)
  const machine = simulation.nodes.get(NAMES[1])
  if (server.refuses !== null && machine?.kind === 'machine') {
    const { netfilter } = machine
    appendRule(netfilter, 'filter', 'INPUT', {
      protocol: 'tcp',
      port: SERVER_PORT,
      target: { name: server.refuses },
    })
    replan(netfilter)
    switchFilterOn(machine)
  }
  const link = makeLink({ node: NAMES[0], iface: IFACE }, { node: NAMES[1], iface: IFACE })
  link.delayUs = Math.max(CABLE_US, Math.round(settings.rttMs * 500))
  link.losing.push(...settings.lost)
  plug(simulation, link)
  return simulation
}

function addMachine(simulation: Simulation, end: End, { mss }: Settings): void {
  const machine = makeMachine(NAMES[end], false)
  for (const [name, value] of SYSCTLS) machine.sysctl.set(name, value)
  readSwitches(machine)
  const iface = makeInterface(IFACE, MACS[end], mss + TCP_AND_IP_HEADERS)
  machine.interfaces.set(IFACE, iface)
  addAddress4(machine, iface, ENDPOINTS[end].address as never, 24)
  const other = end === 0 ? 1 : 0
  iface.neighbours.set(ENDPOINTS[other].address, {
    state: 'permanent',
    mac: MACS[other],
    queue: [],
    probes: 0,
    confirmedAt: 0,
    usedAt: 0,
    deadline: null,
    reachableForUs: 0,
    isRouter: false,
  })
  simulation.nodes.set(NAMES[end], machine)
}
