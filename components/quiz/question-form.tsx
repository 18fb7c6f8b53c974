'use client'

import { type FormEvent, useRef, useState } from 'react'
import { loadProgress, useProgress } from '@/components/progress/use-progress'
import { LayerBadge } from '@/components/ui/layer-badge'
import type { DrillRecord, ItemRecord } from '@/lib/study/progress'
import { AnswerControls } from './answer-controls'
import { type Checked, checkAnswer } from './check-answer'
import { Feedback } from './feedback'
import { Inline } from './inline'
import type { Question } from './question'
import { Solution } from './solution'
import { useGenerated } from './use-generated'

/** One question. Its controls are native and keep their own state: what was chosen before this code arrived is still chosen. */
export function QuestionForm({
  lesson,
  question,
  sectionTitle,
  number,
  of,
  next,
}: {
  readonly lesson: string
  readonly question: Question
  /** the heading that the question points at */
  readonly sectionTitle: string
  readonly number: number
  readonly of: number
  readonly next: string | null
}) {
  const known = useProgress()
  // undefined when it was never answered, null while storage has not been read
  const record = known ? known.progress.quizzes[lesson]?.[question.id] : null
  const drill = question.kind === 'generated' ? known?.progress.drills[question.generator] : undefined
  const form = useRef<HTMLFormElement>(null)
  const [checked, setChecked] = useState<Checked | 'nothing' | null>(null)
  const [made, makeAgain] = useGenerated(question, {
    attempts: record === null ? null : (record?.attempts ?? 0),
    busy: checked !== null,
  })
  const verdict = checked === 'nothing' ? null : checked

  function check(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const result = checkAnswer(question, new FormData(event.currentTarget), made)
    setChecked(result ?? 'nothing')
    if (!result) return
    const { score, answer, remarks } = result
    const misconceptions = remarks.flatMap((remark) => remark.misconception ?? [])
    const generator = question.kind === 'generated' ? question.generator : null
    loadProgress().then(({ keepAnswer }) =>
      keepAnswer(lesson, question.id, { score, answer, misconceptions }, generator),
    )
  }

  async function newNumbers() {
    await makeAgain()
    form.current?.reset()
    form.current?.querySelector('input')?.focus()
  }

  return (
    <section className="qz" id={`q-${question.id}`} tabIndex={-1} aria-labelledby={`h-${question.id}`}>
      <div className="qh">
        <h3 id={`h-${question.id}`}>
          Question {number} of {of}
        </h3>
        <LayerBadge layer={question.layer} />
        <span className="sp" />
        <a href={`#${question.section}`}>{sectionTitle}</a>
      </div>
      <form
        ref={form}
        // outside a dialog this method does nothing: a press that comes before this code loses no page
        method="dialog"
        autoComplete="off"
        onSubmit={check}
        onChange={() => setChecked(null)}
        onReset={() => setChecked(null)}
      >
        <fieldset>
          <legend className="q">
            <Inline text={question.question} />
          </legend>
          <AnswerControls question={question} made={made} checked={verdict} onMove={() => setChecked(null)} />
        </fieldset>
        <div className="acts needs-script">
          <button type="submit" className={verdict ? 'btn' : 'btn pri'}>
            Check answer
          </button>
          {verdict && (
            <a className="btn pri" href={next ? `#q-${next}` : '/progress/'}>
              {next ? 'Next question' : 'Your progress'}
            </a>
          )}
          {question.kind === 'generated' && (
            <button type="button" className="btn" onClick={newNumbers}>
              New numbers
            </button>
          )}
          {verdict && question.kind !== 'generated' && (
            <button type="reset" className="btn">
              Start over
            </button>
          )}
          {(drill || (record && !verdict)) && (
            <span className="muted">{drill ? drilled(drill) : past(record)}</span>
          )}
        </div>
        <div role="status" className="fb">
          {checked === 'nothing' && <p className="why">{nothingYet[question.kind]}</p>}
          {verdict && <Feedback question={question} checked={verdict} made={made} />}
        </div>
      </form>
      {!verdict && (
        <details className="qa">
          <summary>Show the answer</summary>
          <Solution question={question} made={made} others />
        </details>
      )}
    </section>
  )
}

const nothingYet: Readonly<Record<Question['kind'], string>> = {
  choice: 'Choose an answer first.',
  choices: 'Choose at least one answer first.',
  answer: 'Write an answer first.',
  command: 'Write a command first.',
  generated: 'Write a number first.',
  order: 'Put the steps in order first.',
  match: 'Choose a partner for each first.',
  field: 'Pick a field first.',
}

function drilled({ tried, right, streak }: DrillRecord): string {
  return `${right} of ${tried} correct${streak > 1 ? `, ${streak} in a row` : ''}`
}

function past(record: ItemRecord | undefined | null): string {
  return record?.last.score === 1 ? 'Correct last time' : 'Not correct last time'
}
