import type { Question } from './question'
import { RightAnswer } from './solution'

/** On paper only: the answers, on a page of their own behind the questions. */
export function AnswerKey({ questions }: { readonly questions: readonly Question[] }) {
  return (
    <div className="qkey" aria-hidden="true">
      <p className="q">Answers</p>
      {questions.map((question, index) => (
        <div key={question.id} id={keyId(question)}>
          <b>{index + 1}</b>
          <RightAnswer question={question} made={question.kind === 'generated' ? question.made : null} />
        </div>
      ))}
    </div>
  )
}

/** Where the key says what is right: a question with new numbers puts its new answer there. */
export function keyId({ id }: Question): string {
  return `key-${id}`
}
