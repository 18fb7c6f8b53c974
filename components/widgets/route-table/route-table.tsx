import { Island } from '@/components/widgets/frame/island'
import { RouteTablePlayer } from './route-table-player'
import { LAPTOP, TRIES } from './start'

/** A routing table that the reader edits as with `ip route`, and asks about one destination after the other. */
export function RouteTable({ ask, to }: { readonly ask?: string; readonly to: string }) {
  return (
    <figure className="wide figw">
      {ask && <p className="ask">{ask}</p>}
      <Island
        name="route-table"
        of={RouteTablePlayer}
        player={{ start: LAPTOP, destination: to, tries: TRIES }}
        textId="text-route-table"
      />
      <figcaption className="cap">
        The lookup, the refusals and the printout are computed by the course’s network engine. A dot is a bit
        that the entry does not compare.
      </figcaption>
    </figure>
  )
}
