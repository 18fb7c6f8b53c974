import { situationOf, situations } from '@/lib/net/nat-lab/situations'
import { Island } from '../frame/island'
import { firstRun } from './first-run'
import { NatPlayer } from './nat-player'

/** The NAT table simulator in a lesson. `situation` is what it begins with; `ask` is the question that playing answers. */
export function Nat({
  situation = 'first',
  ask,
  caption,
}: {
  readonly situation?: string
  readonly ask?: string
  readonly caption?: string
}) {
  if (!situationOf(situation)) {
    const known = situations.map(({ id }) => id).join(', ')
    throw new Error(`Nat: there is no situation ${situation}; there are ${known}`)
  }
  return (
    <figure className="wide figw">
      {ask && <p className="ask">{ask}</p>}
      <Island
        name="nat"
        of={NatPlayer}
        player={{ id: `nat-${situation}`, situation, addressed: false, first: firstRun(situation) }}
      />
      <figcaption className="cap">
        {caption ??
          'Every packet went through a simulated Linux router, byte for byte. Links take 4 ms to 9 ms; nothing is lost.'}
      </figcaption>
    </figure>
  )
}
