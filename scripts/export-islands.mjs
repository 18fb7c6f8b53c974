// After the export: bundles the players, and makes every page one whose islands wake by themselves. Next's runtime and the trees
// that it reads are left out of what is served.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleIslands } from './bundle-islands.mjs'
import { islandsOnly } from './islands-only.mjs'

const root = fileURLToPath(new URL('../', import.meta.url)).replace(/\/$/, '')
const out = join(root, 'out')
const base = '_next/static/islands'

const pages = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'))
mkdirSync(join(out, base), { recursive: true })
const bundle = await bundleIslands(root, join(out, base), `/${base}/`)

for (const page of pages) {
  try {
    const done = islandsOnly(readFileSync(join(out, page), 'utf8'), bundle)
    if (!done) continue
    writeFileSync(join(out, done.name), done.props)
    writeFileSync(join(out, page), done.html)
  } catch (error) {
    console.error(`out/${page}: ${error.message}`)
    process.exit(1)
  }
}
removeRuntime()
console.log(`${pages.length} pages with ${Object.keys(bundle.players).length} kinds of islands`)

/** Style sheets stay; scripts and trees of Next are asked for by no page. */
function removeRuntime() {
  for (const file of readdirSync(out, { recursive: true, encoding: 'utf8' })) {
    const path = resolve(out, file)
    const isTree = /(^|\/)(index|__next\.[^/]*)\.txt$/.test(file)
    const isRuntime = file.startsWith('_next/static/') && !file.startsWith(base) && file.endsWith('.js')
    if (isTree || isRuntime) rmSync(path)
  }
}
