import { readFileSync } from 'node:fs'

/** The names in the registry's object, `components/mdx/registry.tsx`: what a lesson may use. */
export function knownComponents(root) {
  const source = readFileSync(new URL('components/mdx/registry.tsx', root), 'utf8')
  const [, body] = /export const registry = \{([\s\S]*?)\n\}/.exec(source) ?? []
  if (body === undefined) throw new Error('components/mdx/registry.tsx has no `export const registry = {`')
  return [...body.matchAll(/^ {2}(\w+)[,:]/gm)].map(([, name]) => name)
}
