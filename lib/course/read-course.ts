import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FrontMatter, frontMatterSchema } from './front-matter'
import { isPoint, type LessonPlace, type Module, placeLessons } from './manifest'
import { type Complaint, ContentError, readYaml } from './read-yaml'

/** A lesson that has been written. */
export type Lesson = LessonPlace & FrontMatter

/** The course as it stands: the plan, and what has been written of it. */
export type Course = {
  readonly modules: readonly Module[]
  readonly places: readonly LessonPlace[]
  /** Written lessons by id, in reading order. */
  readonly written: ReadonlyMap<string, Lesson>
}

/**
 * Reads the front matter of every lesson of `modules` that exists under `root` (`<module>/<lesson>/lesson.mdx`).
 * Throws `ContentError` that names file, line and field.
 */
export function readCourse(modules: readonly Module[], root = join(process.cwd(), 'content')): Course {
  const places = placeLessons(modules)
  const written = new Map<string, Lesson>()
  for (const place of places) {
    const file = join(root, place.id, 'lesson.mdx')
    if (!existsSync(file)) continue
    const matter = readFrontMatter(readFileSync(file, 'utf8'), `content/${place.id}/lesson.mdx`, modules)
    written.set(place.id, { ...place, ...matter })
  }
  return { modules, places, written }
}

/** The front matter of one lesson's source; `file` is its name in messages. */
export function readFrontMatter(source: string, file: string, modules: readonly Module[]): FrontMatter {
  const [, yaml] = /^---\r?\n([\s\S]*?)\r?\n---(?:\r?\n|$)/.exec(source) ?? []
  if (yaml === undefined)
    throw new ContentError(`${file}:1:1 begins with front matter between two lines of ---`)
  return readYaml(yaml, {
    file,
    schema: frontMatterSchema,
    firstLine: 2,
    check: ({ prerequisites, covers }) => {
      const ids = new Set(placeLessons(modules).map(({ id }) => id))
      const complaints: Complaint[] = []
      for (const [at, id] of prerequisites.entries()) {
        if (!ids.has(id))
          complaints.push({ path: ['prerequisites', at], message: `there is no lesson ${id}` })
      }
      for (const [at, id] of covers.entries()) {
        if (!isPoint(modules, id))
          complaints.push({ path: ['covers', at], message: `there is no point ${id}` })
      }
      return complaints
    },
  })
}
