import { type Chip, chipsOf } from '@/components/packet/chips'
import { graphOf } from '@/components/topology/network-graph'
import type { TopologyGraph } from '@/components/topology/topology-graph'
import type { LayerNumber } from '@/lib/course/layers'
import { askedTables, type NetworkFile, nameIn } from '@/lib/course/network-file'
import { toBase64 } from '@/lib/net/bytes/base64'
import { buildScenario } from '@/lib/net/scenario/build'
import { playSituation } from '@/lib/net/scenario/play'
import type { Situation } from '@/lib/net/scenario/situation'
import { type NetworkStep, networkSteps } from '@/lib/net/trace/network-steps'
import type { TableKind } from '@/lib/net/trace/node-table'
import type { ShownRow } from '@/lib/net/trace/table-change'
import { allProtocols } from '@/lib/net/wire/all'
import { dissect } from '@/lib/net/wire/dissect'

/** A frame as the figure shows it. */
export type StoryFrame = {
  readonly chips: readonly Chip[]
  /** its first bytes, base64 */
  readonly bytes: string
  readonly length: number
}

export type StoryTable = {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly ShownRow[]
}

/** One situation, played: plain data for the player. */
export type Story = {
  readonly name: string
  readonly label: string
  readonly graph: TopologyGraph
  readonly frames: readonly StoryFrame[]
  readonly tables: readonly StoryTable[]
  readonly steps: readonly NetworkStep[]
}

export type NetworkStory = {
  readonly title: string
  readonly layer: LayerNumber
  readonly situations: readonly Story[]
}

/** More steps than this tell no story: the situation has to be cut shorter. */
const MOST_STEPS = 80
/** All headers, and some payload. */
const MOST_BYTES = 128
const ETHERNET = 1

/** Runs every situation of a figure's file. `where` names the file in a complaint. */
export function tellNetwork(file: NetworkFile, where: string): NetworkStory {
  const { title, layer, situations } = file
  return { title, layer, situations: situations.map((situation) => tell(file, situation, where)) }
}

function tell(file: NetworkFile, situation: Situation, where: string): Story {
  const graph = graphOf(file, situation, buildScenario(situation.scenario))
  const nameOf = nameIn(file)
  const { frames, tables, steps } = networkSteps(
    playSituation(situation),
    askedTables(file, situation),
    nameOf,
    file.ttl,
  )
  if (steps.length > MOST_STEPS)
    throw new Error(
      `${where}: situation ${situation.name} has ${steps.length} steps, and a figure shows ${MOST_STEPS} at most`,
    )
  return {
    name: situation.name,
    label: situation.label,
    graph,
    frames: frames.map((bytes) => ({
      chips: chipsOf(dissect(bytes, ETHERNET, allProtocols)),
      bytes: toBase64(bytes.subarray(0, MOST_BYTES)),
      length: bytes.length,
    })),
    tables: tables.map(({ node, kind, columns, rows }) => ({
      title: `${TITLES[kind]} of ${nameOf(node)}`,
      columns: columns.map((column) => column.replace('~', '')),
      rows,
    })),
    steps,
  }
}

const TITLES: Readonly<Record<TableKind, string>> = {
  addresses: 'Addresses',
  arp: 'ARP cache',
  conntrack: 'Connection table',
  lease: 'DHCP lease',
  leases: 'Leases',
  fib: 'FIB (data plane)',
  ospf: 'OSPF neighbours',
  rib: 'RIB (control plane)',
  mac: 'MAC table',
  neigh: 'Neighbour cache',
  routes: 'Routing table',
  sockets: 'Sockets',
}
