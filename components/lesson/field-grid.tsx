import { rfcUrl } from '@/components/lesson/margin-note'
import { LayerBadge } from '@/components/ui/layer-badge'
import type { LessonPlace } from '@/lib/course/manifest'
import type { Lesson } from '@/lib/course/read-course'

/** The facts of a lesson, drawn the way a header is drawn. */
export function FieldGrid({
  lesson,
  needs,
}: {
  readonly lesson: Lesson
  /** The lessons that this one builds on; `href` is null while one is not written. */
  readonly needs: readonly { readonly place: LessonPlace; readonly href: string | null }[]
}) {
  const rfcs = [...new Set(lesson.references.flatMap((one) => ('rfc' in one ? one.rfc : [])))]
  return (
    <dl className="fgrid wide">
      <div>
        <dt>Lesson</dt>
        <dd className="wire">{lesson.number}</dd>
      </div>
      <div>
        <dt>{lesson.layers.length > 1 ? 'Layers' : 'Layer'}</dt>
        <dd className="many">
          {lesson.layers.map((layer) => (
            <LayerBadge key={layer} layer={layer} />
          ))}
        </dd>
      </div>
      <div>
        <dt>Time</dt>
        <dd>{lesson.minutes} min</dd>
      </div>
      {needs.length > 0 && (
        <div>
          <dt>Needs</dt>
          <dd>
            {needs.map(({ place, href }, index) => (
              <span key={place.id}>
                {index > 0 && ', '}
                {href ? (
                  <a href={href}>
                    {place.number} {place.title}
                  </a>
                ) : (
                  `${place.number} ${place.title}`
                )}
              </span>
            ))}
          </dd>
        </div>
      )}
      {rfcs.length > 0 && (
        <div>
          <dt>Standards</dt>
          <dd>
            {rfcs.map((rfc, index) => (
              <span key={rfc}>
                {index > 0 && ', '}
                <a href={rfcUrl(rfc)} rel="external">
                  RFC {rfc}
                </a>
              </span>
            ))}
          </dd>
        </div>
      )}
    </dl>
  )
}
