'use client'

import { useEffect, useMemo, useRef } from 'react'
import { type Fetched, sayFetching, useFetched } from '@/components/widgets/frame/use-fetched'
import { type NatState, runKey } from './nat-state'
import { type PackedRun, type Played, unpackRun } from './packed-run'

export type ShownRun = {
  /** the last run that could be played, and the state that it belongs to */
  readonly of: NatState
  readonly run: Played
  /** why this is not yet the run of the state, as a sentence; null when it is */
  readonly waiting: string | null
  readonly engine: Fetched<typeof import('./nat-engine')>
}

const loadEngine = () => import('./nat-engine')

/** The run of a state. `first` is that of `begun`, made while the page was built; for any other the engine is fetched. */
export function useRun(state: NatState, begun: NatState, first: PackedRun): ShownRun {
  const engine = useFetched(loadEngine)
  const beginning = useMemo(() => unpackRun(first), [first])
  const play = useMemo(() => engine.code?.makePlayer() ?? null, [engine.code])
  const key = runKey(state)
  const isBeginning = key === runKey(begun)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step is no part of the run
  const played = useMemo(
    () => (isBeginning ? beginning : (play?.(state) ?? null)),
    [isBeginning, beginning, play, state.situation, state.tuned, state.more],
  )
  const shown = useRef({ of: state, run: beginning })
  if (played) shown.current = { of: state, run: played }
  const waits = played === null
  const { ask } = engine
  // biome-ignore lint/correctness/useExhaustiveDependencies: another change is another attempt
  useEffect(() => {
    if (waits) ask()
  }, [waits, key])
  return { ...shown.current, waiting: waits ? sayFetching('The network engine', engine) : null, engine }
}
