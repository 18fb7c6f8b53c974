'use client'

import { Glyph } from '@/components/ui/glyph'
import type { DrillField as Field, FieldVerdict } from '@/lib/study/drills/drill'

/** One field of a drill's question with what was said about it. `id` is unique on the page. */
export function DrillField({
  id,
  field,
  verdict,
  missing,
}: {
  readonly id: string
  readonly field: Field
  readonly verdict: FieldVerdict | null
  /** it was left empty */
  readonly missing: boolean
}) {
  const wrong = missing || verdict?.right === false
  const state = { 'aria-invalid': wrong || undefined, 'aria-describedby': `${id}-said` }
  return (
    <div className={`dfield${verdict ? (verdict.right ? ' good' : ' bad') : ''}`}>
      {field.kind === 'choices' ? (
        <fieldset aria-describedby={`${id}-said`}>
          <legend className="lab">{field.label}</legend>
          <span className="dopts">
            {field.options.map((option) => (
              <label key={option}>
                <input type="checkbox" className="qbox" name={field.name} value={option} />
                {option}
              </label>
            ))}
          </span>
        </fieldset>
      ) : (
        <label className="lab" htmlFor={id}>
          {field.label}
        </label>
      )}
      {field.kind === 'choice' && (
        <select id={id} name={field.name} className="inp wire" defaultValue="" {...state}>
          <option value="">Choose…</option>
          {field.options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      )}
      {field.kind === 'text' && (
        <input
          id={id}
          className="inp wire"
          name={field.name}
          type="text"
          inputMode={field.numeric ? 'decimal' : 'text'}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          maxLength={200}
          {...state}
        />
      )}
      <p className="dsaid" id={`${id}-said`}>
        {missing ? (
          'Fill this in first.'
        ) : verdict ? (
          <>
            <Glyph name={verdict.right ? 'check' : 'cross'} size="s" />{' '}
            {verdict.right ? 'Correct' : 'Not correct'}
          </>
        ) : (
          field.hint
        )}
      </p>
    </div>
  )
}
