'use client'

import { useEffect } from 'react'

/** Says on <html> that the runtime has taken the page over: the loader then repeats what was pressed before. */
export function Hydrated() {
  useEffect(() => {
    document.documentElement.dataset.hydrated = ''
    dispatchEvent(new Event('hop:hydrated'))
  }, [])
  return null
}
