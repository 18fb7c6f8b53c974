import * as z from 'zod'
import { type LayerNumber, layerNumbers } from './layers'

const text = z.string().trim().min(1)

const reference = z.union([
  z.strictObject({ rfc: z.number().int().positive(), section: z.coerce.string().optional() }),
  z.strictObject({ man: z.string().regex(/^[\w.+-]+\(\d\w*\)$/, 'is written as ss(8)') }),
  z.strictObject({ url: z.url({ protocol: /^https$/ }), title: text }),
])

/** What stands at the head of a lesson. Unknown keys are errors: a misspelt field must not vanish. */
export const frontMatterSchema = z.strictObject({
  title: text,
  /** One sentence: what the reader will be able to do. */
  summary: text,
  minutes: z.number().int().min(1).max(120),
  layers: z
    .array(
      z
        .number()
        .refine((layer): layer is LayerNumber => (layerNumbers as readonly number[]).includes(layer), {
          message: `is one of ${layerNumbers.join(', ')}`,
        }),
    )
    .min(1),
  objectives: z.array(text).min(3).max(5),
  /** Lessons by id, `module/lesson`. */
  prerequisites: z.array(text),
  /** Points of the syllabus, `tcp-connections.3`. */
  covers: z.array(text).min(1),
  references: z.array(reference),
})

export type FrontMatter = z.infer<typeof frontMatterSchema>
export type Reference = z.infer<typeof reference>
