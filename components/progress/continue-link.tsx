'use client'

import { whereToContinue } from '@/lib/study/progress-summary'
import { useProgress } from './use-progress'

/** A lesson that one can go to. `number` is shown, `id` is its name in links and records. */
export type Goal = { readonly id: string; readonly number: string; readonly title: string }

/**
 * The one main action of the home page: where to begin, and for who has begun, where to go on. `lessons` are the written ones in
 * reading order. The button keeps its place; only its words and its aim change.
 */
export function ContinueLink({ lessons }: { readonly lessons: readonly Goal[] }) {
  const known = useProgress()
  const goal =
    known &&
    whereToContinue(
      known.progress,
      lessons.map(({ id }) => id),
    )
  const lesson = lessons.find(({ id }) => id === goal?.lesson) ?? lessons[0]
  if (!lesson) return null
  const place = goal?.place ? `#${goal.place}` : ''
  return (
    <a className="btn pri" href={`/learn/${lesson.id}/${place}`}>
      {goal ? 'Continue' : 'Start'}: {lesson.number} {lesson.title}
    </a>
  )
}
