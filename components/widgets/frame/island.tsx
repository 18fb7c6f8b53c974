'use client'

import { type ComponentType, lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { IslandBoundary } from './island-boundary'
import { makeWake, watch } from './wake'

/**
 * A player that comes when it is needed. It is rendered on the server, so that its first frame is in the HTML; in the browser
 * that HTML stays as it is until the island comes near the viewport or is touched, then the player is fetched and takes the same
 * elements over. A player that cannot be fetched, or throws, leaves a notice with a way to try again, and the page lives on.
 *
 * `load` stands at the top of a client file: `const load = () => import('./player').then((module) => module.Player)`. `player` is
 * its props, plain data. `textId` is the id of the widget's text form (`TextTwin`), which is opened if the player fails.
 */
export function Island<Props extends object>({
  load,
  player,
  textId,
}: {
  readonly load: () => Promise<ComponentType<Props>>
  readonly player: Props
  readonly textId: string
}) {
  const [attempt, setAttempt] = useState(0)
  const [wake] = useState(makeWake)
  const element = useRef<HTMLDivElement>(null)
  const earlyClick = useRef<HTMLElement | null>(null)
  const awake = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt needs a new import
  const Player = useMemo(
    () => lazy(() => wake.called.then(load).then((component) => ({ default: component }))),
    [wake, load, attempt],
  )

  useEffect(() => {
    if (!element.current) return
    return watch(element.current, wake, (target) => {
      if (!awake.current) earlyClick.current = target
    })
  }, [wake])

  const onReady = useCallback(() => {
    awake.current = true
    earlyClick.current?.click()
    earlyClick.current = null
  }, [])

  return (
    <div ref={element} className="island">
      <IslandBoundary textId={textId} onRetry={() => setAttempt(attempt + 1)}>
        <Suspense>
          <Player {...player} />
          <Ready onReady={onReady} />
        </Suspense>
      </IslandBoundary>
    </div>
  )
}

/** Stands beside the player, so that it takes effect when the player has taken over. */
function Ready({ onReady }: { readonly onReady: () => void }) {
  useEffect(onReady, [onReady])
  return null
}
