import type { Generated } from '@/lib/study/generators/generated'
import type { Remark } from '@/lib/study/score'
import type { Checked } from './check-answer'
import { Inline } from './inline'
import { letterOf } from './option-rows'
import type { Question } from './question'
import { Solution } from './solution'

/** What is said after an answer: the verdict, why each wrong part is wrong, and the explanation. */
export function Feedback({
  question,
  checked,
  made,
}: {
  readonly question: Question
  readonly checked: Checked
  readonly made: Generated | null
}) {
  const { score, remarks } = checked
  return (
    <>
      <p className="qverdict">{score === 1 ? 'Correct.' : score > 0 ? 'Partly correct.' : 'Not correct.'}</p>
      {remarks
        .filter((remark) => !remark.right)
        .map((remark) => (
          <p className="why" key={`${remark.part} ${remark.why}`}>
            <b>
              <About question={question} remark={remark} />
            </b>{' '}
            <Inline text={remark.why} />
          </p>
        ))}
      <Solution question={question} made={made} known={score === 1} />
    </>
  )
}

/** What a remark is about, and the misconception behind it. */
function About({
  question,
  remark: { part, misconception },
}: {
  readonly question: Question
  readonly remark: Remark
}) {
  const behind = misconception && `Misconception: ${misconception.replace(/\.$/, '')}.`
  if (part === null) return <Inline text={behind ?? ''} />
  switch (question.kind) {
    case 'choice':
    case 'choices':
      return (
        <>
          {letterOf(part)}. <Inline text={behind ?? ''} />
        </>
      )
    case 'order':
      return <Inline text={`Out of place: ${question.steps[part]?.text}.`} />
    case 'match':
      return <Inline text={`${question.pairs[part]?.left}: ${question.pairs[part]?.right}.`} />
    default:
      return null
  }
}
