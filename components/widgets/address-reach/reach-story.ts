import { graphOf } from '@/components/topology/network-graph'
import type { TopologyGraph } from '@/components/topology/topology-graph'
import type { LayerNumber } from '@/lib/course/layers'
import { nameIn } from '@/lib/course/network-file'
import { REACH_PORT, type ReachFile, type ReachPlace, type ReachTarget } from '@/lib/course/reach-file'
import { buildScenario } from '@/lib/net/scenario/build'
import { playSituation } from '@/lib/net/scenario/play'
import type { Situation } from '@/lib/net/scenario/situation'
import { type Flight, listFlights } from '@/lib/net/trace/flights'
import { allProtocols } from '@/lib/net/wire/all'
import { dissect } from '@/lib/net/wire/dissect'

/** One attempt. `by` are places in `graph.links`; `taken` and `stopped` are ids of devices. */
export type Attempt = {
  /** by the machine that was meant, only by another one, or by nobody */
  readonly ended: 'meant' | 'other' | 'nobody'
  /** cables that the packet went over */
  readonly by: readonly number[]
  /** cables on which the sender only asked for a MAC address, and in vain */
  readonly asked: readonly number[]
  readonly taken: readonly string[]
  /** who gave up on it; null when somebody took it */
  readonly stopped: string | null
  readonly sentence: string
}

/** The same packet, from every place to every address. Plain data. */
export type ReachStory = {
  readonly title: string
  readonly layer: LayerNumber
  readonly graph: TopologyGraph
  readonly from: readonly ReachPlace[]
  readonly to: readonly ReachTarget[]
  /** row and column of the attempt that is shown first */
  readonly first: ReachFile['first']
  /** a row for each address, in it one attempt for each place */
  readonly attempts: readonly (readonly Attempt[])[]
}

const ETHERNET = 1

/** Plays every situation of the file. */
export function tellReach({ network, from, to, first }: ReachFile): ReachStory {
  const { title, layer, situations } = network
  const graph = graphOf(network, situations[0], buildScenario(situations[0].scenario))
  const nameOf = nameIn(network)
  const attempts = to.map((target, row) =>
    from.map(({ host }, column) =>
      attempt(situations[row * from.length + column], { host, target, graph, nameOf }),
    ),
  )
  return { title, layer, graph: withoutProviderLines(graph), from, to, first, attempts }
}

/** A router with three cables would have three addresses under its name; none of them is tried. */
function withoutProviderLines(graph: TopologyGraph): TopologyGraph {
  const cables = (id: string) => graph.links.filter(({ a, b }) => a === id || b === id).length
  return {
    ...graph,
    nodes: graph.nodes.map((node) => (cables(node.id) > 2 ? { ...node, lines: [] } : node)),
  }
}

function attempt(
  situation: Situation,
  {
    host,
    target,
    graph,
    nameOf,
  }: {
    readonly host: string
    readonly target: ReachTarget
    readonly graph: TopologyGraph
    readonly nameOf: (node: string) => string
  },
): Attempt {
  const { simulation, acts } = playSituation(situation)
  const { diagnosis } = acts[0].attempts[0]
  const flights = listFlights(simulation)
  const carried = flights.filter(isTheDatagram)
  const delivered = simulation.trace.events.filter(
    ({ because, data }) => because === 'udp.delivered' && data.port === REACH_PORT,
  )
  const taken = delivered.map(({ node }) => node)
  const by = linksOf(graph, carried)
  const way = carried.map((flight) => flight.to!.node).filter((node) => !taken.includes(node))
  if (taken.length === 0 && !diagnosis)
    throw new Error(`${situation.label}: nobody took it, and nobody knows why`)
  const stopped = taken.length === 0 ? diagnosis!.node : null
  const isMeant = target.owner === null ? taken.length > 0 : taken.includes(target.owner)
  return {
    ended: isMeant ? 'meant' : taken.length > 0 ? 'other' : 'nobody',
    by,
    asked: by.length === 0 && stopped !== null ? linksOf(graph, flights) : [],
    taken,
    stopped,
    sentence: stopped
      ? `${stopped === host ? `The packet never leaves ${nameOf(host)}` : `The packet gets as far as ${nameOf(stopped)}`}. ${diagnosis!.sentence}`
      : sentenceOf(
          host,
          way.map(nameOf),
          delivered.map(({ node, data }) => ({ node, name: nameOf(node), source: String(data.source) })),
        ),
  }
}

function isTheDatagram({ bytes }: Flight): boolean {
  const { layers } = dissect(bytes, ETHERNET, allProtocols)
  const udp = layers.find(({ protocol }) => protocol === 'udp')
  const isQuoted = layers.some(({ protocol }) => protocol === 'icmp')
  return !isQuoted && udp?.fields.find(({ name }) => name === 'udp.dstport')?.raw === REACH_PORT
}

function linksOf(graph: TopologyGraph, flights: readonly Flight[]): readonly number[] {
  const used = graph.links.flatMap((link, place) => {
    const isOver = ({ from }: Flight) =>
      (from.node === link.a && from.iface === link.aIface) ||
      (from.node === link.b && from.iface === link.bIface)
    return flights.some(isOver) ? [place] : []
  })
  return used
}

function sentenceOf(
  host: string,
  way: readonly string[],
  takers: readonly { readonly node: string; readonly name: string; readonly source: string }[],
): string {
  const names = inWords(takers.map(({ name }) => name))
  if (takers.every(({ node }) => node === host))
    return `It never leaves the machine: ${names} itself takes it.`
  const verb = takers.length > 1 ? 'take' : 'takes'
  const source = inWords([...new Set(takers.map((taker) => taker.source))])
  const by = way.length > 0 ? `By way of ${inWords([...new Set(way)])}.` : 'Straight over the cable.'
  return `${by} ${names} ${verb} it, as a packet from ${source}.`
}

function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
