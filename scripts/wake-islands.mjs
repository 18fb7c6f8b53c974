/**
 * Runs in the page, as text: fetches what the page's islands need at the reader's first sign, and repeats what was pressed before
 * they listened. Links, disclosures, popovers and inputs are native and need no repeating.
 * @param {{ start: string, shared: readonly string[], players: Readonly<Record<string, readonly string[]>>, props: string }} page
 */
export function wakeIslands(page) {
  const signs = ['pointerdown', 'pointermove', 'touchstart', 'keydown', 'scroll', 'focusin', 'wheel']
  const listening = { capture: true, passive: true }
  const native = 'a, label, input, select, textarea, summary, [popovertarget]'
  const pressed = []
  const asked = new Set()
  const putOff = [
    ...document.querySelectorAll('.les > :is(.figw, .pred, .brk, .tblw, .say-aloud, details), .quiz'),
  ]
  let resting = 0

  function wake(event) {
    for (const sign of signs) removeEventListener(sign, wake, listening)
    const props = fetch(page.props).then((answer) => answer.json())
    ask(page.shared)
    askFor(event?.target)
    import(page.start).then(({ startIslands }) => startIslands(props))
  }

  /** Fetched together: a chunk is not found by reading the one before. */
  function ask(files) {
    for (const file of files) {
      if (asked.has(file)) continue
      asked.add(file)
      const link = document.createElement('link')
      link.rel = 'modulepreload'
      link.href = file
      document.head.append(link)
    }
  }

  function askFor(target) {
    const name = target?.closest?.('.island')?.dataset.island
    if (name) ask(page.players[name] ?? [])
  }

  function keepClick(event) {
    const { target, type } = event
    askFor(target)
    if (!target.closest?.('.island') || target.closest(native)) return
    pressed.push(() => target.dispatchEvent(new MouseEvent(type, event)))
  }

  function keepKey(event) {
    const { target, type, key } = event
    // a slider has answered its keys already
    if (key !== ' ' && target.matches?.('input[type=range]')) return
    if (target.closest?.('.island')) pressed.push(() => target.dispatchEvent(new KeyboardEvent(type, event)))
  }

  function keepChange({ target }) {
    askFor(target)
    pressed.push(() => target.isConnected && target.dispatchEvent(new Event('change', { bubbles: true })))
  }

  function repeat() {
    removeEventListener('click', keepClick, true)
    removeEventListener('keydown', keepKey, true)
    removeEventListener('change', keepChange, true)
    for (const again of pressed) again()
  }

  /** What the style sheet has put off is laid out while the reader rests: whatever is done meanwhile comes first. */
  function rest() {
    clearTimeout(resting)
    resting = setTimeout(() => {
      resting = 0
      idle(layOut)
    }, 1000)
  }

  /** As many pieces as an idle moment holds. */
  function layOut(moment) {
    if (resting) return
    const laid = []
    do {
      const piece = putOff.shift()
      if (!piece) break
      piece.style.contentVisibility = 'visible'
      // asking for its height lays it out now
      piece.getBoundingClientRect()
      laid.push(piece)
    } while (moment && moment.timeRemaining() > 25)
    // the browser notes a height at the end of a frame; from then on the piece need not be drawn to have it
    requestAnimationFrame(() => requestAnimationFrame(() => settle(laid)))
  }

  function settle(pieces) {
    for (const piece of pieces) piece.style.contentVisibility = ''
    if (putOff.length > 0) return resting || idle(layOut)
    for (const sign of signs) removeEventListener(sign, rest, listening)
  }

  function idle(task) {
    // Safari has no requestIdleCallback
    if (window.requestIdleCallback) requestIdleCallback(task)
    else setTimeout(task, 16)
  }

  for (const sign of signs) addEventListener(sign, wake, listening)
  if (putOff.length > 0) {
    for (const sign of signs) addEventListener(sign, rest, listening)
    addEventListener('load', rest)
  }
  addEventListener('click', keepClick, true)
  addEventListener('keydown', keepKey, true)
  addEventListener('change', keepChange, true)
  addEventListener('hop:hydrated', repeat, { once: true })
  // a reload, or a link to a section or to a moment of an instrument: that reader is here already
  // (`before-paint.tsx` has found that out; to ask where the page is scrolled to would lay it out now)
  if (document.documentElement.dataset.whole !== undefined) wake()
}
