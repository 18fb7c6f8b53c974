import { natDrills } from '@/lib/study/drills/nat'
import { startOf } from '../frame/drill-start'
import type { InstrumentPlace } from '../frame/instrument'
import { Island } from '../frame/island'
import { firstRun } from './first-run'
import { NatDrills } from './nat-drills'
import { NatPlayer } from './nat-player'
import { PunchMatrix } from './punch-matrix'

export function NatTool({ place }: { readonly place: InstrumentPlace }) {
  return (
    <>
      <figure className="wide figw">
        <Island
          name="nat"
          of={NatPlayer}
          player={{ id: 'nat', situation: 'first', addressed: true, heading: 'h2', first: firstRun('first') }}
          wakesAt="#v"
        />
        <figcaption className="cap">
          Every packet goes through a simulated Linux router, byte for byte, in your browser. Neighbours are
          known beforehand, so no ARP is seen.
        </figcaption>
      </figure>
      <Island name="nat-drills" of={NatDrills} player={{ start: startOf(natDrills) }} wakesAt="#drill" />
      {place === 'tool' && (
        <section className="punchq">
          <h2>Which pairs of NATs can be punched?</h2>
          <PunchMatrix linked />
        </section>
      )}
    </>
  )
}
