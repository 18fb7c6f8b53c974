// After the export: moves every page's runtime behind the reader's first sign (scripts/wake-runtime.mjs says which).
// The page itself is complete HTML; what it weighs before anyone touches it is its words.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'esbuild'
import { wakeRuntime } from './wake-runtime.mjs'

const RUNTIME = /<script\b(?=[^>]*\ssrc="([^"]*\/_next\/[^"]+)")(?![^>]*\bnomodule)[^>]*><\/script>/gi
const PRELOAD = /<link\b(?=[^>]*\brel="(?:module)?preload")(?=[^>]*\bas="script")[^>]*>/gi
const MARK = 'data-wakes-runtime'

/** The page without its runtime's tags, and with the loader in their place. A page that was done before is left as it is. */
export function deferRuntime(html) {
  if (html.includes(MARK)) return html
  const scripts = []
  const bare = html.replace(PRELOAD, '').replace(RUNTIME, (tag, src) => {
    const [, id] = /\sid="([^"]+)"/.exec(tag) ?? []
    scripts.push(id ? { src, id } : { src })
    return ''
  })
  if (scripts.length === 0) throw new Error('no script of the runtime was found')
  const end = bare.lastIndexOf('</body>')
  if (end < 0) throw new Error('the page has no </body>')
  return `${bare.slice(0, end)}<script ${MARK}="">${loader(scripts)}</script>${bare.slice(end)}`
}

function loader(scripts) {
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
  for (const page of pages) {
    try {
      writeFileSync(out + page, deferRuntime(readFileSync(out + page, 'utf8')))
    } catch (error) {
      console.error(`out/${page}: ${error.message}`)
      process.exit(1)
    }
  }
  console.log(`${pages.length} pages fetch their runtime at the reader's first sign`)
}
