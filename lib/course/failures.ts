import { z } from 'zod'
import { readLessonFile } from './lesson-file'
import { readYaml } from './read-yaml'
import { slug, text } from './schema-parts'

/** Recorded failures of a lesson: what a tool said, what was on the wire, and the layer at which it failed. */

const failure = z.strictObject({
  id: slug,
  /** Files in the lesson's `transcripts/`. */
  message: text,
  evidence: text,
  /** What was asked of the network, in a few words. */
  tried: text,
  layer: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(7)]),
  /** How the evidence shows it. Inline markdown: `code`, **bold**, *em*. */
  explanation: text,
})

const failures = z.array(failure).min(1)

export type Failure = z.infer<typeof failure>

/** Reads a list of failures from `file` in the folder of `lesson`. Throws `ContentError` naming file, line and field. */
export function readFailures(lesson: string, file: string): readonly Failure[] {
  return readYaml(readLessonFile(lesson, file), { file: `content/${lesson}/${file}`, schema: failures })
}
