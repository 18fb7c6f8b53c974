'use client'

import { type ComponentType, useLayoutEffect, useRef } from 'react'
import { keepAwake } from './keep-awake'

const UNTOUCHED = { __html: '' }

/**
 * A player that comes when it is needed. The server renders it, so that its first frame is in the HTML. In the browser that HTML
 * stays as it is (React leaves the inside alone) until the island comes near the viewport or is touched; then the player is
 * fetched and takes the same elements over as a root of its own. A player that cannot be fetched, or throws, leaves a notice
 * with a way to try again, and the page lives on.
 *
 * A widget's client file holds three lines:
 *   const load = () => import('./player').then((module) => module.Player)
 *   const onServer = typeof window === 'undefined' ? (require('./player') as typeof import('./player')).Player : null
 *   <Island load={load} onServer={onServer} player={props} textId={textId} />
 * The browser's build drops the second, so that the player is not in the page's first script. `player` is plain data. `textId`
 * is the id of the widget's text form (`TextTwin`), which is opened if the player fails. A player must not call `useId`: it is
 * rendered in two different trees.
 */
export function Island<Props extends object>({
  load,
  onServer: OnServer,
  player,
  textId,
}: {
  readonly load: () => Promise<ComponentType<Props>>
  readonly onServer: ComponentType<Props> | null
  readonly player: Props
  readonly textId: string
}) {
  const element = useRef<HTMLDivElement>(null)
  const first = useRef({ load, player, textId })

  // before the page says that it is hydrated, so that what is repeated then finds the island listening
  useLayoutEffect(() => {
    if (element.current) return keepAwake(element.current, first.current)
  }, [])

  if (OnServer)
    return (
      <div className="island">
        <OnServer {...player} />
      </div>
    )
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the way to make React keep what the server rendered
  return <div ref={element} className="island" suppressHydrationWarning dangerouslySetInnerHTML={UNTOUCHED} />
}
