import { isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import type * as z from 'zod'

/** One thing that is wrong with a file. `path` leads to the value, as zod writes it. */
export type Complaint = { readonly path: readonly PropertyKey[]; readonly message: string }

/** The author's mistake: the build stops, and the message names file, line, column and field. */
export class ContentError extends Error {
  override name = 'ContentError'
}

/**
 * Reads YAML and checks it. Throws `ContentError` with one `file:line:column field: message` line per mistake.
 * `firstLine` is the line of `file` on which `source` begins (front matter begins on line 2).
 * `check` looks for what a schema cannot know, such as whether a named lesson exists.
 */
export function readYaml<Schema extends z.ZodType>(
  source: string,
  {
    file,
    schema,
    firstLine = 1,
    check = () => [],
  }: {
    readonly file: string
    readonly schema: Schema
    readonly firstLine?: number
    readonly check?: (value: z.output<Schema>) => readonly Complaint[]
  },
): z.output<Schema> {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines })
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${file}:${line + firstLine - 1}:${col}`
  }
  if (document.errors.length > 0) {
    throw new ContentError(
      document.errors.map((error) => `${place(error.pos[0])} ${error.message.split('\n')[0]}`).join('\n'),
    )
  }

  const report = (complaints: readonly Complaint[]) =>
    new ContentError(
      complaints
        .map(({ path, message }) => {
          const field = path.map(String).join('.')
          return `${place(offsetOf(document.contents, path))}${field && ` ${field}:`} ${message}`
        })
        .join('\n'),
    )

  const parsed = schema.safeParse(document.toJS())
  if (!parsed.success) throw report(parsed.error.issues.flatMap(complaintsOf))
  const complaints = check(parsed.data)
  if (complaints.length > 0) throw report(complaints)
  return parsed.data
}

/** An unknown key is complained about at the key itself. */
function complaintsOf(issue: z.core.$ZodIssue): Complaint[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: issue.message }]
  return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'is not a known field' }))
}

/** Where the value at `path` begins; for a value that is missing, where its nearest parent begins. */
function offsetOf(root: Node | null, path: readonly PropertyKey[]): number {
  let node: unknown = root
  let offset = root?.range?.[0] ?? 0
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      if (!pair) break
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else {
      const items = (node as { items?: readonly unknown[] } | null)?.items
      node = items?.[Number(step)]
      if (isNode(node)) offset = node.range?.[0] ?? offset
    }
  }
  return offset
}
