import { openDrawer } from '../storage'
import { VERSION } from './progress'
import { createProgressStore } from './progress-store'
import { type Answered, recordAnswer, recordReading } from './record-progress'

/** The progress of this browser. Pages load it when they need it: it brings the schema checker with it. */
export const browserProgress = createProgressStore(
  openDrawer('progress'),
  openDrawer(`progress:v${VERSION}`),
  Date.now,
)

export function keepAnswer(lesson: string, item: string, answered: Answered): void {
  browserProgress.update((progress, now) => recordAnswer(progress, lesson, item, answered, now))
}

export function keepReading(
  lesson: string,
  reading: { readonly read: number; readonly place: string | null },
): void {
  browserProgress.update((progress, now) => recordReading(progress, lesson, reading, now))
}
