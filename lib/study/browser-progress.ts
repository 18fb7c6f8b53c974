import { openDrawer } from '../storage'
import { VERSION } from './progress'
import { createProgressStore } from './progress-store'
import { type Answered, recordAnswer, recordDrill, recordReading } from './record-progress'

const main = openDrawer('progress')
const own = openDrawer(`progress:v${VERSION}`)

/** The progress of this browser. Pages load it when they need it: it brings the schema checker with it. */
export const browserProgress = createProgressStore(main, own, Date.now)

/** Puts an answer on record; of a generated question also under its generator, `drill`. */
export function keepAnswer(lesson: string, item: string, answered: Answered, drill: string | null): void {
  browserProgress.update((progress, now) => {
    const kept = recordAnswer(progress, lesson, item, answered, now)
    if (drill === null) return kept
    // its misconceptions are on record under the question
    return recordDrill(kept, drill, { right: answered.score === 1, misconceptions: [] }, now)
  })
}

/** Counts one try of an instrument's drill. */
export function keepDrill(
  drill: string,
  tried: { readonly right: boolean; readonly misconceptions: readonly string[] },
): void {
  browserProgress.update((progress, now) => recordDrill(progress, drill, tried, now))
}

export function keepReading(
  lesson: string,
  reading: { readonly read: number; readonly place: string | null },
): void {
  browserProgress.update((progress, now) => recordReading(progress, lesson, reading, now))
}

/** The file to save: its name and its text. */
export function exportFile(): { readonly name: string; readonly text: string } {
  const today = new Date().toISOString().slice(0, 10)
  return { name: `hop-by-hop-progress-${today}.json`, text: browserProgress.exportText() }
}

/** Texts that were once found in the place of progress and set aside, oldest first. */
export function listSetAside(): readonly { readonly key: string; readonly text: string }[] {
  return [main, own].flatMap((drawer) => drawer.aside())
}
