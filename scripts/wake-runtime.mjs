/**
 * Runs in the page, as text: fetches the runtime at the reader's first sign, and repeats what was pressed before it had taken the
 * page over. Links, disclosures, popovers and inputs are native and need no repeating.
 * @param {readonly { src: string, id?: string }[]} scripts
 */
export function wakeRuntime(scripts) {
  const signs = ['pointerdown', 'pointermove', 'touchstart', 'keydown', 'scroll', 'focusin', 'wheel']
  const listening = { capture: true, passive: true }
  const pressed = []

  function wake() {
    for (const sign of signs) removeEventListener(sign, wake, listening)
    for (const { src, id } of scripts) {
      const script = document.createElement('script')
      script.src = src
      if (id) script.id = id
      // fetched together, run in order: the payload has to be there when the runtime reads it
      script.async = false
      document.head.append(script)
    }
  }

  function keepClick(event) {
    const button = event.target.closest?.('button, [role="button"]')
    if (!button || button.disabled || button.popoverTargetElement) return
    if (button.type === 'submit' && button.form) return
    pressed.push(() => button.isConnected && button.click())
  }

  function keepSubmit(event) {
    event.preventDefault()
    const { target, submitter } = event
    pressed.push(() => target.isConnected && target.requestSubmit(submitter?.isConnected ? submitter : null))
  }

  function keepChange({ target }) {
    pressed.push(() => target.isConnected && target.dispatchEvent(new Event('change', { bubbles: true })))
  }

  function repeat() {
    removeEventListener('click', keepClick, true)
    removeEventListener('submit', keepSubmit, true)
    removeEventListener('change', keepChange, true)
    for (const again of pressed) again()
  }

  /** Lays out what the style sheet has put off, as many pieces as an idle moment holds, so that none keeps the reader waiting. */
  function layOut(pieces, moment) {
    do {
      const piece = pieces.shift()
      if (!piece) return
      piece.dataset.laid = ''
      // asking for its height lays it out now
      piece.getBoundingClientRect()
    } while (moment && moment.timeRemaining() > 25)
    idle((next) => layOut(pieces, next))
  }

  function idle(task) {
    // Safari has no requestIdleCallback
    if (window.requestIdleCallback) requestIdleCallback(task)
    else setTimeout(task, 16)
  }

  for (const sign of signs) addEventListener(sign, wake, listening)
  addEventListener('load', () => {
    const putOff = '.les > :is(.figw, .pred, .brk, .tblw, .say-aloud, details), .quiz > *'
    idle((moment) => layOut([...document.querySelectorAll(putOff)], moment))
  })
  addEventListener('click', keepClick, true)
  addEventListener('submit', keepSubmit, true)
  addEventListener('change', keepChange, true)
  addEventListener('hop:hydrated', repeat, { once: true })
  // a reload, or a link to a section, may begin half way down: that reader is here already
  if (scrollY > 0) wake()
}
