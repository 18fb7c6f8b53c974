'use client'

import { useEffect, useState } from 'react'

/**
 * `value`, but not before what else changed with it is on the screen: for the part of a view that costs much and may follow the
 * rest a moment later. The first render has it at once.
 */
export function useAfterPaint<Value>(value: Value): Value {
  const [shown, setShown] = useState(value)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    // a frame begins, it is painted, then comes the task
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setShown(value))
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [value])
  return shown
}
