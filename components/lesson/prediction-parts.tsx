import type { ReactNode } from 'react'
import { Glyph } from '@/components/ui/glyph'

/** One answer to choose before reading on: a native radio that style sheets mark once the explanation is open. */
export function PredictionOption({
  name,
  value,
  right,
  children,
}: {
  /** of the group */
  readonly name: string
  readonly value: number
  readonly right: boolean
  readonly children: ReactNode
}) {
  return (
    <label className={right ? 'op right' : 'op'}>
      <input type="radio" className="pick" name={name} value={value} />
      {children}
      <em>
        <Glyph name={right ? 'check' : 'cross'} size="s" />
        {right ? 'Correct' : 'Your answer'}
      </em>
    </label>
  )
}

/** What opens the explanation: kept away by style sheets until an answer was picked, so that no script is needed. */
export function PredictionReveal({
  commit,
  first,
  children,
}: {
  /** what the reader presses */
  readonly commit: string
  /** what has to be done before */
  readonly first: string
  readonly children: ReactNode
}) {
  return (
    <>
      <p className="acts first">
        <span className="btn pri is-off">{commit}</span>
        <span className="muted">{first}</span>
      </p>
      <details className="why">
        <summary className="btn pri">{commit}</summary>
        {children}
      </details>
    </>
  )
}
