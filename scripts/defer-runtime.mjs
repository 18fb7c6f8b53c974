// After the export, in every page: puts parts that a script would move into their place, and moves the runtime with its payload
// behind the reader's first sign (scripts/wake-runtime.mjs says which). What a page weighs before that is its words.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'esbuild'
import { fillBoundaries } from './fill-boundaries.mjs'
import { wakeRuntime } from './wake-runtime.mjs'

const RUNTIME = /<script\b(?=[^>]*\ssrc="([^"]*\/_next\/[^"]+)")(?![^>]*\bnomodule)[^>]*><\/script>/gi
const PRELOAD = /<link\b(?=[^>]*\brel="(?:module)?preload")(?=[^>]*\bas="script")[^>]*>/gi
const PAYLOAD = /<script>((?:\(self\.__next_f=|self\.__next_f\.push)(?:(?!<\/script>)[\s\S])*)<\/script>/g
const MARK = 'data-wakes-runtime'

/**
 * `html` is the page without the runtime's tags, with the loader in their place; `payload` is the script that the runtime reads
 * its tree from, and `name` its path from the site's root. Null for a page that was done before.
 */
export function deferRuntime(page) {
  if (page.includes(MARK)) return null
  const scripts = []
  const pushes = []
  const bare = fillBoundaries(page)
    .replace(PRELOAD, '')
    .replace(RUNTIME, (tag, src) => {
      const [, id] = /\sid="([^"]+)"/.exec(tag) ?? []
      scripts.push(id ? { src, id } : { src })
      return ''
    })
    .replace(PAYLOAD, (_tag, push) => {
      pushes.push(push)
      return ''
    })
  const [first] = scripts
  if (!first || pushes.length === 0) throw new Error('no runtime, or no payload, was found')
  const end = bare.lastIndexOf('</body>')
  if (end < 0) throw new Error('the page has no </body>')
  const payload = `${pushes.join('\n')}\n`
  const name = `_next/static/payload/${createHash('sha256').update(payload).digest('hex').slice(0, 16)}.js`
  const base = first.src.slice(0, first.src.indexOf('_next/'))
  const loader = loaderOf([{ src: base + name }, ...scripts])
  return {
    html: `${bare.slice(0, end)}<script ${MARK}="">${loader}</script>${bare.slice(end)}`,
    payload,
    name,
  }
}

function loaderOf(scripts) {
  const { code } = transformSync(`(${wakeRuntime})(${JSON.stringify(scripts)})`, {
    minify: true,
    target: 'es2022',
  })
  return code.trim().replaceAll('</script', '<\\/script')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const out = fileURLToPath(new URL('../out/', import.meta.url))
  const pages = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.html'),
  )
  mkdirSync(`${out}_next/static/payload`, { recursive: true })
  for (const page of pages) {
    try {
      const deferred = deferRuntime(readFileSync(out + page, 'utf8'))
      if (!deferred) continue
      writeFileSync(out + deferred.name, deferred.payload)
      writeFileSync(out + page, deferred.html)
    } catch (error) {
      console.error(`out/${page}: ${error.message}`)
      process.exit(1)
    }
  }
  console.log(`${pages.length} pages fetch their runtime at the reader's first sign`)
}
