'use client'

import { ProgressNotice } from '@/components/progress/progress-notice'
import { useProgress } from '@/components/progress/use-progress'
import { markOf } from '@/lib/study/progress-summary'
import { PastMark } from './past-mark'

/** The questions by number, each with how it went the last time; and what there is to say about keeping that. */
export function QuestionMarks({ lesson, ids }: { readonly lesson: string; readonly ids: readonly string[] }) {
  const known = useProgress()
  return (
    <>
      <ProgressNotice />
      <nav aria-label="Questions">
        <ol className="qmarks">
          {ids.map((id, index) => (
            <li key={id}>
              <a href={`#q-${id}`}>
                <span className="vh">Question </span>
                {index + 1}
                <PastMark mark={known ? markOf(known.progress, lesson, id) : 'unanswered'} />
              </a>
            </li>
          ))}
        </ol>
      </nav>
    </>
  )
}
