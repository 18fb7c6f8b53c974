import type { TopologyGraph, TopologyNode } from '@/components/topology/topology-graph'
import {
  type AsSituation,
  asNames,
  NO_SAFEGUARDS,
  networkOf,
  type Safeguards,
} from '@/lib/net/bgp/situations'

const PLACES: Readonly<Record<string, readonly [column: number, row: number, line: string]>> = {
  'AS 64498': [0, 0, 'access'],
  'AS 64511': [0, 1.6, 'a stranger'],
  'AS 64496': [1, 0.8, 'transit'],
  'AS 64497': [2, 0, 'transit'],
  'AS 64499': [2, 1.6, 'regional'],
  'AS 64500': [3, 0.8, 'a shop'],
}

/** The six ASes as they are drawn; who drops invalid routes and who knows roles is written under the name. */
export function asGraph(situation: AsSituation, safeguards: Safeguards = NO_SAFEGUARDS): TopologyGraph {
  const { speakers, sessions } = networkOf(situation, safeguards)
  const nodes = asNames.map((id): TopologyNode => {
    const [column, row, line] = PLACES[id]
    const { validates, roles } = speakers.find((speaker) => speaker.id === id) ?? {
      validates: false,
      roles: false,
    }
    const guards = [validates ? 'drops' : '', roles ? 'roles' : ''].filter((word) => word !== '')
    const lines = guards.length > 0 ? [line, guards.join(', ')] : [line]
    return { id, name: id, glyph: 'internet', lines, column, row }
  })
  const links = sessions.map(({ ends: [a, b] }) => ({
    a: a.speaker,
    aIface: b.speaker,
    b: b.speaker,
    bIface: a.speaker,
  }))
  return { nodes, links }
}
