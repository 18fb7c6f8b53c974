import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ContentError } from './read-yaml'

/** A file of a lesson's folder as text, `lesson` being `module/lesson`. Throws `ContentError` when it is not there. */
export function readLessonFile(lesson: string, file: string): string {
  const path = join(process.cwd(), 'content', lesson, file)
  if (!existsSync(path))
    throw new ContentError(`content/${lesson}/lesson.mdx names ${file}, which is not there`)
  return readFileSync(path, 'utf8')
}
