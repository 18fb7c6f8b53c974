import { Glyph } from '@/components/ui/glyph'
import type { Checked } from './check-answer'
import { Inline } from './inline'
import type { QuestionOf } from './question'

/** One choice or several, as rows with a marker, a letter and the text. */
export function OptionRows({
  question,
  checked,
}: {
  readonly question: QuestionOf<'choice' | 'choices'>
  readonly checked: Checked | null
}) {
  return question.options.map(({ text, correct }, index) => {
    const picked = checked?.chosen.includes(String(index)) ?? false
    const wrong = picked && !correct
    return (
      <label key={text} className={!checked ? 'qop' : correct ? 'qop good' : wrong ? 'qop bad' : 'qop'}>
        <input
          className={question.kind === 'choice' ? 'qbox radio' : 'qbox'}
          type={question.kind === 'choice' ? 'radio' : 'checkbox'}
          name="option"
          value={index}
        />
        <span className="qltr" aria-hidden="true">
          {letterOf(index)}
        </span>
        <span>
          <Inline text={text} />
        </span>
        {checked && correct && (
          <em className="qmark">
            <Glyph name="check" size="s" />
            {picked || question.kind === 'choice' ? 'Correct' : 'Correct, not chosen'}
          </em>
        )}
        {wrong && (
          <em className="qmark">
            <Glyph name="cross" size="s" />
            Your answer
          </em>
        )}
      </label>
    )
  })
}

export function letterOf(index: number): string {
  return 'abcdefghijklmnopqrstuvwxyz'.charAt(index)
}
