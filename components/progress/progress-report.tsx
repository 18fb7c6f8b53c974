'use client'

import { drillsToRevisit, misconceptionsToRevisit } from '@/lib/study/progress-summary'
import { MoveProgress } from './move-progress'
import { ProgressHops, type ReportModule } from './progress-hops'
import { ProgressNotice } from './progress-notice'
import { useProgress } from './use-progress'

/** A drill, and the page of the instrument that it belongs to. */
export type ReportDrill = {
  readonly name: string
  readonly title: string
  readonly page: string
  readonly href: string
}

/** Everything that is known of the reader, and the ways to move or forget it. */
export function ProgressReport({
  modules,
  drills,
}: {
  readonly modules: readonly ReportModule[]
  readonly drills: readonly ReportDrill[]
}) {
  const known = useProgress()
  const titles = new Map(modules.flatMap(({ lessons }) => lessons).map(({ id, title }) => [id, title]))
  const revisit = known
    ? misconceptionsToRevisit(known.progress).filter(({ lesson }) => titles.has(lesson))
    : []
  const drilled = (known ? drillsToRevisit(known.progress) : []).flatMap((met) => {
    const drill = drills.find(({ name }) => name === met.drill)
    return drill ? [{ ...met, ...drill }] : []
  })
  return (
    <>
      <ProgressNotice />
      <p className="notice without-script">
        Progress is kept by a script in this browser, and scripts are off.
      </p>
      <section aria-labelledby="hops-read">
        <h2 id="hops-read">Read and answered</h2>
        <ProgressHops modules={modules} progress={known?.progress ?? null} />
      </section>
      <section aria-labelledby="revisit">
        <h2 id="revisit">Worth another look</h2>
        {revisit.length + drilled.length === 0 ? (
          <p>
            No open questions. What a wrong answer reveals is listed here until you have answered rightly.
          </p>
        ) : (
          <ul className="revisit">
            {revisit.map(({ misconception, lesson, item, times }) => (
              <li key={`${lesson} ${item} ${misconception}`}>
                <a href={`/learn/${lesson}/#q-${item}`}>{misconception}</a>
                <span className="muted">
                  {titles.get(lesson)}
                  {times > 1 && `, ${times} times`}
                </span>
              </li>
            ))}
            {drilled.map(({ name, misconception, page, title, href, times }) => (
              <li key={`${name} ${misconception}`}>
                <a href={href}>{misconception}</a>
                <span className="muted">
                  {page}, drill “{title}”{times > 1 && `, ${times} times`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <MoveProgress />
    </>
  )
}
