import { Glyph } from '@/components/ui/glyph'
import { layerDigit } from '@/lib/course/layers'
import type { Checked } from './check-answer'
import type { QuestionOf } from './question'

/** The headers of a recorded frame, each cell a radio button: 32 columns where there is room, a list where there is not. */
export function FieldPicker({
  question,
  checked,
}: {
  readonly question: QuestionOf<'field'>
  readonly checked: Checked | null
}) {
  return (
    <div className="qpick">
      {question.headers.map(({ title, layer, cells }) => (
        <div key={title} className={`qph l${layer}`}>
          <p className="qphn">
            <b className="qphno" aria-hidden="true">
              {layerDigit(layer)}
            </b>
            {title}
          </p>
          <div className="qpg">
            {cells.map(({ field, label, columns, value }) => {
              const right = checked !== null && field === question.target
              const wrong = !right && (checked?.chosen.includes(field) ?? false)
              return (
                <label
                  key={field}
                  className={right ? 'qpc good' : wrong ? 'qpc bad' : 'qpc'}
                  style={{ gridColumn: `span ${columns}` }}
                >
                  <input className="qhit" type="radio" name="field" value={field} />
                  <small>{label}</small>
                  <span>{value}</span>
                  {right && <Mark name="check" text="Correct" />}
                  {wrong && <Mark name="cross" text="Your answer" />}
                </label>
              )
            })}
          </div>
        </div>
      ))}
    </div>
  )
}

function Mark({ name, text }: { readonly name: 'check' | 'cross'; readonly text: string }) {
  return (
    <em className="qmark">
      <Glyph name={name} size="s" />
      {text}
    </em>
  )
}
