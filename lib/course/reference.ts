import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { readYaml } from './read-yaml'
import { slug, text } from './schema-parts'

const column = z.strictObject({
  key: slug,
  label: text,
  /** values as they stand on the wire or at a prompt */
  mono: z.boolean().default(false),
})

const value = z.union([text, z.number()]).transform(String)

/** What a row says besides its cells: its anchor on the table's page, who says so, and which addresses it is about. */
const rowKeys = ['id', 'rfc', 'section', 'url', 'prefix'] as const

const row = z
  .object({
    id: slug,
    rfc: z.number().int().positive().optional(),
    section: text.optional(),
    /** for what no RFC lays down */
    url: z.url().optional(),
    /** the block that the row is about: a search for an address inside of it finds the row */
    prefix: text.optional(),
  })
  .catchall(value)

const referenceTable = z
  .strictObject({
    title: text,
    summary: text,
    /** what can be typed into the search, with an example */
    hint: text,
    /** the registry that the rows are taken from, and how they were compared with it */
    source: z.strictObject({ title: text, url: z.url(), compared: text }),
    columns: z.array(column).min(2),
    rows: z.array(row).min(1),
  })
  .superRefine(({ columns, rows }, context) => {
    const seen = new Set<string>()
    const keys = new Set<string>([...rowKeys, ...columns.map(({ key }) => key)])
    rows.forEach((one, at) => {
      const complain = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: ['rows', at, field], message })
      if (seen.has(one.id)) complain('id', `"${one.id}" is there twice`)
      seen.add(one.id)
      if (!(one.rfc || one.url)) complain('id', `"${one.id}" has no source: give it rfc or url`)
      for (const key of Object.keys(one)) if (!keys.has(key)) complain(key, 'is not a column of this table')
    })
  })

export type ReferenceTable = z.output<typeof referenceTable> & { readonly name: string }
export type ReferenceRow = ReferenceTable['rows'][number]

const folder = () => join(process.cwd(), 'content/reference')

/** The tables of `content/reference/`, by their file's name, in the order of their titles. Throws `ContentError` naming file and line. */
export function readReferences(): readonly ReferenceTable[] {
  return readdirSync(folder())
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readReference(file.replace('.yaml', '')))
    .toSorted((a, b) => a.title.localeCompare(b.title, 'en'))
}

/** One table. Throws `ContentError` that names file, line and field; an unknown name fails as a missing file does. */
export function readReference(name: string): ReferenceTable {
  const source = readFileSync(join(folder(), `${name}.yaml`), 'utf8')
  return { name, ...parseReference(source, `content/reference/${name}.yaml`) }
}

/** Exported for its test. */
export function parseReference(source: string, file: string) {
  return readYaml(source, { file, schema: referenceTable })
}
