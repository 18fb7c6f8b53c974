'use client'

import { type ComponentType, useLayoutEffect } from 'react'
import { createRoot, hydrateRoot, type Root } from 'react-dom/client'
import { Failure, IslandBoundary } from './island-boundary'

/** How near the viewport an island comes before its player is fetched. */
const NEAR = '300px'
const SIGNS = ['pointerdown', 'focusin', 'keydown', 'click', 'change', 'dragenter'] as const

type Sleeper<Props> = {
  readonly load: () => Promise<ComponentType<Props>>
  readonly player: Props
  readonly textId: string
}

/**
 * Wakes an island when its element comes near the viewport or is touched. A click that comes before the player is there is
 * repeated on the same element afterwards. Returns the clean-up.
 */
export function keepAwake<Props extends object>(element: HTMLElement, sleeper: Sleeper<Props>): () => void {
  let root: Root | null = null
  let asked = false
  let gone = false
  let early: HTMLElement | null = null

  async function wake() {
    if (asked) return
    asked = true
    observer.disconnect()
    try {
      const Player = await sleeper.load()
      if (!gone) show(Player)
    } catch {
      if (!gone) showFailure()
    }
  }
  function show(Player: ComponentType<Props>) {
    const island = (
      <IslandBoundary textId={sleeper.textId}>
        <Player {...sleeper.player} />
        <Ready onReady={onReady} />
      </IslandBoundary>
    )
    if (root) root.render(island)
    else if (element.hasChildNodes()) root = hydrateRoot(element, island)
    else {
      root = createRoot(element)
      root.render(island)
    }
  }
  function showFailure() {
    if (!root) {
      element.replaceChildren()
      root = createRoot(element)
    }
    root.render(
      <Failure
        textId={sleeper.textId}
        onRetry={() => {
          asked = false
          void wake()
        }}
      />,
    )
  }
  function onReady() {
    for (const sign of SIGNS) element.removeEventListener(sign, onSign, { capture: true })
    early?.click()
    early = null
  }
  function onSign(event: Event) {
    // the target may be the glyph inside the button
    if (event.type === 'click' && event.target instanceof Element)
      early = event.target.closest<HTMLElement>('button, [role], input, select, label') ?? early
    void wake()
  }

  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void wake()
    },
    { rootMargin: NEAR },
  )
  observer.observe(element)
  for (const sign of SIGNS) element.addEventListener(sign, onSign, { capture: true })
  return () => {
    gone = true
    observer.disconnect()
    for (const sign of SIGNS) element.removeEventListener(sign, onSign, { capture: true })
    // a root may not be unmounted while the tree around it is being rendered
    queueMicrotask(() => root?.unmount())
  }
}

/** Stands beside the player, so that it takes effect in the same moment as the player takes over: no click is lost or counted twice. */
function Ready({ onReady }: { readonly onReady: () => void }) {
  useLayoutEffect(onReady, [onReady])
  return null
}
