import { Glyph } from '@/components/ui/glyph'
import type { Checked } from './check-answer'
import { Inline } from './inline'
import { plainText } from './plain-text'
import type { QuestionOf } from './question'

/** Left sides with a native list of right sides beside each. On paper a list is closed, so its entries stand below. */
export function MatchRows({
  question,
  checked,
}: {
  readonly question: QuestionOf<'match'>
  readonly checked: Checked | null
}) {
  const rows = question.pairs.map(({ left }, index) => {
    const remark = checked?.remarks[index]
    return (
      <label key={left} className={!remark ? 'qpair' : remark.right ? 'qpair good' : 'qpair bad'}>
        <span>
          <Inline text={left} />
        </span>
        <select className="inp" name="right" defaultValue="">
          <option value="">Choose…</option>
          {question.rights.map((right) => (
            <option key={right} value={right}>
              {plainText(right)}
            </option>
          ))}
        </select>
        {remark && (
          <em className="qmark">
            <Glyph name={remark.right ? 'check' : 'cross'} size="s" />
            {remark.right ? 'Correct' : 'Your answer'}
          </em>
        )}
      </label>
    )
  })
  return (
    <>
      {rows}
      <p className="on-paper">To choose from: {question.rights.map(plainText).join(' · ')}</p>
    </>
  )
}
