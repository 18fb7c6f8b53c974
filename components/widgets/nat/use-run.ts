'use client'

import { useEffect, useMemo, useRef } from 'react'
import { useAfterPaint } from '@/components/motion/use-after-paint'
import { type Fetched, sayFetching, useFetched } from '@/components/widgets/frame/use-fetched'
import { type NatState, runKey } from './nat-state'
import { type PackedRun, type Played, unpackRun } from './packed-run'

export type ShownRun = {
  /** the last run that could be played, and the state that it belongs to */
  readonly of: NatState
  readonly run: Played
  /** this is not yet the run of the state */
  readonly waits: boolean
  /** why it will take a while, as a sentence; null when it does not */
  readonly waiting: string | null
  readonly engine: Fetched<typeof import('./nat-engine')>
}

const loadEngine = () => import('./nat-engine')

/**
 * The run of a state. `first` is that of `begun`, made while the page was built; for any other the engine is fetched. What a reader
 * pressed is answered on the screen first, and then the engine runs.
 */
export function useRun(state: NatState, begun: NatState, first: PackedRun): ShownRun {
  const engine = useFetched(loadEngine)
  const due = useAfterPaint(state)
  const beginning = useMemo(() => unpackRun(first), [first])
  const play = useMemo(() => engine.code?.makePlayer() ?? null, [engine.code])
  const key = runKey(due)
  const isBeginning = key === runKey(begun)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step is no part of the run
  const played = useMemo(
    () => (isBeginning ? beginning : (play?.(due) ?? null)),
    [isBeginning, beginning, play, due.situation, due.tuned, due.more],
  )
  const shown = useRef({ of: due, run: beginning })
  if (played) shown.current = { of: due, run: played }
  const lacks = played === null
  const { ask } = engine
  // biome-ignore lint/correctness/useExhaustiveDependencies: another change is another attempt
  useEffect(() => {
    if (lacks) ask()
  }, [lacks, key])
  return {
    ...shown.current,
    waits: lacks || due !== state,
    waiting: lacks ? sayFetching('The network engine', engine) : null,
    engine,
  }
}
