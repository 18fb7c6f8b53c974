'use client'

import { useCallback, useRef, useState } from 'react'

/** Code that is not there until somebody needs it. `ask` fetches it once, and again after an attempt that failed. */
export type Fetched<Code> = {
  readonly code: Code | null
  readonly failed: boolean
  readonly ask: () => void
}

/** What a widget needs only when something is changed. `load` stays the same between renders. */
export function useFetched<Code extends object>(load: () => Promise<Code>): Fetched<Code> {
  const [code, setCode] = useState<Code | null>(null)
  const [failed, setFailed] = useState(false)
  const asked = useRef(false)
  const ask = useCallback(() => {
    if (asked.current) return
    asked.current = true
    load().then(
      (fetched) => {
        setFailed(false)
        setCode(fetched)
      },
      () => {
        asked.current = false
        setFailed(true)
      },
    )
  }, [load])
  return { code, failed, ask }
}

/** For the element that holds the controls: who points at them, or goes there by key, is about to need the code. */
export function atFirstSign(ask: () => void) {
  return { onPointerEnter: ask, onPointerDown: ask, onFocus: ask }
}

/** What the live line says while code is on its way that a change needs. */
export function sayFetching(what: string, { failed }: Fetched<object>): string {
  return failed
    ? `${what} could not be fetched, so nothing has changed yet. Change something again when you are online.`
    : `${what} is being fetched. Your change follows as soon as it is here; until then you see what was before.`
}
