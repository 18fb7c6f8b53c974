'use client'

import { useEffect, useState } from 'react'
import { useReducedMotion } from './use-reduced-motion'

export type Speed = 0.5 | 1 | 2

/** Where a reader is in a row of steps, and the acts that move on. Indexes count from 0. */
export type Stepper = {
  readonly index: number
  readonly count: number
  readonly playing: boolean
  readonly speed: Speed
  /** the last act went one step forward, so the step may be shown moving */
  readonly moved: boolean
  readonly seek: (index: number) => void
  readonly first: () => void
  readonly back: () => void
  readonly next: () => void
  readonly togglePlay: () => void
  readonly setSpeed: (speed: Speed) => void
}

/** A travel of 600 ms, a rest, and time to read; with reduced motion one step every 2 s. */
const STEP_MS = 2000
const REDUCED_STEP_MS = 2000

export function useStepper(count: number, initial = 0): Stepper {
  const reduced = useReducedMotion()
  const [{ index, moved }, setPlace] = useState({ index: initial, moved: false })
  const [wantsToPlay, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>(1)
  const last = Math.max(0, count - 1)
  const playing = wantsToPlay && index < last

  useEffect(() => {
    if (!playing) return
    const timer = setTimeout(
      () => {
        setPlace({ index: index + 1, moved: true })
        if (index + 1 >= last) setPlaying(false)
      },
      reduced ? REDUCED_STEP_MS : STEP_MS / speed,
    )
    return () => clearTimeout(timer)
  }, [playing, index, last, speed, reduced])

  function go(to: number) {
    const bounded = Math.min(last, Math.max(0, to))
    setPlace({ index: bounded, moved: bounded === index + 1 })
  }
  function halt(to: number) {
    setPlaying(false)
    go(to)
  }
  return {
    index: Math.min(index, last),
    count,
    playing,
    speed,
    moved,
    seek: halt,
    first: () => halt(0),
    back: () => halt(index - 1),
    next: () => halt(index + 1),
    togglePlay: () => {
      if (!playing && index >= last) go(0)
      setPlaying(!playing)
    },
    setSpeed,
  }
}
