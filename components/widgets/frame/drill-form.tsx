'use client'

import { type FormEvent, useEffect, useRef, useState } from 'react'
import { loadProgress } from '@/components/progress/use-progress'
import { Inline } from '@/components/quiz/inline'
import type { Drill, DrillAnswers, DrillQuestion, FieldVerdict } from '@/lib/study/drills/drill'
import { DataTable } from './data-table'
import { DrillField } from './drill-field'

type Checked = { readonly verdicts: readonly FieldVerdict[] } | { readonly missing: readonly string[] }

/**
 * One question of a drill. Its controls are native and keep their own state: what was written before this code arrived is still
 * there. The first check counts; after it the reader may try again or go on. A check waits until the drill has been fetched.
 */
export function DrillForm({
  id,
  name,
  title,
  question,
  drill,
  turn,
  takesFocus,
  heading: Heading,
  onNext,
}: {
  readonly id: string
  /** of the drill, as progress counts it */
  readonly name: string
  readonly title: string
  readonly question: DrillQuestion
  /** null until it has been fetched */
  readonly drill: Drill | null
  /** number of the question, from 1 */
  readonly turn: number
  readonly takesFocus: boolean
  readonly heading: 'h3' | 'h4'
  readonly onNext: () => void
}) {
  const form = useRef<HTMLFormElement>(null)
  const counted = useRef(false)
  const [checked, setChecked] = useState<Checked | null>(null)
  const [waits, setWaits] = useState(false)
  const verdicts = checked && 'verdicts' in checked ? checked.verdicts : null
  const missing = checked && 'missing' in checked ? checked.missing : []
  const solved = verdicts?.every(({ right }) => right) ?? false

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, on arrival
  useEffect(() => {
    if (takesFocus) controlOf(form.current, question.fields[0]?.name)?.focus()
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the drill has come
  useEffect(() => {
    if (!waits || !drill) return
    setWaits(false)
    form.current?.requestSubmit()
  }, [drill])

  function check(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (solved) return onNext()
    const answers = readAnswers(question, new FormData(event.currentTarget))
    const empty = question.fields.flatMap(({ name }) => (Object.hasOwn(answers, name) ? [] : [name]))
    if (empty.length > 0) {
      setChecked({ missing: empty })
      return controlOf(form.current, empty[0])?.focus()
    }
    if (!drill) return setWaits(true)
    const result = drill.check(question, answers)
    setChecked({ verdicts: result })
    const wrong = result.filter(({ right }) => !right)
    if (wrong.length > 0) controlOf(form.current, wrong[0].field)?.focus()
    if (counted.current) return
    counted.current = true
    const misconceptions = wrong.flatMap(({ misconception }) => misconception ?? [])
    void loadProgress().then(({ keepDrill }) =>
      keepDrill(name, { right: wrong.length === 0, misconceptions }),
    )
  }

  return (
    <form
      ref={form}
      className="qz dform"
      // outside a dialog this method does nothing: a press that comes before this code loses no page
      method="dialog"
      autoComplete="off"
      onSubmit={check}
      onChange={() => {
        setChecked(null)
        setWaits(false)
      }}
    >
      <Heading className="dq">
        Question {turn}: {title}
      </Heading>
      <p className="q">
        <Inline text={question.prompt} />
      </p>
      {question.given && (
        <dl className="qgiven">
          {question.given.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {question.table && <DataTable {...question.table} />}
      <div className="dfields">
        {question.fields.map((field) => (
          <DrillField
            key={field.name}
            id={`${id}-${field.name}`}
            field={field}
            verdict={verdicts?.find((each) => each.field === field.name) ?? null}
            missing={missing.includes(field.name)}
          />
        ))}
      </div>
      <div className="acts needs-script">
        <button type="submit" className="btn pri">
          {solved ? 'Next question' : verdicts ? 'Check again' : 'Check answer'}
        </button>
        {!solved && (
          <button type="button" className="btn" onClick={onNext}>
            {verdicts ? 'Next question' : 'Another question'}
          </button>
        )}
      </div>
      <p role="status" className="qverdict">
        {checked && summary(question, checked)}
        {waits && 'The drill is being fetched. Your answer is checked as soon as it is here.'}
      </p>
      <details className="qa" open={solved}>
        <summary>Show the working</summary>
        <ol className="qwork">
          {question.working.map((line) => (
            <li key={line}>
              <Inline text={line} />
            </li>
          ))}
        </ol>
      </details>
    </form>
  )
}

/** What was filled in, by field. */
function readAnswers({ fields }: DrillQuestion, data: FormData): DrillAnswers {
  const answers = fields.map(({ name }) => [name, data.getAll(name).map(String).join(', ').trim()] as const)
  return Object.fromEntries(answers.filter(([, answer]) => answer !== ''))
}

function controlOf(form: HTMLFormElement | null, name: string | undefined): HTMLElement | null {
  return name === undefined ? null : (form?.querySelector<HTMLElement>(`[name="${name}"]`) ?? null)
}

function summary({ fields }: DrillQuestion, checked: Checked): string {
  const label = (name: string) => fields.find((field) => field.name === name)?.label ?? name
  if ('missing' in checked) return `Not checked yet. Empty: ${checked.missing.map(label).join(', ')}.`
  const wrong = checked.verdicts.filter(({ right }) => !right)
  if (wrong.length === 0) return 'Correct.'
  const whys = wrong.map(({ field, why, misconception }) => {
    const behind = misconception ? `Misconception: ${misconception.replace(/\.$/, '')}. ` : ''
    return `${label(field)}: ${behind}${why}`
  })
  return `${fields.length - wrong.length} of ${fields.length} correct. ${whys.join(' ')}`
}
