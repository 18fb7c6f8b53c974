'use client'

import { LessonFigure } from '@/components/progress/lesson-figure'
import { ModuleFigure } from '@/components/progress/module-figure'

/** A hop of the list: `href` is null while nothing of it is written, `here` marks the page. */
export type RailModule = {
  readonly slug: string
  readonly title: string
  readonly number: number
  readonly href: string | null
  /** Ids of its lessons that are written. */
  readonly written: readonly string[]
  /** The lessons of the module that the page belongs to; none for the others. */
  readonly lessons: readonly RailLesson[]
}

export type RailLesson = {
  readonly id: string
  readonly title: string
  readonly href: string | null
  readonly minutes: number | null
  readonly here: boolean
}

/** The modules as hops, those of this one's lessons between them, with what was read of each. */
export function HopList({ modules }: { readonly modules: readonly RailModule[] }) {
  return (
    <ol className="hops">
      {modules.map((module, index) => (
        <ModuleHops
          key={module.slug}
          module={module}
          first={index === 0}
          last={index === modules.length - 1}
        />
      ))}
    </ol>
  )
}

function ModuleHops({
  module,
  first,
  last,
}: {
  readonly module: RailModule
  readonly first: boolean
  readonly last: boolean
}) {
  const ends = `${first ? ' first' : ''}${last && module.lessons.length === 0 ? ' last' : ''}`
  return (
    <>
      <li className={`mod todo${ends}`}>
        <span className="dot" aria-hidden="true">
          {module.number}
        </span>
        <Title title={module.title} href={module.href} />
        {module.href ? (
          <span className="rt">
            <ModuleFigure lessons={module.written} />
          </span>
        ) : (
          <NotYet />
        )}
      </li>
      {module.lessons.map(({ id, title, href, minutes, here }, index) => (
        <li
          key={id}
          className={`below ${here ? 'now' : 'todo'}${last && index === module.lessons.length - 1 ? ' last' : ''}`}
        >
          <span className="dot" aria-hidden="true" />
          <Title title={title} href={href} here={here} />
          {minutes === null ? (
            <NotYet />
          ) : (
            <span className="rt">{here ? 'here' : <LessonFigure lesson={id} rest={`${minutes} min`} />}</span>
          )}
        </li>
      ))}
    </>
  )
}

function Title({
  title,
  href,
  here = false,
}: {
  readonly title: string
  readonly href: string | null
  readonly here?: boolean
}) {
  if (!href) return <span className="t">{title}</span>
  return (
    <a href={href} aria-current={here ? 'page' : undefined}>
      {title}
    </a>
  )
}

function NotYet() {
  return (
    <span className="rt">
      <span aria-hidden="true">* * *</span>
      <span className="vh">not yet written</span>
    </span>
  )
}
