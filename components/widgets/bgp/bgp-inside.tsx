import { Fragment } from 'react'
import { DataTable } from '@/components/widgets/frame/data-table'
import { Island } from '@/components/widgets/frame/island'
import { type InsidePlan, runInside } from '@/lib/net/bgp/inside'
import { describeInside } from '@/lib/net/explain/describe-inside'
import { InsidePlayer } from './inside-player'
import { PASSING_COLUMNS, passingRows } from './inside-story'

/** Plans that the text form tells. */
const TOLD: readonly InsidePlan[] = [
  { design: 'mesh', routers: 10, groups: 1, entryIsClient: true },
  { design: 'hub', routers: 10, groups: 1, entryIsClient: true },
  { design: 'reflectors', routers: 10, groups: 1, entryIsClient: true },
  { design: 'reflectors', routers: 11, groups: 2, entryIsClient: true },
  { design: 'reflectors', routers: 11, groups: 2, entryIsClient: false },
  { design: 'confederation', routers: 10, groups: 2, entryIsClient: true },
]

/** How the routers of one AS share a route: full mesh, hub, reflectors, confederation; sessions counted as built. */
export function BgpInside({ ask }: { readonly ask?: string }) {
  return (
    <figure className="wide figw">
      {ask && <p className="ask">{ask}</p>}
      <Island
        name="bgp-inside"
        of={InsidePlayer}
        player={{ title: 'The routers of one AS', plan: TOLD[0] }}
        textId="text-bgp-inside"
      />
      <figcaption className="cap">
        AS 64500 is built as you set it, and the course’s BGP engine runs it: AS 64496 tells the one router a
        route, and AS 64511 listens behind the last. Filled circles have heard of the route.
        <details className="twin" id="text-bgp-inside">
          <summary>Read six of these designs as text</summary>
          {TOLD.map((plan) => {
            const inside = runInside(plan)
            const sentence = describeInside(plan, inside)
            return (
              <Fragment key={sentence}>
                <p className="sit">{sentence}</p>
                <DataTable caption="Who passes it on" columns={PASSING_COLUMNS} rows={passingRows(inside)} />
              </Fragment>
            )
          })}
        </details>
      </figcaption>
    </figure>
  )
}
