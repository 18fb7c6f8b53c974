import { type Ipv6, interfaceIdOfMac } from '../addr/ipv6'
import type { Mac } from '../addr/mac'
import { addressText } from '../node/address'
import { addAddress4, addAddress6, addSubnetRoute6 } from '../node/configure-address'
import { requestRoute } from '../node/configure-route'
import { loadFamily6 } from '../node/family6'
import { switchFilterOn } from '../node/filter-on'
import { readSwitches } from '../node/forwarding'
import type { Interface } from '../node/interface'
import { ipv6Module } from '../node/ipv6-module'
import type { Machine } from '../node/machine'
import { makeInterface, makeMachine } from '../node/machine-make'
import { addIpv6 } from '../node/nd-autoconfiguration'
import { applyIptables } from '../node/netfilter/iptables/apply'
import { setConntrackSysctl } from '../node/netfilter/state'
import { call, makeSimulation, type Simulation } from '../sim/simulation'
import { buildLinks } from './build-links'
import { startListeners } from './build-listeners'
import { refuse } from './problem'
import type { HostSpec, InterfaceSpec, RouteSpec, Scenario } from './schema'

/** What the recording of real kernels sets on every machine, so that runs are alike and quick (scenarios README). */
const BENCH_SYSCTLS: readonly (readonly [string, number | string])[] = [
  ['net.ipv4.tcp_congestion_control', 'reno'],
  ['net.ipv4.tcp_no_metrics_save', 1],
  ['net.ipv4.conf.all.rp_filter', 0],
  ['net.ipv4.conf.default.rp_filter', 0],
  ['net.ipv4.tcp_syn_linear_timeouts', 0],
  ['net.ipv4.icmp_ratelimit', 0],
]

const ETHERNET_MTU = 1500

/** Makes the machines, plugs the cables in, starts the servers; `withHistory` keeps every state of every node. Throws a Refusal (see problem.ts) for what `ip` or `iptables` would refuse. */
export function buildScenario(scenario: Scenario, withHistory = false): Simulation {
  loadFamily6(ipv6Module)
  const simulation = makeSimulation(scenario.seed)
  if (withHistory) simulation.history = []
  for (const host of scenario.hosts) simulation.nodes.set(host.name, buildMachine(host, scenario))
  buildLinks(simulation, scenario)
  for (const host of scenario.hosts) {
    startListeners(simulation, host)
    startIpv6(simulation, host)
  }
  return simulation
}

function buildMachine(host: HostSpec, scenario: Scenario): Machine {
  const machine = makeMachine(host.name, usesIpv6(host))
  for (const [name, value] of BENCH_SYSCTLS) machine.sysctl.set(name, value)
  if (host.forward) {
    machine.sysctl.set('net.ipv4.ip_forward', 1)
    if (usesIpv6(host)) machine.sysctl.set('net.ipv6.conf.all.forwarding', 1)
  }
  for (const [name, value] of host.sysctl) {
    machine.sysctl.set(name, value)
    if (name.startsWith('net.netfilter.') && !setConntrackSysctl(machine.netfilter, name, Number(value))) {
      refuse(`hosts.${host.name}.sysctl.${name}`, 'a sysctl that this engine knows', name)
    }
  }
  readSwitches(machine)
  machine.resolver = host.resolver
  for (const spec of host.ifaces) addInterface(machine, host, spec, mtuOf(host, spec, scenario))
  for (const [index, route] of host.routes.entries())
    addSpecRoute(machine, route, `hosts.${host.name}.routes[${index}]`)
  for (const { address, mac, dev } of host.neigh) addPermanent(machine, dev, address, mac)
  for (const { iface, prefix } of host.advertise)
    machine.advertises.set(iface, [...(machine.advertises.get(iface) ?? []), prefix])
  for (const [index, line] of host.iptables.entries())
    addRule(machine, line, 4, `hosts.${host.name}.iptables[${index}]`)
  for (const [index, line] of host.ip6tables.entries())
    addRule(machine, line, 6, `hosts.${host.name}.ip6tables[${index}]`)
  return machine
}

/** A host that has no IPv6 address has IPv6 switched off. */
export function usesIpv6(host: HostSpec): boolean {
  return host.ifaces.some((iface) => iface.auto || iface.addresses.some((own) => own.family === 6))
}

function mtuOf(host: HostSpec, spec: InterfaceSpec, scenario: Scenario): number {
  const parent = spec.name.split('.')[0]
  const link = scenario.links.find((other) =>
    other.ends.some((end) => end.host === host.name && (end.iface === spec.name || end.iface === parent)),
  )
  return link?.mtu ?? ETHERNET_MTU
}

function addInterface(machine: Machine, host: HostSpec, spec: InterfaceSpec, mtu: number): void {
  const existing = machine.interfaces.get(spec.name)
  const iface = existing ?? makeInterface(spec.name, spec.mac ?? macOf(host, spec, machine), mtu)
  if (!existing) machine.interfaces.set(spec.name, iface)
  for (const own of spec.addresses) {
    if (own.family === 4) addAddress4(machine, iface, own.address, own.bits)
    else addAddress6(machine, iface, own.address, own.bits)
  }
  if (usesIpv6(host) && !iface.loopback) addLinkLocal(machine, iface, spec.auto)
}

/**
 * `02:00` and the first IPv4 address; without one, the low 32 bits of the first IPv6 address, else of the names. A VLAN
 * sub-interface has the MAC address of its parent.
 */
function macOf(host: HostSpec, spec: InterfaceSpec, machine: Machine): Mac {
  const dot = spec.name.lastIndexOf('.')
  if (dot > 0) {
    const parent = machine.interfaces.get(spec.name.slice(0, dot))
    if (!parent) refuse(`hosts.${host.name}.ifaces`, `the interface before its VLAN ${spec.name}`, spec.name)
    return parent.mac
  }
  const four = spec.addresses.find((own) => own.family === 4)
  if (four) return (0x0200_0000_0000 + four.address) as Mac
  const six = spec.addresses.find((own) => own.family === 6)
  const low = six
    ? Number(six.address & 0xffff_ffffn) ^ Number((six.address >> 64n) & 0xffff_ffffn)
    : hash(`${host.name}:${spec.name}`)
  return (0x0200_0000_0000 + (low >>> 0)) as Mac
}

function hash(text: string): number {
  let value = 0x811c_9dc5
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 0x0100_0193)
  return value >>> 0
}

const LINK_LOCAL = 0xfe80_0000_0000_0000_0000_0000_0000_0000n

/** fe80:: and the interface identifier; one that waits for a router first checks that the address is free. */
function addLinkLocal(machine: Machine, iface: Interface, auto: boolean): void {
  const address = (LINK_LOCAL | interfaceIdOfMac(iface.mac)) as Ipv6
  if (auto) addSubnetRoute6(machine, iface, address, 64)
  else addAddress6(machine, iface, address, 64, 'link')
}

function startIpv6(simulation: Simulation, host: HostSpec): void {
  for (const spec of host.ifaces) {
    if (!spec.auto) continue
    call(simulation, host.name, (turn) => {
      const iface = turn.machine.interfaces.get(spec.name)!
      const address = (LINK_LOCAL | interfaceIdOfMac(iface.mac)) as Ipv6
      addIpv6(turn, iface, { address, bits: 64, scope: 'link', state: 'tentative', dynamic: null })
    })
  }
}

function addSpecRoute(machine: Machine, spec: RouteSpec, path: string): void {
  const refusal = requestRoute(machine, spec)
  if (refusal)
    refuse(
      path,
      'a route that the kernel takes',
      spec.via === null ? refusal : addressText(spec.via),
      refusal,
    )
}

function addPermanent(
  machine: Machine,
  dev: string,
  address: HostSpec['neigh'][number]['address'],
  mac: Mac,
): void {
  machine.interfaces.get(dev)?.neighbours.set(address, {
    state: 'permanent',
    mac,
    queue: [],
    probes: 0,
    confirmedAt: 0,
    usedAt: 0,
    deadline: null,
    reachableForUs: 0,
    isRouter: false,
  })
}

function addRule(machine: Machine, line: string, family: 4 | 6, path: string): void {
  const problem = applyIptables(machine.netfilter, line, family)
  if (problem) refuse(path, 'a line that iptables takes', problem.word ?? line, problem.text.split('\n')[0])
  switchFilterOn(machine)
}
