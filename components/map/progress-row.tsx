'use client'

import type { ReactNode } from 'react'
import { useProgress } from '@/components/progress/use-progress'
import { lessonState, whereToContinue } from '@/lib/study/progress-summary'

/**
 * A module's row, drawn by what the reader has done: to do, here, done. `lessons` are the written ones of the module, `order`
 * those of the course; a module that is not wholly written cannot be done.
 */
export function ProgressRow({
  slug,
  lessons,
  whole,
  order,
  children,
}: {
  readonly slug: string
  readonly lessons: readonly string[]
  readonly whole: boolean
  readonly order: readonly string[]
  readonly children: ReactNode
}) {
  const progress = useProgress()?.progress
  const here = progress && whereToContinue(progress, order)?.lesson
  const done = whole && progress && lessons.every((id) => lessonState(progress, id) === 'done')
  const state = here && lessons.includes(here) ? 'now' : done ? 'done' : 'todo'
  return (
    <li id={slug} className={`row ${state}`}>
      {children}
    </li>
  )
}
