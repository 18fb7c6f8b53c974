import { subnetDrills } from '@/lib/study/drills/subnet'
import { startOf } from '../frame/drill-start'
import { Island } from '../frame/island'
import { FIRST_MOMENT } from './moment'
import { SubnetDrills } from './subnet-drills'
import { SubnetPlayer } from './subnet-player'

/** The calculator and its drills. The islands share one grid, so their own boxes are not there: they wake at the first sign. */
export function SubnetTool() {
  return (
    <>
      <div className="sub-page">
        <Island
          name="subnet"
          of={SubnetPlayer}
          player={{
            id: 'subnet',
            wrote: FIRST_MOMENT.wrote,
            other: FIRST_MOMENT.other,
            needs: FIRST_MOMENT.needs,
            heading: 'h2',
            addressed: true,
            parts: ['neighbours', 'working', 'split', 'plan', 'facts', 'check', 'know'],
          }}
          textId="subnet-text"
          wakes="sign"
        />
        <Island
          name="subnet-drills"
          of={SubnetDrills}
          player={{ start: startOf(subnetDrills) }}
          wakesAt="#drill"
          textId="subnet-text"
        />
      </div>
      <div className="cap">
        <noscript>
          <p>
            Without JavaScript this page shows one example, worked out in full. With it, the field takes any
            address.
          </p>
        </noscript>
        <p>
          Where this is taught: <a href="/learn/addressing/subnets-and-cidr/">Subnets and CIDR</a>.
        </p>
      </div>
    </>
  )
}
