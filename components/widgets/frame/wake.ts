/** How near the viewport an island comes before its player is fetched. */
const NEAR = '300px'
const SIGNS = ['pointerdown', 'focusin', 'keydown', 'click'] as const

export type Wake = {
  /** settles when the island shall become alive */
  readonly called: Promise<void>
  /** call at once */
  readonly call: () => void
}

/** On the server an island is awake from the start: its first frame has to be in the HTML. */
export function makeWake(): Wake {
  if (typeof window === 'undefined') return { called: Promise.resolve(), call: () => {} }
  let call = () => {}
  const called = new Promise<void>((resolve) => {
    call = resolve
  })
  return { called, call }
}

/**
 * Wakes the island when its element comes near the viewport or is touched. A click that comes before it is awake is kept and
 * handed to `onEarlyClick`. Returns the clean-up.
 */
export function watch(
  element: HTMLElement,
  wake: Wake,
  onEarlyClick: (target: HTMLElement) => void,
): () => void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) wake.call()
    },
    { rootMargin: NEAR },
  )
  observer.observe(element)
  const onSign = (event: Event) => {
    wake.call()
    if (event.type === 'click' && event.target instanceof HTMLElement) onEarlyClick(event.target)
  }
  for (const sign of SIGNS) element.addEventListener(sign, onSign, { capture: true })
  return () => {
    observer.disconnect()
    for (const sign of SIGNS) element.removeEventListener(sign, onSign, { capture: true })
  }
}
