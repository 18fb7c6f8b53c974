import type { Generated } from '@/lib/study/generators/generated'
import { Inline } from './inline'
import { letterOf } from './option-rows'
import type { Question, QuestionOf } from './question'

/**
 * The right answer and its explanation. `known`: it was just given, so it is not repeated; `others`: with the reasons why the other
 * options are wrong, for a reader who looks it up without answering.
 */
export function Solution({
  question,
  made,
  known = false,
  others = false,
}: {
  readonly question: Question
  readonly made: Generated | null
  readonly known?: boolean
  readonly others?: boolean
}) {
  const options = question.kind === 'choice' || question.kind === 'choices' ? question : null
  // right options are marked in their rows as soon as an answer was given, and right partners stand beside the wrong ones
  const shown = !known && (others || !(options || question.kind === 'match'))
  return (
    <div className="sol">
      {shown && !others && <p className="qlead">The answer</p>}
      {shown && <RightAnswer question={question} made={made} />}
      {made && (
        <>
          <p className="qlead">Working</p>
          <ol className="qwork">
            {made.working.map((line) => (
              <li key={line}>
                <Inline text={line} />
              </li>
            ))}
          </ol>
        </>
      )}
      <p className="why">
        <Inline text={question.explanation} />
      </p>
      {others && options && <WhyNotTheOthers question={options} />}
    </div>
  )
}

/** The right answer alone, as the answer key on paper has it too. */
export function RightAnswer({
  question,
  made,
}: {
  readonly question: Question
  readonly made: Generated | null
}) {
  switch (question.kind) {
    case 'choice':
    case 'choices':
      return (
        <p className="qright">
          <Inline
            text={question.options
              .flatMap(({ correct, text }, index) => (correct ? `**${letterOf(index)}.** ${text}` : []))
              .join(' · ')}
          />
        </p>
      )
    case 'answer':
      return <p className="qright wire">{[question.accept[0], question.unit].filter(Boolean).join(' ')}</p>
    case 'command':
      return <p className="qright wire">{question.accept[0]}</p>
    case 'generated':
      return (
        <p className="qright wire">
          {[made?.answer, made?.unit].filter((part) => part !== undefined).join(' ')}
        </p>
      )
    case 'order':
      return (
        <ol className="qright">
          {question.steps.map(({ text }) => (
            <li key={text}>
              <Inline text={text} />
            </li>
          ))}
        </ol>
      )
    case 'match':
      return (
        <ul className="qright">
          {question.pairs.map(({ left, right }) => (
            <li key={left}>
              <Inline text={left} />:{' '}
              <strong>
                <Inline text={right} />
              </strong>
            </li>
          ))}
        </ul>
      )
    case 'field': {
      const cell = question.headers
        .flatMap(({ cells }) => cells)
        .find(({ field }) => field === question.target)
      return (
        <p className="qright">
          {cell?.label}, <code>{question.target}</code>: <code>{cell?.value}</code>
        </p>
      )
    }
  }
}

function WhyNotTheOthers({ question }: { readonly question: QuestionOf<'choice' | 'choices'> }) {
  return question.options.map(
    (option, index) =>
      !option.correct && (
        <p className="why" key={option.text}>
          <b>{letterOf(index)}.</b> <Inline text={option.why} />
        </p>
      ),
  )
}
