import type { DrillRecord, ItemRecord, Progress, ReadingRecord } from './progress'

/**
 * The join of two documents: whatever order tabs, reloads and imports come in, the result is the same, and no better record
 * is lost. Counters take the larger, firsts the earlier, lasts the later. Commutative, associative, idempotent.
 */
export function mergeProgress(a: Progress, b: Progress): Progress {
  if (a.generation !== b.generation) return a.generation > b.generation ? a : b
  return {
    generation: a.generation,
    lessons: mergeRecords(a.lessons, b.lessons, mergeReading),
    quizzes: mergeRecords(a.quizzes, b.quizzes, (x, y) => mergeRecords(x, y, mergeItem)),
    drills: mergeRecords(a.drills, b.drills, mergeDrill),
  }
}

function mergeReading(a: ReadingRecord, b: ReadingRecord): ReadingRecord {
  // only what the later one brings may break a tie, or three tabs could disagree about the order of merging
  const { place, at } = laterOf({ place: a.place, at: a.at }, { place: b.place, at: b.at })
  return { read: Math.max(a.read, b.read), place, at, done: earlier(a.done, b.done) }
}

function mergeItem(a: ItemRecord, b: ItemRecord): ItemRecord {
  return {
    attempts: Math.max(a.attempts, b.attempts),
    best: Math.max(a.best, b.best),
    first: earlierOf(a.first, b.first),
    last: laterOf(a.last, b.last),
    firstRight: earlier(a.firstRight, b.firstRight),
    misconceptions: mergeMet(a.misconceptions, b.misconceptions),
  }
}

type Met = ItemRecord['misconceptions']

function mergeMet(a: Met, b: Met): Met {
  return mergeRecords(a, b, (x, y) => ({ times: Math.max(x.times, y.times), at: Math.max(x.at, y.at) }))
}

function mergeDrill(a: DrillRecord, b: DrillRecord): DrillRecord {
  return {
    tried: Math.max(a.tried, b.tried),
    right: Math.max(a.right, b.right),
    // the streak is a state, not a record: the later one is true
    streak: laterOf({ streak: a.streak, at: a.at }, { streak: b.streak, at: b.at }).streak,
    bestStreak: Math.max(a.bestStreak, b.bestStreak),
    at: Math.max(a.at, b.at),
    misconceptions: mergeMet(a.misconceptions, b.misconceptions),
  }
}

function mergeRecords<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  merge: (x: T, y: T) => T,
): Readonly<Record<string, T>> {
  const merged: Record<string, T> = { ...a }
  for (const [key, theirs] of Object.entries(b)) {
    const ours = Object.hasOwn(a, key) ? a[key] : undefined
    merged[key] = ours === undefined ? theirs : merge(ours, theirs)
  }
  return merged
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}

/** Of two with the same time either could be meant: the text decides, so that both tabs decide alike. */
function laterOf<T extends { readonly at: number }>(a: T, b: T): T {
  if (a.at !== b.at) return a.at > b.at ? a : b
  return tie(a) >= tie(b) ? a : b
}

function earlierOf<T extends { readonly at: number }>(a: T, b: T): T {
  if (a.at !== b.at) return a.at < b.at ? a : b
  return tie(a) >= tie(b) ? a : b
}

function tie(value: object): string {
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
