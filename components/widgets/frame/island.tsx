import type { ComponentProps, ComponentType } from 'react'
import type { IslandName, PlayerOf } from '@/components/islands'

/**
 * A player that comes when it is needed. Rendered on the server, so that its first frame is in the HTML. On an exported page
 * nothing of it is fetched until the reader gives a first sign and the island comes near the viewport or is touched; then the
 * player takes the same elements over, as a root of its own (`keep-awake.ts`). A player that cannot be fetched, or throws,
 * leaves a notice with a way to try again, and the page lives on.
 *
 * A widget's server file holds `<Island name="…" of={Player} player={props} textId={textId} />`, and `components/islands.ts` a
 * line for `name`. `player` is plain data, at build time taken out of the page. `textId` is the id of the widget's text form
 * (`TextTwin`), which is opened if the player fails. Island never stands in another island. A player is the whole of what its
 * island holds, takes no context from above and must not call `useId`: it is rendered in two different trees.
 */
export function Island<Name extends IslandName>({
  name,
  of,
  player,
  textId,
  as: Element = 'div',
  wakes = 'near',
  wakesAt,
}: {
  readonly name: Name
  /** the component that `islands` has under `name` */
  readonly of: PlayerOf<Name>
  readonly player: ComponentProps<PlayerOf<Name>>
  readonly textId?: string
  /** `span` between words */
  readonly as?: 'div' | 'span'
  /** `near`: when it comes near the viewport; `sign`: as soon as there is a reader */
  readonly wakes?: 'near' | 'sign'
  /** how the addresses begin that lead to it, such as `#drill`: then it wakes wherever it is */
  readonly wakesAt?: string
}) {
  const Player = of as ComponentType<object>
  return (
    <Element
      className="island"
      data-island={name}
      data-player={JSON.stringify(player)}
      data-text={textId}
      data-wakes={wakes === 'sign' ? wakes : undefined}
      data-wakes-at={wakesAt}
    >
      <Player {...(player as object)} />
    </Element>
  )
}
