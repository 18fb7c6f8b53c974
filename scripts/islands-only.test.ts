import { describe, expect, it } from 'vitest'
import { islandsOnly } from './islands-only.mjs'

const bundle = {
  start: '/islands/start.js',
  shared: ['/islands/start.js'],
  players: {
    switch: { component: 'Switch', files: ['/islands/switch.js'] },
    router: { component: 'Router', files: ['/islands/router.js'] },
  },
}
const islandOf = (name: string, player: string) =>
  `<div class="island" data-island="${name}" data-player="${player}"><button>Flood</button></div>`
const pageOf = (body: string, component = 'Switch') =>
  `<html><head><script src="/_next/static/chunks/a.js" async=""></script></head><body>${body}` +
  `<script>self.__next_f.push([1,"2:I[7,[\\"$1\\"],\\"${component}\\"]"])</script></body></html>`

describe('a page of islands only', () => {
  it('asks for no script of its own accord', () => {
    const { html } = islandsOnly(pageOf(islandOf('switch', '{}')), bundle) ?? {}
    expect(html).not.toMatch(/<script[^>]*\ssrc/)
    expect(html).not.toContain('__next_f')
  })

  it('keeps what the server rendered, and takes the players’ props out of it', () => {
    const ports = '{&quot;ports&quot;:[&quot;a &lt; b &amp;amp; c&quot;]}'
    const { html, props } = islandsOnly(pageOf(islandOf('switch', ports)), bundle) ?? {}
    expect(html).toContain('data-island="switch" data-player="0"><button>Flood</button>')
    expect(JSON.parse(props ?? '')).toEqual([{ ports: ['a < b &amp; c'] }])
  })

  it('names the same props once', () => {
    const { html, props } =
      islandsOnly(pageOf(islandOf('switch', '{}') + islandOf('switch', '{}')), bundle) ?? {}
    expect(html?.match(/data-player="0"/g)).toHaveLength(2)
    expect(props).toBe('[{}]')
  })

  it('knows the files of the players that it has, and of no others', () => {
    const { html } = islandsOnly(pageOf(islandOf('switch', '{}')), bundle) ?? {}
    expect(html).toContain('/islands/switch.js')
    expect(html).not.toContain('/islands/router.js')
  })

  it('is left alone when it was made one before', () => {
    const { html } = islandsOnly(pageOf(islandOf('switch', '{}')), bundle) ?? {}
    expect(islandsOnly(html ?? '', bundle)).toBeNull()
  })

  it('refuses a component that no island holds, which would be dead on the page', () => {
    expect(() => islandsOnly(pageOf('<button>Flood</button>', 'Hub'), bundle)).toThrow('Hub')
  })

  it('refuses an island that nobody knows', () => {
    expect(() => islandsOnly(pageOf(islandOf('hub', '{}')), bundle)).toThrow('hub')
  })
})
