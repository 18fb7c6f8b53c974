import { type Drill, type DrillQuestion, seedOf } from '@/lib/study/drills/drill'
import { seededRandom } from '@/lib/study/seeded-random'

/** What a drill panel begins with, as plain data: which drills there are, and the first question of the first. */
export type DrillStart = {
  readonly drills: readonly DrillTitle[]
  readonly first: DrillQuestion
}

export type DrillTitle = Pick<Drill, 'name' | 'title'>

/** Made while the page is built, so that the drills themselves are fetched when a reader begins. */
export function startOf(drills: readonly Drill[]): DrillStart {
  return {
    drills: drills.map(({ name, title }) => ({ name, title })),
    first: questionOf(drills[0], 1),
  }
}

/** The question with the number `turn`, from 1. */
export function questionOf(drill: Drill, turn: number): DrillQuestion {
  return drill.ask(seededRandom(seedOf(turn)))
}
