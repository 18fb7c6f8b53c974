import { isMap, isNode, LineCounter, type Node, parseDocument } from 'yaml'
import type { z } from 'zod'

/**
 * Reads YAML that a person wrote and checks it against `schema`. Throws one error that lists everything wrong, a line
 * each, as `file:line:column field: what is wrong`, so that the build and an editor can point at the place.
 */
export function readCheckedYaml<T>(file: string, text: string, schema: z.ZodType<T>): T {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    throw new Error(
      document.errors.map((error) => `${place(file, lines, error.pos[0])} ${error.message}`).join('\n'),
    )
  }
  const parsed = schema.safeParse(document.toJS() ?? {})
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.flatMap((issue) => {
    const path = issue.path.filter((step) => typeof step !== 'symbol')
    const at = (keys: readonly (string | number)[]) => place(file, lines, offsetOf(document.contents, keys))
    if (issue.code !== 'unrecognized_keys') return `${at(path)} ${name(path)}: ${issue.message}`
    return issue.keys.map((key) => `${at([...path, key])} ${name([...path, key])}: unknown field`)
  })
  throw new Error(faults.join('\n'))
}

function place(file: string, lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset)
  return `${file}:${line}:${col}`
}

function name(path: readonly (string | number)[]): string {
  return path.length === 0 ? 'document' : path.join('.')
}

/** Where the last node of `path` that exists begins; a key, where the last step is one. */
function offsetOf(root: unknown, path: readonly (string | number)[]): number {
  let node: unknown = root
  let offset = isNode(root) ? start(root) : 0
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isNode(item.key) && String(item.key) === String(step))
      if (!pair) return offset
      offset = start(pair.key as Node)
      node = pair.value
    } else {
      const items = (node as { items?: unknown[] } | null)?.items
      const item = items?.[Number(step)]
      if (!isNode(item)) return offset
      offset = start(item)
      node = item
    }
  }
  return offset
}

function start(node: Node): number {
  return node.range?.[0] ?? 0
}
