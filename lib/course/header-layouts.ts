import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { readYaml } from './read-yaml'
import { slug, text } from './schema-parts'

const layouts = z.array(
  z.strictObject({
    id: slug,
    /** `public/captures/<capture>.pcap` */
    capture: slug,
    /** counts from 1 */
    frame: z.number().int().positive(),
    /** the dissector's name of the header */
    protocol: text,
    /** where the header's own name is not enough */
    name: text.optional(),
  }),
)

export type HeaderLayout = z.output<typeof layouts>[number]

/** The headers that the reference draws, in their order. Throws `ContentError` naming file, line and field. */
export function readHeaderLayouts(): readonly HeaderLayout[] {
  const file = 'content/header-layouts.yaml'
  return readYaml(readFileSync(join(process.cwd(), file), 'utf8'), { file, schema: layouts })
}
