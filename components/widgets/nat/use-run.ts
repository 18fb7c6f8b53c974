'use client'

import { useMemo, useRef } from 'react'
import { doAct, type Lab, openLab, type Run, runOf } from '@/lib/net/nat-lab/lab'
import { basePlan, type NatState } from './nat-state'

type Kept = { readonly key: string; readonly lab: Lab; readonly done: NatState['more'] }

/** The run of a state. One act more than last time goes on from there; anything else is played from the beginning. */
export function useRun(state: NatState): Run {
  const { situation, tuned, more } = state
  const kept = useRef<Kept | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step is no part of the run
  return useMemo(() => {
    const key = `${situation} ${JSON.stringify(tuned)}`
    const last = kept.current
    const goesOn = last?.key === key && last.done.every((act, index) => more[index] === act)
    const lab = goesOn ? last.lab : openLab(basePlan(state))
    for (const act of more.slice(goesOn ? last.done.length : 0)) doAct(lab, act)
    kept.current = { key, lab, done: more }
    return runOf(lab)
  }, [situation, tuned, more])
}
