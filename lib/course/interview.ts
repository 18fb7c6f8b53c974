import { z } from 'zod'
import { readYaml } from './read-yaml'
import { slug, text } from './schema-parts'

/** A lesson's `interview.yaml`: questions to answer aloud, with the answer that a good candidate gives. */

const question = z.strictObject({
  id: slug,
  level: z.enum(['junior', 'mid', 'senior'], 'one of junior, mid, senior'),
  question: text,
  /** Markdown paragraphs, 60 to 150 words: about a minute aloud. */
  answer: text.superRefine((answer, context) => {
    const words = answer.split(/\s+/).length
    if (words < 60 || words > 150) context.addIssue(`${words} words: an answer has 60 to 150`)
  }),
  /** What an interviewer listens for. */
  points: z.array(text).min(2, 'at least two points'),
  followUp: text,
  mistake: text,
})

const interview = z
  .strictObject({ questions: z.array(question).min(1, 'at least one question') })
  .superRefine(({ questions }, context) => {
    const seen = new Set<string>()
    questions.forEach(({ id }, index) => {
      if (seen.has(id)) {
        context.addIssue({
          code: 'custom',
          path: ['questions', index, 'id'],
          message: `"${id}" is there twice`,
        })
      }
      seen.add(id)
    })
  })

export type Interview = z.infer<typeof interview>
export type InterviewQuestion = Interview['questions'][number]

/** Reads `interview.yaml`. Throws with `file:line:column field: fault` lines; `file` is the name to print. */
export function parseInterview(file: string, source: string): Interview {
  return readYaml(source, { file, schema: interview })
}
