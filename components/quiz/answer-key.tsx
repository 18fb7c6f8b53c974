import type { Generated } from '@/lib/study/generators/generated'
import type { Question } from './question'
import { RightAnswer } from './solution'

/** On paper only: the answers, on a page of their own behind the questions. */
export function AnswerKey({
  questions,
  madeOf,
}: {
  readonly questions: readonly Question[]
  readonly madeOf: (question: Question) => Generated | null
}) {
  return (
    <div className="qkey" aria-hidden="true">
      <p className="q">Answers</p>
      {questions.map((question, index) => (
        <div key={question.id}>
          <b>{index + 1}</b>
          <RightAnswer question={question} made={madeOf(question)} />
        </div>
      ))}
    </div>
  )
}
