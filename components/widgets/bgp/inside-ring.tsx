import { type Inside, type InsidePlan, routersWithRoute } from '@/lib/net/bgp/inside'
import { speakerNamed } from '@/lib/net/bgp/network'

const SIZE = 360
const MIDDLE = SIZE / 2
const RADIUS = 150
/** between two members of a confederation, in places */
const GAP = 0.7

/** The routers of one AS and their sessions, as they were built. What it shows is said in the sentence under it. */
export function InsideRing({ plan, inside }: { readonly plan: InsidePlan; readonly inside: Inside }) {
  const places = placesOf(plan, inside)
  const at = (id: string) => places.get(id) ?? { x: MIDDLE, y: MIDDLE }
  const reached = routersWithRoute(inside)
  return (
    <svg className="as-ring" viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
      {inside.sessions.map(({ ends: [a, b] }) => (
        <line
          key={`${a.speaker} ${b.speaker}`}
          className={memberOf(inside, a.speaker) === memberOf(inside, b.speaker) ? undefined : 'between'}
          x1={at(a.speaker).x}
          y1={at(a.speaker).y}
          x2={at(b.speaker).x}
          y2={at(b.speaker).y}
        />
      ))}
      {inside.routers.map((id) => (
        <g key={id} className={`rt${reached.includes(id) ? ' has' : ''}${id === inside.entry ? ' in' : ''}`}>
          <circle cx={at(id).x} cy={at(id).y} r={19} />
          <text x={at(id).x} y={at(id).y}>
            {id}
          </text>
        </g>
      ))}
    </svg>
  )
}

function memberOf({ network }: Inside, id: string): number {
  return speakerNamed(network, id).as
}

/** Reflectors and the hub stand in the middle, members of a confederation beside each other. */
function placesOf(
  { design }: InsidePlan,
  inside: Inside,
): ReadonlyMap<string, { readonly x: number; readonly y: number }> {
  const { routers, entry } = inside
  const first = design === 'reflectors' || design === 'hub' ? routers.indexOf(entry) : 0
  const middle = routers.slice(0, first)
  const round = routers.slice(first)
  const firstAs = speakerNamed(inside.network, round[0]).as
  const gapsBefore = (id: string) => (memberOf(inside, id) - firstAs) * GAP
  const members = new Set(round.map((id) => memberOf(inside, id))).size
  const turn = round.length + (members > 1 ? members * GAP : 0)
  return new Map([
    ...middle.map(
      (id, index) => [id, { x: MIDDLE + (index - (middle.length - 1) / 2) * 50, y: MIDDLE }] as const,
    ),
    ...round.map((id, index) => {
      const angle = ((index + gapsBefore(id)) / turn) * 2 * Math.PI - Math.PI / 2
      return [id, { x: MIDDLE + RADIUS * Math.cos(angle), y: MIDDLE + RADIUS * Math.sin(angle) }] as const
    }),
  ])
}
