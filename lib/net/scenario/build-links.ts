import type { Switch, SwitchPort } from '../node/switch'
import { CABLE_US, type Link, type LinkEnd, makeLink } from '../sim/link'
import { plug, type Simulation } from '../sim/simulation'
import type { LinkSpec, Scenario } from './schema'

/** Two ends are a cable, more are a switch (or hub) with a cable to each. */
export function buildLinks(simulation: Simulation, scenario: Scenario): void {
  scenario.links.forEach((spec, index) => {
    const ends = spec.ends.map(({ host, iface }) => ({ node: host, iface }))
    if (ends.length === 2 && !spec.hub && spec.vlans.length === 0)
      plug(simulation, shape(makeLink(ends[0], ends[1]), spec, 1))
    else buildSwitch(simulation, spec, ends, `sw${index}`)
  })
}

function buildSwitch(simulation: Simulation, spec: LinkSpec, ends: readonly LinkEnd[], name: string): void {
  const vlans = new Map(spec.vlans)
  const ports = new Map<string, SwitchPort>()
  for (const { node, iface } of ends) {
    const port = portName(ends, node, iface)
    ports.set(port, portOf(vlans.get(`${node}:${iface}`)))
    plug(simulation, shape(makeLink({ node, iface }, { node: name, iface: port }), spec, 2))
  }
  const made: Switch = { kind: 'switch', name, hub: spec.hub, ports, table: new Map() }
  simulation.nodes.set(name, made)
}

/** `p-pc`, as the recording of real kernels calls it; with the interface when a host is there twice. */
function portName(ends: readonly LinkEnd[], node: string, iface: string): string {
  return ends.filter((end) => end.node === node).length > 1 ? `p-${node}-${iface}` : `p-${node}`
}

function portOf(vlan: number | readonly number[] | undefined): SwitchPort {
  if (typeof vlan === 'object') return { mode: 'trunk', vlans: vlan, native: null }
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
