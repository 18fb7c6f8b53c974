'use client'

import { lessonState } from '@/lib/study/progress-summary'
import { useProgress } from './use-progress'

/** Lessons read of those that are written, such as 1/4; 0 of them before storage has been read. */
export function ModuleFigure({ lessons }: { readonly lessons: readonly string[] }) {
  const known = useProgress()
  const done = lessons.filter((id) => known && lessonState(known.progress, id) === 'done').length
  return (
    <>
      <span aria-hidden="true">
        {done}/{lessons.length}
      </span>
      <span className="vh">
        {done} of {lessons.length} read
      </span>
    </>
  )
}
