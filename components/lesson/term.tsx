import { type ReactNode, useId } from 'react'
import { findTerm } from '@/lib/course/glossary'

/** A word of the trade with its sentence from the glossary, opened by mouse, touch or keyboard: a native popover. */
export function Term({
  id,
  lesson,
  children,
}: {
  readonly id: string
  /** `module/lesson`; put in by the build. */
  readonly lesson: string
  readonly children: ReactNode
}) {
  const { term, sentence } = findTerm(id, lesson)
  const popover = `term${useId().replaceAll(/\W/g, '-')}`
  return (
    <>
      <button type="button" className="term" popoverTarget={popover}>
        {children}
      </button>
      <span popover="auto" id={popover} className="gloss">
        <b>{term}</b>
        {sentence} <a href={`/glossary/#${id}`}>In the glossary</a>
      </span>
    </>
  )
}
