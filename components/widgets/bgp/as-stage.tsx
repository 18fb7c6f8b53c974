import { Topology, Traveller, type WireState } from '@/components/topology/topology'
import type { TopologyGraph, TopologyLink } from '@/components/topology/topology-graph'
import type { AsFrame } from './as-story'

/** The ASes of a step: UPDATE messages that leave now, the sessions that packets go by, and those that are down. */
export function AsStage({
  graph,
  frame,
  index,
  moving,
}: {
  readonly graph: TopologyGraph
  readonly frame: AsFrame
  readonly index: number
  readonly moving: boolean
}) {
  return (
    <div className="as-stage">
      <Topology
        graph={graph}
        now={frame.speaker ? [frame.speaker] : []}
        wireState={(link) => wireStateOf(link, frame)}
      >
        {frame.sent.map(({ to, kind }) => (
          <Traveller
            key={`${index} ${to}`}
            graph={graph}
            node={frame.speaker ?? ''}
            iface={to}
            short={false}
            place={0}
            moving={moving}
          >
            <span className={`upd ${kind}`}>{kind === 'announce' ? '+' : '−'}</span>
          </Traveller>
        ))}
      </Topology>
    </div>
  )
}

function wireStateOf({ a, b }: TopologyLink, { hops, cuts, speaker, sent }: AsFrame): WireState {
  const joins = (one: string | undefined, other: string | undefined) =>
    (one === a && other === b) || (one === b && other === a)
  if (cuts.some(([one, other]) => joins(one, other))) return 'cut'
  if (sent.some(({ to }) => joins(speaker ?? undefined, to))) return 'now'
  return hops.some((hop, at) => joins(hop, hops[at + 1])) ? 'used' : 'idle'
}
