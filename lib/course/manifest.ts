import type { LayerNumber } from './layers'

/** One module of `content/course.ts`, in course order. */
export type Module = {
  readonly slug: string
  readonly title: string
  readonly layers: readonly LayerNumber[]
  /** The layer that the line on the map passes through. */
  readonly line: LayerNumber
  /** `points`: how many the syllabus asks of the lesson; `covers` names them `slug.1` to `slug.points`. */
  readonly lessons: readonly { readonly slug: string; readonly title: string; readonly points: number }[]
}

/** A lesson with its place in the course. Its id is `module/lesson`; its number `5.2` is shown and never stored. */
export type LessonPlace = {
  readonly id: string
  readonly module: Module
  readonly slug: string
  readonly title: string
  readonly number: string
  /** 1 for the first lesson of the course. */
  readonly hop: number
}

/** Every lesson in reading order. */
export function placeLessons(course: readonly Module[]): readonly LessonPlace[] {
  const places: LessonPlace[] = []
  for (const [moduleIndex, module] of course.entries()) {
    for (const [index, { slug, title }] of module.lessons.entries()) {
      const number = `${moduleIndex + 1}.${index + 1}`
      places.push({ id: `${module.slug}/${slug}`, module, slug, title, number, hop: places.length + 1 })
    }
  }
  return places
}

/** Whether `tcp-connections.3` is a point of the syllabus. */
export function isPoint(course: readonly Module[], id: string): boolean {
  const [, slug, digits] = /^([a-z0-9-]+)\.([1-9]\d*)$/.exec(id) ?? []
  const lesson = course.flatMap((module) => module.lessons).find((one) => one.slug === slug)
  return lesson !== undefined && Number(digits) <= lesson.points
}
