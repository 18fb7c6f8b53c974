import type { CSSProperties } from 'react'
import { Glyph } from '@/components/ui/glyph'
import type { Passage } from '@/lib/net/nat-lab/moment'
import { readFacts } from '@/lib/net/nat-lab/packet-facts'
import type { HostPlace, NatPlace, World } from '@/lib/net/nat-lab/places'
import { cablesOf, drawnPath, type Place, placeOf } from './stage-places'

/** The network with the packet of this moment on it. Drawn twice, lying and standing; the style sheet shows one. */
export function NatStage({
  world,
  passage,
  moving,
  step,
}: {
  readonly world: World
  readonly passage: Passage | null
  /** the packet is shown travelling */
  readonly moving: boolean
  readonly step: number
}) {
  const path = passage ? drawnPath(passage.path) : []
  const stopped = passage !== null && passage.fate !== 'delivered'
  return (
    <div className={`natnet nat-${world.name}`} aria-hidden="true">
      <Cables world={world} path={path} stopped={stopped} phone={false} />
      <Cables world={world} path={path} stopped={stopped} phone />
      <span className="zone in">{world.name === 'peers' ? '' : 'Inside'}</span>
      <span className="zone out">{world.name === 'peers' ? 'The internet' : 'Outside, the internet'}</span>
      {world.hosts.map((host) => (
        <Host key={host.name} host={host} place={placeOf(world, host.name)} />
      ))}
      {world.nats.map((nat) => (
        <Nat
          key={nat.name}
          nat={nat}
          place={placeOf(world, nat.name)}
          now={passage?.nat === nat.name}
          mirrored={nat.name === 'router2'}
        />
      ))}
      {passage && path.length > 0 && (
        <Flying key={step} world={world} passage={passage} path={path} moving={moving} />
      )}
    </div>
  )
}

function at([x, y, phoneX, phoneY]: Place): CSSProperties {
  return {
    '--x': `${x}%`,
    '--y': `${y}%`,
    '--px': `${phoneX}%`,
    '--py': `${phoneY}%`,
  } as CSSProperties
}

function Cables({
  world,
  path,
  stopped,
  phone,
}: {
  readonly world: World
  readonly path: readonly string[]
  readonly stopped: boolean
  readonly phone: boolean
}) {
  const used = path.slice(1).map((name, index) => [path[index], name] as const)
  const isUsed = (a: string, b: string) =>
    used.some(([from, to]) => (from === a && to === b) || (from === b && to === a))
  const idle = cablesOf(world).filter(([a, b]) => !isUsed(a, b))
  const line = (a: string, b: string, className: string) => {
    const [from, to] = [placeOf(world, a), placeOf(world, b)]
    const o = phone ? 2 : 0
    return (
      <line
        key={`${a} ${b}`}
        className={className}
        x1={from[o]}
        y1={from[o + 1]}
        x2={to[o]}
        y2={to[o + 1]}
        vectorEffect="non-scaling-stroke"
      />
    )
  }
  return (
    <svg className={phone ? 'cab ph' : 'cab'} viewBox="0 0 100 100" preserveAspectRatio="none">
      <title>cables</title>
      {idle.map(([a, b]) => line(a, b, 'w'))}
      {used.map(([a, b], index) => line(a, b, stopped && index === used.length - 1 ? 'dead' : 'act'))}
    </svg>
  )
}

function Host({ host, place }: { readonly host: HostPlace; readonly place: Place }) {
  return (
    <div className={`nd${place[0] > 50 ? ' r' : ''}${place[0] === 50 ? ' mid' : ''}`} style={at(place)}>
      <span className="gl">
        <Glyph name={host.glyph} size="xl" />
      </span>
      <span>
        {nameOf(host.title)}
        <small>{host.address}</small>
      </span>
    </div>
  )
}

function Nat({
  nat,
  place,
  now,
  mirrored,
}: {
  readonly nat: NatPlace
  readonly place: Place
  readonly now: boolean
  readonly mirrored: boolean
}) {
  const inside = (
    <div>
      <small>inside</small>
      {nat.inside}
    </div>
  )
  const outside = (
    <div>
      <small>outside</small>
      {nat.outside}
    </div>
  )
  return (
    <div className={`rtr${now ? ' now' : ''}`} style={at(place)}>
      {mirrored ? outside : inside}
      <div className="m">
        <Glyph name="nat" size="xl" />
      </div>
      {mirrored ? inside : outside}
    </div>
  )
}

/** The packet: it leaves the first machine, meets the NAT, and rests on the last cable; one that is dropped rests before it. */
function Flying({
  world,
  passage,
  path,
  moving,
}: {
  readonly world: World
  readonly passage: Passage
  readonly path: readonly string[]
  readonly moving: boolean
}) {
  const facts = readFacts(passage.before)
  const stopped = passage.fate !== 'delivered'
  const ends = path.map((name) => placeOf(world, name))
  const [from, to] = path.length > 1 ? [ends[ends.length - 2], ends[ends.length - 1]] : [ends[0], CENTRE]
  const rest = between(from, to, stopped ? 0.62 : 0.55)
  const start = ends[0]
  const middle = path.length > 2 ? ends[1] : between(start, rest, 0.5)
  const points = { a: start, b: middle, c: rest }
  const style = Object.fromEntries(
    Object.entries(points).flatMap(([name, [x, y, px, py]]) => [
      [`--${name}x`, `${x}cqw`],
      [`--${name}y`, `${y}cqh`],
      [`--${name}px`, `${px}cqw`],
      [`--${name}py`, `${py}cqh`],
    ]),
  ) as CSSProperties
  return (
    <>
      <span className={`fly${moving ? ' go' : ''}`} style={style}>
        <span className={`pips${stopped ? ' drop' : ''}`}>
          <i className="l3">3</i>
          {facts?.protocol === 'icmp' ? <i className="l3">3</i> : <i className="l4">4</i>}
          {facts?.text || facts?.stun ? <i className="l7 pay">7</i> : null}
        </span>
      </span>
      {stopped && (
        <span className={`dropx${moving ? ' go' : ''}`} style={style}>
          <Glyph name="cross" size="i" />
          {passage.fate === 'taken' ? 'for the router itself' : 'goes no further'}
        </span>
      )}
    </>
  )
}

const CENTRE: Place = [50, 50, 50, 50]

function between(a: Place, b: Place, part: number): Place {
  const mix = (i: number) => Math.round((a[i] + (b[i] - a[i]) * part) * 10) / 10
  return [mix(0), mix(1), mix(2), mix(3)]
}

/** "the laptop" is labelled "Laptop". */
export function nameOf(title: string): string {
  const plain = title.replace(/^the /, '')
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}
