'use client'

import { ModuleFigure } from '@/components/progress/module-figure'
import { layerName, layerNumbers } from '@/lib/course/layers'
import { type MapModule, ModuleRow } from './module-row'
import { ProgressRow } from './progress-row'

/** The route: one row a module, six layer columns, a line that climbs and falls through them. */
export function CourseMap({ modules }: { readonly modules: readonly MapModule[] }) {
  const lessons = modules.flatMap((module) => module.lessons)
  const order = modules.flatMap(writtenOf)
  return (
    <div>
      <div className="colh">
        <div className="ls" aria-hidden="true">
          {layerNumbers.map((layer) => (
            <span key={layer}>{layerName(layer)}</span>
          ))}
        </div>
        <div>
          <div className="mh">
            <h2>The route</h2>
            <p>
              {modules.length} modules, {lessons.length} lessons. The line climbs and falls through the layers
              as the course does. {writtenSentence(order.length)}
            </p>
          </div>
          <div className="rh" aria-hidden="true">
            <span>Hop</span>
            <span>Module and lessons</span>
            <span>Time</span>
            <span>Read</span>
          </div>
        </div>
      </div>
      <ol>
        {modules.map((module, index) => {
          const written = writtenOf(module)
          return (
            <ProgressRow
              key={module.slug}
              slug={module.slug}
              lessons={written}
              whole={written.length === module.lessons.length}
              order={order}
            >
              <ModuleRow
                module={module}
                number={index + 1}
                before={modules[index - 1]?.line}
                after={modules[index + 1]?.line}
                read={<ModuleFigure lessons={written} />}
              />
            </ProgressRow>
          )
        })}
      </ol>
    </div>
  )
}

function writtenSentence(written: number): string {
  const lead = written === 1 ? '1 lesson is written' : `${written} lessons are written`
  return `${lead} (the links); * * * marks a module that is not yet.`
}

function writtenOf(module: MapModule): readonly string[] {
  return module.lessons.filter(({ minutes }) => minutes !== null).map(({ id }) => id)
}
