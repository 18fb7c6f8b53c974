import type { CSSProperties } from 'react'
import { Island } from '@/components/widgets/frame/island'
import { readQuiz } from '@/lib/course/read-quiz'
import { sectionTitle } from '@/lib/course/section-title'
import { AnswerKey } from './answer-key'
import { prepareQuestion } from './prepare-question'
import { QuestionForm } from './question-form'
import { QuestionMarks } from './question-marks'

/** What a question takes on a phone, for the place that is kept until the quiz is laid out (`lesson.css`). */
const QUESTION_PX = 600

/**
 * The quiz of a lesson (`module/lesson`), from its `quiz.yaml`: complete HTML, and every question an island of its own, so that
 * the first answer waits for no other question.
 */
export function Quiz({ lesson }: { readonly lesson: string }) {
  const questions = readQuiz(lesson).items.map((item) => prepareQuestion(lesson, item))
  const ids = questions.map(({ id }) => id)
  return (
    <div className="quiz" style={{ '--tall': `${questions.length * QUESTION_PX}px` } as CSSProperties}>
      <Island name="question-marks" of={QuestionMarks} player={{ lesson, ids }} wakes="sign" />
      {questions.map((question, index) => (
        <Island
          key={question.id}
          name="question"
          of={QuestionForm}
          player={{
            lesson,
            question,
            sectionTitle: sectionTitle(lesson, question.section) ?? question.section,
            number: index + 1,
            of: questions.length,
            next: questions[index + 1]?.id ?? null,
          }}
        />
      ))}
      <AnswerKey questions={questions} />
    </div>
  )
}
