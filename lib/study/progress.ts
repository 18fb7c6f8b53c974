import * as z from 'zod/mini'

/**
 * What a learner did, as one plain document. Lessons and questions are named by slug, never by position, so that a
 * lesson put in between moves nobody's marks. Every time is milliseconds since 1970 (`Date.now()` of the reader's machine).
 */

// without this zod tries `new Function`, which a strict content security policy reports as an offence
z.config({ jitless: true })

export const VERSION = 1
export const APP = 'hop-by-hop'

const time = z.number().check(z.nonnegative())
const count = z.int().check(z.nonnegative())
const share = z.number().check(z.minimum(0), z.maximum(1))
/** `module/lesson`, or a question's id: never `__proto__`, which a record cannot hold. */
const slug = z.string().check(z.regex(/^[a-z0-9][a-z0-9./-]{0,120}$/))
const label = z.string().check(z.maxLength(200))

/** What was answered: texts, in the order in which the question's kind reads them (see `score.ts`). */
const answer = z.readonly(z.array(z.string().check(z.maxLength(500))).check(z.maxLength(40)))

const readingRecord = z.readonly(
  z.object({
    /** The furthest that was read, 0 to 1. */
    read: share,
    /** Where reading stopped: the id of a heading, null for the top. */
    place: z.nullable(label),
    /** When `place` was written: the later one wins. */
    at: time,
    /** When the lesson was first read to its end, null while it was not. */
    done: z.nullable(time),
  }),
)

/** Misconceptions met, each with how often and when last. */
const misconceptions = z.readonly(z.record(label, z.readonly(z.object({ times: count, at: time }))))

const itemRecord = z.readonly(
  z.object({
    attempts: count,
    best: share,
    first: z.readonly(z.object({ at: time, score: share })),
    last: z.readonly(z.object({ at: time, score: share, answer })),
    /** When it was first answered rightly. */
    firstRight: z.nullable(time),
    misconceptions,
  }),
)

const drillRecord = z.readonly(
  z.object({
    tried: count,
    right: count,
    streak: count,
    bestStreak: count,
    at: time,
    // records from before drills named them have none
    misconceptions: z._default(misconceptions, {}),
  }),
)

const progressSchema = z.readonly(
  z.object({
    /** Counts resets. A document of a later generation replaces one of an earlier, so that no other tab brings it back. */
    generation: count,
    lessons: z.readonly(z.record(slug, readingRecord)),
    quizzes: z.readonly(z.record(slug, z.readonly(z.record(slug, itemRecord)))),
    drills: z.readonly(z.record(slug, drillRecord)),
  }),
)

export type Progress = z.infer<typeof progressSchema>
export type ReadingRecord = z.infer<typeof readingRecord>
export type ItemRecord = z.infer<typeof itemRecord>
export type DrillRecord = z.infer<typeof drillRecord>

export const emptyProgress: Progress = Object.freeze({
  generation: 0,
  lessons: Object.freeze({}),
  quizzes: Object.freeze({}),
  drills: Object.freeze({}),
})

/** Why a text is not progress: `corrupt` = not JSON, `foreign` = JSON of something else, `future` = of a later version. */
export type Unreadable = 'corrupt' | 'foreign' | 'future'

export type Parsed =
  | { readonly progress: Progress; readonly problem: null }
  | { readonly progress: null; readonly problem: Unreadable; readonly detail: string }

/** Reads a stored or imported text. Never throws. `detail` is a sentence for people. */
export function parseProgress(text: string): Parsed {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse('corrupt', 'It is not complete: it cannot be read as JSON.')
  }
  const envelope = envelopeSchema.safeParse(value)
  if (!envelope.success) return refuse('foreign', 'It was not written by Hop by Hop.')
  const { version, data } = envelope.data
  if (version > VERSION) {
    return refuse(
      'future',
      `It was written by a later version of the course (format ${version}; this one reads up to ${VERSION}).`,
    )
  }
  const parsed = progressSchema.safeParse(migrate(version, data))
  if (parsed.success) return { progress: parsed.data, problem: null }
  const [issue] = parsed.error.issues
  return refuse('foreign', `The entry "${issue?.path.join(' › ') || 'data'}" does not hold what it should.`)
}

/** The text that `parseProgress` reads back. Keys are sorted, so that equal progress is equal text. */
export function formatProgress(progress: Progress): string {
  return JSON.stringify({ app: APP, kind: 'progress', version: VERSION, data: progress }, sortKeys)
}

const envelopeSchema = z.object({
  app: z.literal(APP),
  kind: z.literal('progress'),
  version: z.int().check(z.minimum(1)),
  data: z.unknown(),
})

/** One function per step, `migrations[n]` turns the data of version n into that of version n + 1. */
const migrations: Readonly<Record<number, (data: unknown) => unknown>> = {}

function migrate(from: number, data: unknown): unknown {
  let current = data
  for (let version = from; version < VERSION; version += 1) current = migrations[version]?.(current)
  return current
}

function refuse(problem: Unreadable, detail: string): Parsed {
  return { progress: null, problem, detail }
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
