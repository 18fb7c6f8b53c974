import type { Progress } from '@/lib/study/progress'
import { lessonState, percentRead, quizScore, whereToContinue } from '@/lib/study/progress-summary'

/** A lesson of the report; `href` is null while it is not written. `items` are the ids of its questions. */
export type ReportLesson = {
  readonly id: string
  readonly title: string
  readonly href: string | null
  readonly minutes: number | null
  readonly items: readonly string[]
}

export type ReportModule = {
  readonly slug: string
  readonly title: string
  readonly lessons: readonly ReportLesson[]
}

/** The course as a traceroute of what was read. `progress` is null while storage has not been read. */
export function ProgressHops({
  modules,
  progress,
}: {
  readonly modules: readonly ReportModule[]
  readonly progress: Progress | null
}) {
  const written = modules.flatMap(({ lessons }) => lessons.filter(({ href }) => href))
  const here =
    progress &&
    whereToContinue(
      progress,
      written.map(({ id }) => id),
    )?.lesson
  return (
    <ol className="hops report">
      {modules.map((module, index) => (
        <ModuleHops
          key={module.slug}
          module={module}
          number={index + 1}
          progress={progress}
          here={here ?? null}
          ends={index === 0 ? ' first' : index === modules.length - 1 ? ' last' : ''}
        />
      ))}
    </ol>
  )
}

function ModuleHops({
  module,
  number,
  progress,
  here,
  ends,
}: {
  readonly module: ReportModule
  readonly number: number
  readonly progress: Progress | null
  readonly here: string | null
  readonly ends: string
}) {
  const written = module.lessons.filter(({ href }) => href)
  const done = written.filter(({ id }) => progress && lessonState(progress, id) === 'done').length
  const whole = written.length > 0 && done === module.lessons.length
  return (
    <>
      <li className={`mod${whole ? '' : ' todo'}${ends === ' last' && written.length > 0 ? '' : ends}`}>
        <span className="dot" aria-hidden="true">
          {number}
        </span>
        <span>{module.title}</span>
        <span className="rt">
          {written.length === 0 ? (
            <NotYet />
          ) : (
            <>
              <span aria-hidden="true">{`${done}/${module.lessons.length}`}</span>
              <span className="vh">{`${done} of ${module.lessons.length} lessons read`}</span>
            </>
          )}
        </span>
      </li>
      {written.length > 0 &&
        module.lessons.map((lesson, index) => (
          <LessonHop
            key={lesson.id}
            lesson={lesson}
            progress={progress}
            here={lesson.id === here}
            last={ends === ' last' && index === module.lessons.length - 1}
          />
        ))}
    </>
  )
}

function LessonHop({
  lesson: { id, title, href, minutes, items },
  progress,
  here,
  last,
}: {
  readonly lesson: ReportLesson
  readonly progress: Progress | null
  readonly here: boolean
  readonly last: boolean
}) {
  const state = progress ? lessonState(progress, id) : 'not started'
  const look = here ? 'now' : state === 'done' ? '' : 'todo'
  return (
    <li className={`below ${look}${last ? ' last' : ''}`}>
      <span className="dot" aria-hidden="true" />
      {href ? <a href={href}>{title}</a> : <span>{title}</span>}
      <span className="rt">
        {!href ? (
          <NotYet />
        ) : !progress || state === 'not started' ? (
          <>
            {minutes} min<span className="vh">, not started</span>
          </>
        ) : (
          <Figures progress={progress} id={id} items={items} />
        )}
        {here && <span className="vh">, current</span>}
      </span>
    </li>
  )
}

function Figures({
  progress,
  id,
  items,
}: {
  readonly progress: Progress
  readonly id: string
  readonly items: readonly string[]
}) {
  const { answered, right, of } = quizScore(progress, id, items)
  const done = lessonState(progress, id) === 'done'
  return (
    <>
      {done ? 'read' : `${percentRead(progress, id)}% read`}
      {answered > 0 && `, ${right} of ${of} right`}
      {done && <span className="vh">, done</span>}
    </>
  )
}

function NotYet() {
  return (
    <>
      <span aria-hidden="true">* * *</span>
      <span className="vh">not yet written</span>
    </>
  )
}
