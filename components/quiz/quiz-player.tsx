'use client'

import { useState } from 'react'
import { ProgressNotice } from '@/components/progress/progress-notice'
import { useProgress } from '@/components/progress/use-progress'
import type { Generated } from '@/lib/study/generators/generated'
import { markOf } from '@/lib/study/progress-summary'
import { AnswerKey } from './answer-key'
import { PastMark } from './past-mark'
import type { Question } from './question'
import { QuestionForm } from './question-form'

/** All questions of a lesson, one under the other, each with its own form. */
export function QuizPlayer({
  lesson,
  questions,
}: {
  readonly lesson: string
  readonly questions: readonly Question[]
}) {
  const known = useProgress()
  const [fresh, setFresh] = useState<Readonly<Record<string, Generated>>>({})
  const madeOf = (question: Question) =>
    fresh[question.id] ?? (question.kind === 'generated' ? question.made : null)
  return (
    <div className="quiz">
      <ProgressNotice />
      <nav aria-label="Questions">
        <ol className="qmarks">
          {questions.map(({ id }, index) => (
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
      {questions.map((question, index) => (
        <QuestionForm
          key={question.id}
          lesson={lesson}
          question={question}
          number={index + 1}
          of={questions.length}
          next={questions[index + 1]?.id ?? null}
          drill={question.kind === 'generated' ? known?.progress.drills[question.generator] : undefined}
          made={madeOf(question)}
          onMade={(made) => setFresh((before) => ({ ...before, [question.id]: made }))}
          record={known ? known.progress.quizzes[lesson]?.[question.id] : null}
        />
      ))}
      <AnswerKey questions={questions} madeOf={madeOf} />
    </div>
  )
}
