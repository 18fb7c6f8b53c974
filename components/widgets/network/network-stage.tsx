import { PacketChips } from '@/components/packet/packet-chips'
import { NodeCross, Topology, Traveller, type WireState } from '@/components/topology/topology'
import type { TopologyLink } from '@/components/topology/topology-graph'
import type { NetworkStep, StepFlight } from '@/lib/net/trace/network-steps'
import type { Story } from './network-story'

/** More frames than this on one cable at once are drawn as this many. */
const MOST_IN_A_ROW = 3

/** The network of a step: who is there, which cables were used so far, and what travels now. */
export function NetworkStage({
  story,
  index,
  moving,
}: {
  readonly story: Story
  readonly index: number
  readonly moving: boolean
}) {
  const { graph, steps, frames } = story
  const { flights, drops } = steps[index]
  const now = [...new Set([...flights.map(({ from }) => from.node), ...drops.map(({ node }) => node)])]
  return (
    <Topology graph={graph} now={now} wireState={(link) => stateOf(link, steps, index)}>
      {flights.map((flight, place) => {
        const row = flights.filter((other) => isSameWay(other, flight))
        const before = row.indexOf(flight)
        if (!flight.to || before >= MOST_IN_A_ROW) return null
        return (
          <Traveller
            // biome-ignore lint/suspicious/noArrayIndexKey: a flight is its place in the step
            key={`${index}-${place}`}
            graph={graph}
            node={flight.from.node}
            iface={flight.from.iface}
            short={flight.lost}
            place={before}
            of={Math.min(row.length, MOST_IN_A_ROW)}
            moving={moving}
            className={flight.lost ? 'lost' : flight.ignored ? 'ignored' : ''}
          >
            <PacketChips
              chips={frames[flight.frame].chips}
              size="pips"
              state={flight.lost ? 'drop' : flight.ignored ? 'ghost' : undefined}
            />
          </Traveller>
        )
      })}
      {drops.map(({ node, frame }) => (
        <NodeCross key={`${index}-${node}-${frame}`} graph={graph} node={node} />
      ))}
    </Topology>
  )
}

function isSameWay(a: StepFlight, b: StepFlight): boolean {
  return a.from.node === b.from.node && a.from.iface === b.from.iface
}

function stateOf(link: TopologyLink, steps: readonly NetworkStep[], index: number): WireState {
  const isEnd = ({ node, iface }: { readonly node: string; readonly iface: string }) =>
    (node === link.a && iface === link.aIface) || (node === link.b && iface === link.bIface)
  const { down, flights } = steps[index]
  if (down.some(isEnd)) return 'cut'
  const mine = flights.filter(({ from }) => isEnd(from))
  if (mine.length > 0) return mine.every(({ lost }) => lost) ? 'lost' : 'now'
  const used = steps
    .slice(0, index)
    .some((step) => step.flights.some(({ from, lost }) => !lost && isEnd(from)))
  return used ? 'used' : 'idle'
}
