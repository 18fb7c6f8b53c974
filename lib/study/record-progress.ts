import type { DrillRecord, ItemRecord, Progress, ReadingRecord } from './progress'

/** One answer as it was scored. `score` 1 is right; `misconceptions` are those that the answer shows. */
export type Answered = {
  readonly score: number
  readonly answer: readonly string[]
  readonly misconceptions: readonly string[]
}

/** Puts an answer to question `item` of `lesson` (`module/lesson`) on record. */
export function recordAnswer(
  progress: Progress,
  lesson: string,
  item: string,
  answered: Answered,
  now: number,
): Progress {
  const quiz = progress.quizzes[lesson] ?? {}
  const record = answer(quiz[item], answered, now)
  return { ...progress, quizzes: { ...progress.quizzes, [lesson]: { ...quiz, [item]: record } } }
}

function answer(
  before: ItemRecord | undefined,
  { score, answer, misconceptions }: Answered,
  now: number,
): ItemRecord {
  return {
    attempts: (before?.attempts ?? 0) + 1,
    best: Math.max(before?.best ?? 0, score),
    first: before?.first ?? { at: now, score },
    last: { at: now, score, answer: answer.map((part) => part.slice(0, 500)).slice(0, 40) },
    firstRight: before?.firstRight ?? (score === 1 ? now : null),
    misconceptions: meet(before?.misconceptions, misconceptions, now),
  }
}

type Met = ItemRecord['misconceptions']

function meet(before: Met | undefined, names: readonly string[], now: number): Met {
  const met = { ...before }
  for (const name of names) met[name] = { times: (met[name]?.times ?? 0) + 1, at: now }
  return met
}

/** Puts on record that `lesson` was read as far as `read` (0 to 1) and that the reader is at the heading `place`. */
export function recordReading(
  progress: Progress,
  lesson: string,
  { read, place }: { readonly read: number; readonly place: string | null },
  now: number,
): Progress {
  const before = progress.lessons[lesson]
  const record: ReadingRecord = {
    read: Math.max(before?.read ?? 0, Math.min(1, Math.max(0, read))),
    place,
    at: now,
    done: before?.done ?? (read >= 1 ? now : null),
  }
  return { ...progress, lessons: { ...progress.lessons, [lesson]: record } }
}

/**
 * Counts one try of a drill: a question whose numbers are fresh each time, under its generator's name, with the misconceptions
 * that a wrong answer shows.
 */
export function recordDrill(
  progress: Progress,
  drill: string,
  { right, misconceptions }: { readonly right: boolean; readonly misconceptions: readonly string[] },
  now: number,
): Progress {
  const before = progress.drills[drill]
  const streak = right ? (before?.streak ?? 0) + 1 : 0
  const record: DrillRecord = {
    tried: (before?.tried ?? 0) + 1,
    right: (before?.right ?? 0) + (right ? 1 : 0),
    streak,
    bestStreak: Math.max(before?.bestStreak ?? 0, streak),
    at: now,
    misconceptions: meet(before?.misconceptions, misconceptions, now),
  }
  return { ...progress, drills: { ...progress.drills, [drill]: record } }
}
