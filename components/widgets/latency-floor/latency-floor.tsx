import { Island } from '@/components/widgets/frame/island'
import { TextTwin } from '@/components/widgets/frame/text-twin'
import { cities } from './cities'
import { cityNamed, describeFloor } from './floor-between'
import { LatencyFloorPlayer } from './latency-floor-player'

/** The least time that a round trip between two cities takes, from their distance and the speed of light in glass. */
export function LatencyFloor({
  from,
  to,
  ask,
}: {
  readonly from: string
  readonly to: string
  readonly ask?: string
}) {
  const start = cityNamed(from)
  return (
    <figure className="wide figw">
      {ask && <p className="ask">{ask}</p>}
      <Island
        name="latency-floor"
        of={LatencyFloorPlayer}
        player={{ from, to }}
        textId="text-latency-floor"
      />
      <figcaption className="cap">
        Distance on a great circle between coordinates of GeoNames (CC BY 4.0); light in fibre at{' '}
        <a href="https://blog.forret.com/2004/11/01/its-the-latency-stupid/">200,000 km/s</a>, a round figure.
        “Usual” is the rule of thumb of <a href="https://arxiv.org/abs/1811.10737">Bozkurt and others</a>, for
        paths over land in the United States.
        <TextTwin
          id="text-latency-floor"
          sentences={cities.filter((city) => city !== start).map((city) => describeFloor(start, city))}
        />
      </figcaption>
    </figure>
  )
}
