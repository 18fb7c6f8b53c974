import { expect, it } from 'vitest'
import { deferRuntime } from './defer-runtime.mjs'

const page = `<!DOCTYPE html><html><head><link rel="preload" href="/fonts/a.woff2" as="font"/><link rel="preload" as="script" fetchPriority="low" href="/_next/static/chunks/a.js"/><script src="/_next/static/chunks/b.js" async=""></script><script src="/_next/static/chunks/old.js" noModule=""></script></head><body><p>Words</p><script src="/_next/static/chunks/a.js" id="_R_" async=""></script><script>(self.__next_f=self.__next_f||[]).push([0])</script></body></html>`

it('takes the tags of the runtime out and names them to the loader, with their ids', () => {
  const html = deferRuntime(page)
  expect(html).not.toContain('<script src="/_next/static/chunks/a.js"')
  expect(html).not.toContain('as="script"')
  expect(html).toContain('[{src:"/_next/static/chunks/b.js"},{src:"/_next/static/chunks/a.js",id:"_R_"}]')
})

it('leaves words, fonts, payload and the tag for old browsers', () => {
  const html = deferRuntime(page)
  for (const kept of ['<p>Words</p>', 'a.woff2', 'self.__next_f', 'old.js" noModule'])
    expect(html).toContain(kept)
})

it('changes nothing the second time', () => {
  expect(deferRuntime(deferRuntime(page))).toBe(deferRuntime(page))
})

it('refuses a page in which it finds no runtime, rather than leave it as it was', () => {
  expect(() => deferRuntime('<html><body></body></html>')).toThrow('no script of the runtime')
})
