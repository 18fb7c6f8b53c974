import type { Switch, SwitchPort } from '../node/switch'
import { CABLE_US, type Link, type LinkEnd, makeLink } from '../sim/link'
import { plug, type Simulation } from '../sim/simulation'
import type { LinkSpec, Scenario } from './schema'

/** Two ends are a cable, more are a switch (or hub) with a cable to each; a cable may also join two switches. */
export function buildLinks(simulation: Simulation, scenario: Scenario): void {
  scenario.links.forEach((spec, index) => {
    if (spec.isSwitch) buildSwitch(simulation, spec, spec.name ?? `sw${index}`)
  })
  for (const spec of scenario.links) if (!spec.isSwitch) buildCable(simulation, spec)
}

function buildCable(simulation: Simulation, spec: LinkSpec): void {
  const [a, b] = spec.ends.map(({ host, iface }): LinkEnd => ({ node: host, iface }))
  for (const { node, iface } of [a, b]) {
    const made = simulation.nodes.get(node)
    if (made?.kind === 'switch') made.ports.set(iface, portOf(spec, `${node}:${iface}`))
  }
  plug(simulation, shape(makeLink(a, b), spec, 1))
}

function buildSwitch(simulation: Simulation, spec: LinkSpec, name: string): void {
  const ends = spec.ends.map(({ host, iface }): LinkEnd => ({ node: host, iface }))
  const ports = new Map<string, SwitchPort>()
  for (const { node, iface } of ends) {
    const port = portName(ends, node, iface)
    ports.set(port, portOf(spec, `${node}:${iface}`))
    plug(simulation, shape(makeLink({ node, iface }, { node: name, iface: port }), spec, 2))
  }
  const made: Switch = { kind: 'switch', name, hub: spec.hub, ports, table: new Map() }
  simulation.nodes.set(name, made)
}

/** `p-pc`, as the recording of real kernels calls it; with the interface when a host is there twice. */
function portName(ends: readonly LinkEnd[], node: string, iface: string): string {
  return ends.filter((end) => end.node === node).length > 1 ? `p-${node}-${iface}` : `p-${node}`
}

function portOf(spec: LinkSpec, end: string): SwitchPort {
  const vlan = new Map(spec.vlans).get(end)
  if (typeof vlan === 'object')
    return { mode: 'trunk', vlans: vlan, native: new Map(spec.native).get(end) ?? null }
  return { mode: 'access', vlan: vlan ?? 1 }
}

/** The properties of the link; a way over a switch has two cables, which share the delay and the chances. */
function shape(link: Link, spec: LinkSpec, cables: 1 | 2): Link {
  if (spec.delayUs !== null) link.delayUs = Math.max(CABLE_US, Math.floor(spec.delayUs / cables))
  if (spec.rate !== null) link.rate = spec.rate
  if (spec.queueBytes !== null) link.queueBytes = spec.queueBytes
  link.loss = share(spec.loss, cables)
  link.duplicate = share(spec.duplicate, cables)
  link.reorder = share(spec.reorder, cables)
  return link
}

function share(chance: number, cables: 1 | 2): number {
  return cables === 1 ? chance : 1 - Math.sqrt(1 - chance)
}
