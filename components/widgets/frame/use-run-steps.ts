'use client'

import { useCallback, useLayoutEffect, useState } from 'react'
import { type Stepper, useStepper } from '@/components/motion/use-stepper'

/** Where to go, and whether to play on from there, once the run is there. */
type Wish = { readonly step: number; readonly plays: boolean }

/**
 * The steps of a run that may still be on its way (`waits`), when `count` is that of the run before. A step asked for meanwhile
 * belongs to the run that comes: it is kept and gone to then. `goTo` asks for a step of a run that is just being changed.
 */
export function useRunSteps(
  count: number,
  { waits, initial = 0 }: { readonly waits: boolean; readonly initial?: number },
): readonly [stepper: Stepper, goTo: (step: number) => void] {
  const stepper = useStepper(count, initial)
  const [wish, setWish] = useState<Wish | null>(null)
  const goTo = useCallback((step: number) => setWish({ step, plays: false }), [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: when there is somewhere to go
  useLayoutEffect(() => {
    if (wish === null || waits) return
    stepper.seek(wish.step)
    if (wish.plays) stepper.togglePlay()
    setWish(null)
  }, [wish, waits])

  if (!waits) return [stepper, goTo]
  const move = (by: number) =>
    setWish((before) => ({ step: Math.max(0, (before?.step ?? stepper.index) + by), plays: false }))
  const kept: Stepper = {
    ...stepper,
    playing: wish?.plays ?? false,
    seek: goTo,
    first: () => goTo(0),
    back: () => move(-1),
    next: () => move(1),
    togglePlay: () =>
      setWish((before) => ({ step: before?.step ?? stepper.index, plays: !(before?.plays ?? false) })),
  }
  return [kept, goTo]
}
