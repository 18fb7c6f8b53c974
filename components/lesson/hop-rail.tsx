import Link from 'next/link'
import type { ReactNode } from 'react'
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

/** The course as a traceroute: thirteen modules, and the lessons of this one. `children` is the lesson's own contents. */
export function HopRail({
  hop,
  hops,
  modules,
  children,
}: {
  readonly hop: number
  readonly hops: number
  readonly modules: readonly RailModule[]
  readonly children: ReactNode
}) {
  return (
    <aside className="rail-l" id="hops" popover="auto" aria-label="Course hops">
      <div className="rh">
        <Link href="/" prefetch={false}>
          Course
        </Link>
        <span className="wire">
          hop {hop} of {hops}
        </span>
      </div>
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
      {children}
    </aside>
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
          className={`sub ${here ? 'now' : 'todo'}${last && index === module.lessons.length - 1 ? ' last' : ''}`}
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
    <Link href={href} prefetch={false} aria-current={here ? 'page' : undefined}>
      {title}
    </Link>
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
