import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { ContentError, readYaml } from './read-yaml'
import { layer, slug, text } from './schema-parts'

const entry = z.strictObject({
  id: slug,
  term: text,
  /** One sentence that stands alone. */
  sentence: text,
  layer: layer.optional(),
  rfc: z.number().int().positive().optional(),
  /** The lesson that explains it, `module/lesson`. */
  lesson: text.optional(),
})

const glossary = z.array(entry).superRefine((entries, context) => {
  const seen = new Set<string>()
  entries.forEach(({ id }, index) => {
    if (seen.has(id))
      context.addIssue({ code: 'custom', path: [index, 'id'], message: `"${id}" is there twice` })
    seen.add(id)
  })
})

export type GlossaryEntry = z.infer<typeof entry>

/** The glossary, in the order of its terms. Throws `ContentError` naming file, line and field. */
export function readGlossary(): readonly GlossaryEntry[] {
  const source = readFileSync(join(process.cwd(), 'content/glossary.yaml'), 'utf8')
  const entries = readYaml(source, { file: 'content/glossary.yaml', schema: glossary })
  return entries.toSorted((a, b) => a.term.localeCompare(b.term, 'en'))
}

/** The entry that `<Term id>` of `lesson` (`module/lesson`) names. Throws `ContentError` for one that is not in the glossary. */
export function findTerm(id: string, lesson: string): GlossaryEntry {
  const found = readGlossary().find((one) => one.id === id)
  if (!found)
    throw new ContentError(
      `content/${lesson}/lesson.mdx: content/glossary.yaml does not explain <Term id="${id}">`,
    )
  return found
}
