import { createHash } from 'node:crypto'
import { transformSync } from 'esbuild'
import { fillBoundaries } from './fill-boundaries.mjs'
import { wakeIslands } from './wake-islands.mjs'

const RUNTIME = /<script\b(?=[^>]*\ssrc="[^"]*\/_next\/[^"]+")[^>]*><\/script>/gi
const PRELOAD = /<link\b(?=[^>]*\brel="(?:module)?preload")(?=[^>]*\bas="script")[^>]*>/gi
const PAYLOAD = /<script>((?:\(self\.__next_f=|self\.__next_f\.push)(?:(?!<\/script>)[\s\S])*)<\/script>/g
const ISLAND = /(<(?:div|span) class="island" data-island=")([^"]*)(" data-player=")([^"]*)"/g
const MARK = 'data-wakes-islands'

/** What a page's tree holds that is not ours: Next's own client components. */
const NEXTS = new Set(['OutletBoundary', 'ViewportBoundary', 'MetadataBoundary', 'IconMark'])

/**
 * A page of the export without Next's runtime and payload: complete HTML whose islands wake by themselves. `bundle` tells what
 * `bundleIslands` made, as addresses: `{ start, shared, players }`, players by the name of the island with the name of the
 * component. `html` is the page, `props` the text of the file with its players' props, at `name` from the site's root. Null for a
 * page that was done before. Throws when the page holds a component that would need the runtime.
 */
export function islandsOnly(page, bundle) {
  if (page.includes(MARK)) return null
  const payload = []
  const players = []
  const names = new Set()
  const bare = fillBoundaries(page)
    .replace(PRELOAD, '')
    .replace(RUNTIME, '')
    .replace(PAYLOAD, (_tag, push) => {
      payload.push(push)
      return ''
    })
    .replace(ISLAND, (_tag, before, name, between, player) => {
      const known = players.indexOf(player)
      if (known < 0) players.push(player)
      names.add(name)
      return `${before}${name}${between}${known < 0 ? players.length - 1 : known}"`
    })
  checkComponents(payload.join('\n'), names, bundle)
  const end = bare.lastIndexOf('</body>')
  if (payload.length === 0 || end < 0) throw new Error('this is no page of the export')
  const props = `[${players.map(unescapeAttribute).join(',')}]`
  const name = `_next/static/islands/${createHash('sha256').update(props).digest('hex').slice(0, 16)}.json`
  const loader = loaderOf({
    start: bundle.start,
    shared: bundle.shared,
    players: Object.fromEntries([...names].map((each) => [each, bundle.players[each].files])),
    props: `/${name}`,
  })
  return { html: `${bare.slice(0, end)}<script ${MARK}="">${loader}</script>${bare.slice(end)}`, props, name }
}

/** Outside of an island nothing wakes: a component that wants to is named here, not left dead on the page. */
function checkComponents(payload, names, { players }) {
  for (const name of names) {
    if (!players[name]) throw new Error(`components/islands.ts has no island ${name}`)
  }
  // the tree also holds what stands on the page only when nothing was found
  const inIslands = new Set(Object.values(players).map(({ component }) => component))
  for (const [, component] of payload.matchAll(/I\[\d+,\[[^\]]*\],\\"([A-Z]\w*)\\"/g)) {
    if (NEXTS.has(component) || inIslands.has(component)) continue
    throw new Error(`${component} needs a browser and stands outside of an island (components/islands.ts)`)
  }
}

function unescapeAttribute(text) {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

function loaderOf(page) {
  const { code } = transformSync(`(${wakeIslands})(${JSON.stringify(page)})`, {
    minify: true,
    target: 'es2022',
  })
  return code.trim().replaceAll('</script', '<\\/script')
}
