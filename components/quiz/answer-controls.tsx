import type { Generated } from '@/lib/study/generators/generated'
import type { Checked } from './check-answer'
import { FieldPicker } from './field-picker'
import { Inline } from './inline'
import { MatchRows } from './match-rows'
import { OptionRows } from './option-rows'
import { OrderSteps } from './order-steps'
import type { Question } from './question'
import { WrittenLine } from './written-line'

/** The controls of a question by its kind. `onMove` tells of changes that make no change event: moving a step. */
export function AnswerControls({
  question,
  made,
  checked,
  onMove,
}: {
  readonly question: Question
  readonly made: Generated | null
  readonly checked: Checked | null
  readonly onMove: () => void
}) {
  switch (question.kind) {
    case 'choice':
    case 'choices':
      return <OptionRows question={question} checked={checked} />
    case 'order':
      return <OrderSteps question={question} checked={checked} onMove={onMove} />
    case 'match':
      return <MatchRows question={question} checked={checked} />
    case 'field':
      return <FieldPicker question={question} checked={checked} />
    case 'answer':
      return (
        <WrittenLine
          label={question.unit ? `Your answer, in ${question.unit}` : 'Your answer'}
          numeric={question.numeric}
          placeholder={question.placeholder}
        />
      )
    case 'command':
      return <WrittenLine label="Your command" placeholder={question.placeholder} prompt />
    case 'generated':
      return (
        <>
          <dl className="qgiven">
            {made?.given.map(({ name, value }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <Inline text={value} />
                </dd>
              </div>
            ))}
          </dl>
          <WrittenLine label={made?.unit ? `Your answer, in ${made.unit}` : 'Your answer'} numeric />
        </>
      )
  }
}
