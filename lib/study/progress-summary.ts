import type { Progress } from './progress'

/** A question that has never been answered, was right the last time, or wrong. */
export type Mark = 'unanswered' | 'right' | 'wrong'

export function markOf(progress: Progress, lesson: string, item: string): Mark {
  const record = progress.quizzes[lesson]?.[item]
  if (!record) return 'unanswered'
  return record.last.score === 1 ? 'right' : 'wrong'
}

/** Percent read, rounded down so that 100 means the end was reached. */
export function percentRead(progress: Progress, lesson: string): number {
  return Math.floor((progress.lessons[lesson]?.read ?? 0) * 100)
}

/** Of the questions named (those that the lesson has today): how many were ever answered, and how many rightly. */
export function quizScore(
  progress: Progress,
  lesson: string,
  items: readonly string[],
): { readonly answered: number; readonly right: number; readonly of: number } {
  const records = items.flatMap((id) => progress.quizzes[lesson]?.[id] ?? [])
  return {
    answered: records.length,
    right: records.filter((record) => record.firstRight !== null).length,
    of: items.length,
  }
}

export type LessonState = 'not started' | 'started' | 'done'

/** Done when read to its end; started when read at all or when a question was answered. */
export function lessonState(progress: Progress, lesson: string): LessonState {
  const record = progress.lessons[lesson]
  if (record && record.done !== null) return 'done'
  return record || progress.quizzes[lesson] ? 'started' : 'not started'
}

export type MetMisconception = {
  readonly misconception: string
  readonly lesson: string
  readonly item: string
  readonly times: number
  readonly at: number
}

/** Misconceptions of questions whose last answer was wrong, latest first: what is worth another look. */
export function misconceptionsToRevisit(progress: Progress): readonly MetMisconception[] {
  const met: MetMisconception[] = []
  for (const [lesson, quiz] of Object.entries(progress.quizzes)) {
    for (const [item, record] of Object.entries(quiz)) {
      if (record.last.score === 1) continue
      for (const [misconception, { times, at }] of Object.entries(record.misconceptions)) {
        met.push({ misconception, lesson, item, times, at })
      }
    }
  }
  return met.sort((a, b) => b.at - a.at || (a.misconception < b.misconception ? -1 : 1))
}

/** A misconception that a drill has shown. */
export type DrilledMisconception = Omit<MetMisconception, 'lesson' | 'item'> & { readonly drill: string }

/** Misconceptions of drills whose last question was answered wrongly, latest first. */
export function drillsToRevisit({ drills }: Progress): readonly DrilledMisconception[] {
  return Object.entries(drills)
    .filter(([, { streak }]) => streak === 0)
    .flatMap(([drill, { misconceptions }]) =>
      Object.entries(misconceptions).map(([misconception, met]) => ({ misconception, drill, ...met })),
    )
    .sort((a, b) => b.at - a.at || (a.misconception < b.misconception ? -1 : 1))
}

/**
 * Where to go on: the lesson read last if it is not done, else the first lesson of `order` after it that is not done,
 * else the first not done at all. Null when everything is done or nothing was begun.
 */
export function whereToContinue(
  progress: Progress,
  order: readonly string[],
): { readonly lesson: string; readonly place: string | null; readonly read: number } | null {
  const begun = order.filter((lesson) => progress.lessons[lesson])
  const last = begun.sort((a, b) => (progress.lessons[b]?.at ?? 0) - (progress.lessons[a]?.at ?? 0))[0]
  if (!last) return null
  const from = order.indexOf(last)
  const lesson = [...order.slice(from), ...order.slice(0, from)].find(
    (one) => lessonState(progress, one) !== 'done',
  )
  if (!lesson) return null
  const record = progress.lessons[lesson]
  return { lesson, place: record?.place ?? null, read: record?.read ?? 0 }
}
