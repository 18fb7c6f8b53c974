import { Island } from '@/components/widgets/frame/island'
import { TextTwin } from '@/components/widgets/frame/text-twin'
import { recordedLinks } from './recorded-links'
import { TwoLinksPlayer } from './two-links-player'

/** One recorded message and its answer on both sides of a home router: what stays, and what the router changes. */
export function TwoLinks() {
  const links = recordedLinks()
  return (
    <figure className="two-links">
      <Island
        name="two-links"
        of={TwoLinksPlayer}
        player={{ title: 'One message, link by link', links }}
        textId="two-links-text"
      />
      <figcaption className="cap">
        Real frames, captured on both sides of a Linux router at the same moment.
        <TextTwin id="two-links-text" sentences={links.map(({ sentence }) => sentence)} />
      </figcaption>
    </figure>
  )
}
