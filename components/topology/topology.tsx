import type { CSSProperties, ReactNode } from 'react'
import { Glyph } from '@/components/ui/glyph'
import { restOf, type Turn } from './rest'
import { endsOf, type Place, placesOf, sizeOf, type TopologyGraph, type TopologyLink } from './topology-graph'

/** How a cable is drawn: used now or before (solid), not yet (dotted), carries nothing that arrives (lost), or is cut. */
export type WireState = 'idle' | 'used' | 'now' | 'lost' | 'cut'

/**
 * Devices with their glyphs, names and addresses, and the cables between them. Columns run to the right, on a phone downwards.
 * `children` ride on it: see `Traveller` and `NodeCross`. A picture for the eyes; what it shows is said in the live line.
 */
export function Topology({
  graph,
  wireState,
  now,
  children,
}: {
  readonly graph: TopologyGraph
  readonly wireState: (link: TopologyLink) => WireState
  /** ids of the devices that act in this step */
  readonly now?: readonly string[]
  readonly children?: ReactNode
}) {
  const places = placesOf(graph)
  const { columns, rows } = sizeOf(graph.nodes)
  const lines = Math.max(...graph.nodes.map((node) => node.lines.length))
  return (
    <div
      className={`stage topo${rows === 1 ? ' one-row' : ''}`}
      aria-hidden="true"
      style={{ '--columns': columns, '--rows': rows, '--lines': lines } as CSSProperties}
    >
      {(['wide', 'tall'] as const).map((turn) => (
        <svg
          key={turn}
          className={`wires ${turn}`}
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {graph.links.map((link) => {
            const [from, to] = endsOf(graph, link).map((place) => turned(place, turn))
            return (
              <Wire
                key={`${link.a} ${link.aIface} ${link.b} ${link.bIface}`}
                from={from}
                to={to}
                state={wireState(link)}
              />
            )
          })}
        </svg>
      ))}
      {graph.nodes.map(({ id, name, glyph, lines, column }) => (
        <div
          key={id}
          className={`tn${now?.includes(id) ? ' now' : ''}`}
          style={
            {
              ...at(places.get(id)),
              '--mates': graph.nodes.filter((other) => other.column === column).length,
            } as CSSProperties
          }
        >
          <span className="gl">
            <Glyph name={glyph} size="xl" />
          </span>
          <span className="nm">{name}</span>
          {lines.map((line) => (
            <small key={line}>{line}</small>
          ))}
        </div>
      ))}
      {children}
    </div>
  )
}

function Wire({ from, to, state }: { readonly from: Place; readonly to: Place; readonly state: WireState }) {
  return (
    <line
      className={`w ${state}`}
      x1={from.along}
      y1={from.across}
      x2={to.along}
      y2={to.across}
      vectorEffect="non-scaling-stroke"
    />
  )
}

/** A packet that leaves one end of a cable and comes to rest near the other; `short` of it when it is lost on the way. */
export function Traveller({
  graph,
  node,
  iface,
  short,
  place,
  of = 1,
  moving,
  className = '',
  children,
}: {
  readonly graph: TopologyGraph
  /** who sends it, and by which interface */
  readonly node: string
  readonly iface: string
  readonly short: boolean
  /** how many travellers on this cable are before it */
  readonly place: number
  /** how many they are */
  readonly of?: number
  readonly moving: boolean
  readonly className?: string
  readonly children: ReactNode
}) {
  const link = graph.links.find(
    ({ a, aIface, b, bIface }) => (a === node && aIface === iface) || (b === node && bIface === iface),
  )
  if (!link) return null
  const ends = endsOf(graph, link)
  const [start, end] = link.a === node && link.aIface === iface ? ends : [ends[1], ends[0]]
  const rest = (turn: Turn): Place => {
    const share = restOf(graph, [start, end], turn, { short, place, of })
    return {
      along: start.along + (end.along - start.along) * share,
      across: start.across + (end.across - start.across) * share,
    }
  }
  const tall = rest('tall')
  const style = {
    ...at(rest('wide')),
    '--tall-along': tall.along,
    '--tall-across': tall.across,
    '--from-along': start.along,
    '--from-across': start.across,
  } as CSSProperties
  return (
    <span className={`fly ${moving ? 'go ' : ''}${className}`} style={style}>
      {children}
    </span>
  )
}

/** The red cross of something thrown away, at a device. */
export function NodeCross({ graph, node }: { readonly graph: TopologyGraph; readonly node: string }) {
  return (
    <span className="nx-cross" style={at(placesOf(graph).get(node))}>
      <Glyph name="cross" />
    </span>
  )
}

const MIDDLE: Place = { along: 50, across: 50 }

function at(place: Place = MIDDLE): CSSProperties {
  return { '--along': place.along, '--across': place.across } as CSSProperties
}

function turned(place: Place, turn: Turn): Place {
  return turn === 'wide' ? place : { along: place.across, across: place.along }
}
