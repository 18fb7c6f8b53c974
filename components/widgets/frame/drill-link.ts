import type { DrillTitle } from './drill-start'
import { type MomentCodec, momentCodec, oneWord, whole } from './moment-codec'

/** A question of a drill panel: which drill, and the number of its question, from which its numbers are made; 0 is the reader's next. */
export type DrillPlace = { readonly drill: string; readonly question: number }

const MOST_QUESTIONS = 100_000

/** `#drill1&drill=nat/passes&question=7`, beside the links to moments of the same page. */
export function drillCodec(drills: readonly DrillTitle[]): MomentCodec<DrillPlace> {
  const names = drills.map(({ name }) => name)
  return momentCodec<DrillPlace>({
    kind: 'drill',
    version: 1,
    parts: { drill: oneWord(names), question: whole(0, MOST_QUESTIONS) },
    initial: { drill: names[0], question: 0 },
  })
}
