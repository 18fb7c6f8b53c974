import { type DeviceGlyph, type NetworkFile, type NodeLook, nodeIds } from '@/lib/course/network-file'
import { formatMac } from '@/lib/net/addr/mac'
import { addressText } from '@/lib/net/node/address'
import type { Machine } from '@/lib/net/node/machine'
import type { Switch } from '@/lib/net/node/switch'
import type { Situation } from '@/lib/net/scenario/situation'
import type { Simulation } from '@/lib/net/sim/simulation'
import { arrange } from './arrange'
import type { TopologyGraph, TopologyLink, TopologyNode } from './topology-graph'

const NO_LOOK = { name: null, glyph: null, at: null, mac: false, tables: [] } as const

/** The drawing of a situation's network. `simulation` is that network as it was built. */
export function graphOf(file: NetworkFile, situation: Situation, simulation: Simulation): TopologyGraph {
  const ids = nodeIds(situation)
  const looks = new Map(file.nodes.map((look) => [look.id, look]))
  const links = simulation.links.map(({ ends: [a, b] }): TopologyLink => {
    return { a: a.node, aIface: a.iface, b: b.node, bIface: b.iface }
  })
  const fixed = new Map(
    ids.flatMap((id) => {
      const at = looks.get(id)?.at
      return at ? [[id, at] as const] : []
    }),
  )
  const places = arrange(ids, links, fixed)
  const nodes = ids.map((id): TopologyNode => {
    const look: Omit<NodeLook, 'id'> = looks.get(id) ?? NO_LOOK
    const node = simulation.nodes.get(id)
    if (!node) throw new Error(`${id} was not built`)
    const [column, row] = places.get(id) ?? [0, 0]
    return {
      id,
      name: look.name ?? id,
      glyph: look.glyph ?? usualGlyph(node, situation),
      lines: linesOf(node, look.mac),
      column,
      row,
    }
  })
  return { nodes, links }
}

function usualGlyph(node: Machine | Switch, { scenario }: Situation): DeviceGlyph {
  if (node.kind === 'switch') return 'switch'
  const host = scenario.hosts.find(({ name }) => name === node.name)
  if (!host?.forward) return host && host.listen.length > 0 ? 'server' : 'laptop'
  if (host.iptables.some((line) => line.includes('MASQUERADE') || line.includes('SNAT'))) return 'nat'
  return host.iptables.length > 0 ? 'firewall' : 'router'
}

/** Addresses as they are written on the drawing: alone for one interface, with the interface's name for more. */
function linesOf(node: Machine | Switch, mac: boolean): readonly string[] {
  if (node.kind === 'switch') return []
  const ifaces = [...node.interfaces.values()].filter(({ loopback }) => !loopback)
  return ifaces.flatMap((iface) => {
    const own = [...iface.ipv4, ...iface.ipv6.filter(({ scope }) => scope !== 'link')]
    const name = ifaces.length > 1 ? `${iface.name} ` : ''
    const addresses = own.map(({ address }) => `${name}${addressText(address)}`)
    return mac ? [...addresses, `${name}${formatMac(iface.mac)}`] : addresses
  })
}
