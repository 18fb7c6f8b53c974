import type { ReactNode } from 'react'
import { PredictionOption, PredictionReveal } from './prediction-parts'

/**
 * A question to answer before reading on. All of it is native: radios, and a disclosure that style sheets keep away until
 * something was picked, so that it works before any script has come, and without one.
 * `answer` counts the options from 0.
 */
export function Predict({
  id,
  lesson,
  question,
  options,
  answer,
  commit,
  children,
}: {
  readonly id: string
  /** `module/lesson`; put in by the build. */
  readonly lesson: string
  readonly question: string
  readonly options: readonly string[]
  readonly answer: number
  readonly commit: string
  readonly children: ReactNode
}) {
  if (!options[answer]) throw new Error(`${lesson}: <Predict id="${id}"> has no option ${answer}`)
  const name = `predict-${id}`
  return (
    <section className="pred" aria-labelledby={name}>
      <div className="top-l">
        <span>Predict, then check</span>
        <span className="muted">not graded</span>
      </div>
      <fieldset>
        <legend className="q" id={name}>
          {question}
        </legend>
        {options.map((text, index) => (
          <PredictionOption key={text} name={name} value={index} right={index === answer}>
            <span className="ltr" aria-hidden="true">
              {String.fromCharCode(97 + index)}
            </span>
            <span>{text}</span>
          </PredictionOption>
        ))}
      </fieldset>
      <PredictionReveal commit={commit} first="Pick an answer; the explanation opens after you commit.">
        <div className="prose">{children}</div>
      </PredictionReveal>
    </section>
  )
}
