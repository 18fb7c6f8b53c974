import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const out = fileURLToPath(new URL('../out', import.meta.url))

/** Every page of the exported site as a path from its root: `/`, `/learn/transport/tcp-connections/` … */
export function everyPage(): string[] {
  return readdirSync(out, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.html') && !file.startsWith('_next/'))
    .map((file) => `/${file.replace(/(^|\/)index\.html$/, '$1')}`)
    .filter((path) => path !== '/404/' && path !== '/_not-found/')
    .sort()
}
