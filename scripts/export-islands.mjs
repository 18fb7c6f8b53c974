// After the export: bundles the players, makes every page one whose islands wake by themselves, and gives it those parts of the
// style sheet that it could use. Next's runtime and the trees that it reads are left out of what is served.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleIslands } from './bundle-islands.mjs'
import { islandsOnly } from './islands-only.mjs'
import { couldUse, namesOf, splitStyles } from './split-styles.mjs'

const root = fileURLToPath(new URL('../', import.meta.url)).replace(/\/$/, '')
const out = join(root, 'out')
const base = '_next/static/islands'

const pages = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'))
mkdirSync(join(out, base), { recursive: true })
const bundle = await bundleIslands(root, join(out, base), `/${base}/`)

const sheets = takeSheets()

for (const page of pages) {
  try {
    const done = islandsOnly(readFileSync(join(out, page), 'utf8'), bundle)
    if (!done) continue
    writeFileSync(join(out, done.name), done.props)
    writeFileSync(join(out, page), withSheets(done.html))
  } catch (error) {
    console.error(`out/${page}: ${error.message}`)
    process.exit(1)
  }
}
removeRuntime()
console.log(`${pages.length} pages with ${Object.keys(bundle.players).length} kinds of islands`)

/** The one sheet that Next made, taken apart. What all pages have in common is written under a name that changes with it. */
function takeSheets() {
  const folder = '_next/static/chunks'
  const [made, ...others] = readdirSync(join(out, folder)).filter((file) => file.endsWith('.css'))
  if (!made || others.length > 0)
    throw new Error(`out/${folder} holds one style sheet, that of app/globals.css`)
  const { common, parts } = splitStyles(readFileSync(join(out, folder, made), 'utf8'))
  rmSync(join(out, folder, made))
  const file = `${folder}/${createHash('sha256').update(common).digest('hex').slice(0, 16)}.css`
  writeFileSync(join(out, file), common)
  return { link: `<link rel="stylesheet" href="/${folder}/${made}"`, common: `/${file}`, parts }
}

/**
 * The page with the common sheet in the place of the whole one, and in itself all parts that it could use: few pages use the same,
 * and who goes from lesson to lesson need not wait for another file.
 */
function withSheets(html) {
  const names = namesOf(html)
  const parts = sheets.parts.filter(({ css }) => couldUse(css, names)).map(({ css }) => css)
  return html.replace(
    new RegExp(`${sheets.link}([^>]*)>`),
    (_link, rest) =>
      `<link rel="stylesheet" href="${sheets.common}"${rest}>${parts.length > 0 ? `<style>${parts.join('')}</style>` : ''}`,
  )
}

/** Style sheets stay; scripts and trees of Next are asked for by no page. */
function removeRuntime() {
  for (const file of readdirSync(out, { recursive: true, encoding: 'utf8' })) {
    const path = resolve(out, file)
    const isTree = /(^|\/)(index|__next\.[^/]*)\.txt$/.test(file)
    const isRuntime = file.startsWith('_next/static/') && !file.startsWith(base) && file.endsWith('.js')
    if (isTree || isRuntime) rmSync(path)
  }
}
