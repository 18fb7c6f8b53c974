import type { ReactNode } from 'react'
import type { LayerNumber } from '@/lib/course/layers'
import { LayerCells } from './layer-cells'

/** A lesson as the map lists it; `minutes` is null while it is not written. */
export type MapLesson = {
  readonly id: string
  readonly title: string
  readonly minutes: number | null
}

export type MapModule = {
  readonly slug: string
  readonly title: string
  readonly layers: readonly LayerNumber[]
  readonly line: LayerNumber
  readonly lessons: readonly MapLesson[]
}

/** What a module's row shows beside its layers. `read` is what the reader has done of it. */
export function ModuleRow({
  module,
  number,
  before,
  after,
  read,
}: {
  readonly module: MapModule
  readonly number: number
  readonly before: LayerNumber | undefined
  readonly after: LayerNumber | undefined
  readonly read: ReactNode
}) {
  const written = module.lessons.filter(({ minutes }) => minutes !== null)
  const minutes = written.reduce((sum, lesson) => sum + (lesson.minutes ?? 0), 0)
  return (
    <>
      <LayerCells layers={module.layers} line={module.line} before={before} after={after} />
      <div className="rr">
        <span className="no">{number}</span>
        <div>
          <h3>{module.title}</h3>
          <ul className="lessons">
            {module.lessons.map(({ id, title, minutes }) => (
              <li key={id}>{minutes === null ? title : <a href={`/learn/${id}/`}>{title}</a>}</li>
            ))}
          </ul>
        </div>
        <span className="st x">{minutes > 0 ? `${minutes} min` : ''}</span>
        <span className="st">
          {written.length > 0 ? (
            read
          ) : (
            <>
              <span aria-hidden="true">* * *</span>
              <span className="vh">not yet written</span>
            </>
          )}
        </span>
      </div>
    </>
  )
}
