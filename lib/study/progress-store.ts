import type { Drawer, Keeping } from '../storage'
import { mergeProgress } from './merge-progress'
import { emptyProgress, formatProgress, type Progress, parseProgress, type Unreadable } from './progress'

/** A text that was found where progress belongs, and where it is now. `key` is null when it could not be copied. */
export type SetAside = {
  readonly key: string | null
  readonly problem: Unreadable
  readonly detail: string
}

/** What a view needs. The object stays the same until something changes, as `useSyncExternalStore` asks. */
export type ProgressSnapshot = {
  readonly progress: Progress
  readonly keeping: Keeping
  readonly setAside: readonly SetAside[]
}

export type Imported =
  | { readonly imported: true; readonly lessons: number; readonly questions: number }
  | { readonly imported: false; readonly reason: string }

export type ProgressStore = {
  subscribe(listener: () => void): () => void
  get(): ProgressSnapshot
  /** Applies `change` to everything known, this tab's and the others', and keeps the result. */
  update(change: (progress: Progress, now: number) => Progress): void
  exportText(): string
  /** Merges an exported file in. A file that is not progress changes nothing and is refused with a sentence. */
  importText(text: string): Imported
  /** Forgets everything, here and in other tabs. What was set aside stays. */
  reset(): void
}

/** What server HTML shows, and the first client render: nothing is known yet. */
export const unknownProgress: ProgressSnapshot = Object.freeze({
  progress: emptyProgress,
  keeping: 'kept',
  setAside: Object.freeze([]),
})

/**
 * Progress in this browser. `main` is where it lives. While a later version of the course lives there, this one leaves `main`
 * alone and uses `own`; once `main` can be read again, `own` is merged in.
 */
export function createProgressStore(main: Drawer, own: Drawer, now: () => number): ProgressStore {
  const listeners = new Set<() => void>()
  const noticed = new Map<string, SetAside>()
  let snapshot = unknownProgress
  let home = main

  collect()
  for (const drawer of [main, own]) drawer.watch(heardOtherTab)

  /** Merges what both drawers hold into what this tab knows, and chooses `home`. Answers whether `home` may be written. */
  function collect(): boolean {
    let { progress, keeping } = snapshot
    const untouchable = new Set<Drawer>()
    home = main
    for (const drawer of [main, own]) {
      const { text, keeping: readable } = drawer.read()
      if (readable !== 'kept') keeping = readable
      if (text === null) continue
      const parsed = parseProgress(text)
      if (parsed.progress) {
        progress = mergeProgress(progress, parsed.progress)
        continue
      }
      const key = drawer.setAside(text)
      noticed.set(text, { key, problem: parsed.problem, detail: parsed.detail })
      if (drawer === main && parsed.problem === 'future') home = own
      else if (key === null) untouchable.add(drawer)
    }
    // a text of which there is no copy is not overwritten: this tab remembers, the browser does not
    const writable = !untouchable.has(home)
    show({ progress, keeping: writable ? keeping : 'full', setAside: [...noticed.values()] })
    return writable
  }

  function show(next: ProgressSnapshot) {
    const same =
      next.keeping === snapshot.keeping &&
      next.setAside.length === snapshot.setAside.length &&
      formatProgress(next.progress) === formatProgress(snapshot.progress)
    if (same) return
    snapshot = Object.freeze(next)
    for (const listener of listeners) listener()
  }

  function keep() {
    show({ ...snapshot, keeping: home.write(formatProgress(snapshot.progress)) })
  }

  function update(change: (progress: Progress, now: number) => Progress) {
    const writable = collect()
    show({ ...snapshot, progress: change(snapshot.progress, now()) })
    if (writable) keep()
  }

  function heardOtherTab() {
    const writable = collect()
    const { text } = home.read()
    // two tabs wrote at the same moment and this one's part is missing there; a drawer that was emptied stays empty
    if (writable && text !== null && text !== formatProgress(snapshot.progress)) keep()
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    get: () => snapshot,
    update,
    exportText: () => `${JSON.stringify(JSON.parse(formatProgress(snapshot.progress)), null, 2)}\n`,
    importText(text) {
      const parsed = parseProgress(text)
      if (!parsed.progress) return { imported: false, reason: parsed.detail }
      const theirs = parsed.progress
      update((ours) => mergeProgress(ours, { ...theirs, generation: ours.generation }))
      return {
        imported: true,
        lessons: Object.keys(theirs.lessons).length,
        questions: Object.values(theirs.quizzes).reduce((sum, quiz) => sum + Object.keys(quiz).length, 0),
      }
    },
    reset: () => update(({ generation }) => ({ ...emptyProgress, generation: generation + 1 })),
  }
}
