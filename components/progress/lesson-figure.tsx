'use client'

import type { ReactNode } from 'react'
import { lessonState, percentRead } from '@/lib/study/progress-summary'
import { useProgress } from './use-progress'

/** The figure at the right of a hop: `rest` (minutes) until the lesson was begun, then how much of it is read. */
export function LessonFigure({ lesson, rest }: { readonly lesson: string; readonly rest: ReactNode }) {
  const known = useProgress()
  if (!known || lessonState(known.progress, lesson) === 'not started') return rest
  return lessonState(known.progress, lesson) === 'done' ? 'read' : `${percentRead(known.progress, lesson)}%`
}
