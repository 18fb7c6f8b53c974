import { type ComponentType, useLayoutEffect } from 'react'
import { createRoot, hydrateRoot, type Root } from 'react-dom/client'
import { Failure, IslandBoundary } from './island-boundary'
import { keepWritten } from './keep-written'

/** How near the viewport an island comes before its player is fetched. */
const NEAR = '300px'
const SIGNS = ['pointerdown', 'focusin', 'keydown', 'click', 'change', 'dragenter'] as const

const NATIVE = 'a, label, input, select, textarea, summary, [popovertarget]'

type Sleeper = {
  readonly load: () => Promise<ComponentType<object>>
  readonly player: () => Promise<object>
  /** the widget's text form, if it has one */
  readonly textId: string | undefined
  /** wakes at once, wherever it is */
  readonly now: boolean
  /** wakes when the address of the page begins so */
  readonly hash: string | undefined
}

/**
 * Wakes an island when its element comes near the viewport or is touched. What is pressed before the player is there is repeated
 * on the same element afterwards, and what was written into its fields stays.
 */
export function keepAwake(element: HTMLElement, sleeper: Sleeper): void {
  let root: Root | null = null
  let asked = false
  const early: (() => void)[] = []

  async function wake() {
    if (asked) return
    asked = true
    observer.disconnect()
    try {
      const [Player, player] = await Promise.all([sleeper.load(), sleeper.player()])
      show(Player, player)
    } catch {
      showFailure()
    }
  }
  function show(Player: ComponentType<object>, player: object) {
    const writeAgain = keepWritten(element)
    const island = (
      <IslandBoundary textId={sleeper.textId}>
        <Player {...player} />
        <Ready
          onReady={() => {
            writeAgain()
            void onReady()
          }}
        />
      </IslandBoundary>
    )
    if (root) root.render(island)
    else root = hydrateRoot(element, island)
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
  async function onReady() {
    for (const sign of SIGNS) element.removeEventListener(sign, onSign, { capture: true })
    element.dataset.awake = ''
    for (const again of early.splice(0)) {
      // the player renders what was written, and what one did, before the next is repeated
      await null
      again()
    }
  }
  function onSign(event: Event) {
    const { target } = event
    if (event.type === 'click' && target instanceof Element) {
      // a native control has answered already
      if (!target.closest(NATIVE)) early.push(() => target.dispatchEvent(new MouseEvent(event.type, event)))
    }
    if (event instanceof KeyboardEvent && !hasMovedSlider(event))
      early.push(() => target?.dispatchEvent(new KeyboardEvent(event.type, event)))
    void wake()
  }

  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void wake()
    },
    { rootMargin: NEAR },
  )
  for (const sign of SIGNS) element.addEventListener(sign, onSign, { capture: true })
  const { hash } = sleeper
  const leadsHere = () => hash !== undefined && location.hash.startsWith(hash)
  if (sleeper.now || leadsHere()) return void wake()
  observer.observe(element)
  if (hash !== undefined) addEventListener('hashchange', () => leadsHere() && void wake())
}

/** A slider answers its keys by itself, and what it was moved to stays; Space alone means something to the player only. */
function hasMovedSlider({ target, key }: KeyboardEvent): boolean {
  return key !== ' ' && target instanceof Element && target.matches('input[type=range]')
}

/** Stands beside the player, so that it takes effect in the same moment as the player takes over: no click is lost or counted twice. */
function Ready({ onReady }: { readonly onReady: () => void }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, on arrival
  useLayoutEffect(onReady, [])
  return null
}
