import { TextTwin } from '@/components/widgets/frame/text-twin'
import { recordedLinks } from './recorded-links'
import { TwoLinksIsland } from './two-links-island'

/** One recorded message and its answer on both sides of a home router: what stays, and what the router changes. */
export function TwoLinks() {
  const links = recordedLinks()
  return (
    <figure className="two-links">
      <TwoLinksIsland title="One message, link by link" links={links} textId="two-links-text" />
      <figcaption className="cap">
        Real frames, captured on both sides of a Linux router at the same moment.
        <TextTwin id="two-links-text" sentences={links.map(({ sentence }) => sentence)} />
      </figcaption>
    </figure>
  )
}
