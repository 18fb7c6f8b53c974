import type { ReactNode } from 'react'
import { PageFrame } from './page-frame'
import type { Place } from './top-bar'

/** A page that is a title and text. */
export function TextPage({
  current,
  title,
  summary,
  children,
}: {
  readonly current?: Place
  readonly title: string
  readonly summary: string
  readonly children: ReactNode
}) {
  return (
    <PageFrame current={current}>
      <main id="main" className="wrap">
        <div className="pgh">
          <div>
            <h1>{title}</h1>
            <p>{summary}</p>
          </div>
        </div>
        <div className="plain">{children}</div>
      </main>
    </PageFrame>
  )
}
