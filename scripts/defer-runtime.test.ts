import { expect, it } from 'vitest'
import { deferRuntime } from './defer-runtime.mjs'

const page = `<!DOCTYPE html><html><head><link rel="preload" href="/fonts/a.woff2" as="font"/><link rel="preload" as="script" fetchPriority="low" href="/_next/static/chunks/a.js"/><script src="/_next/static/chunks/b.js" async=""></script><script src="/_next/static/chunks/old.js" noModule=""></script></head><body><p>Words</p><script src="/_next/static/chunks/a.js" id="_R_" async=""></script><script>(self.__next_f=self.__next_f||[]).push([0])</script><script>self.__next_f.push([1,"words again"])</script></body></html>`

it('takes the tags of the runtime out and names them to the loader behind the payload, with their ids', () => {
  const deferred = deferRuntime(page)
  expect(deferred?.html).not.toContain('<script src="/_next/static/chunks/a.js"')
  expect(deferred?.html).not.toContain('as="script"')
  expect(deferred?.html).toContain(
    `[{src:"/${deferred?.name}"},{src:"/_next/static/chunks/b.js"},{src:"/_next/static/chunks/a.js",id:"_R_"}]`,
  )
})

it('moves the payload into a script of its own, in its order', () => {
  const deferred = deferRuntime(page)
  expect(deferred?.html).not.toContain('words again')
  expect(deferred?.payload).toBe(
    '(self.__next_f=self.__next_f||[]).push([0])\nself.__next_f.push([1,"words again"])\n',
  )
})

it('leaves words, fonts and the tag for old browsers', () => {
  for (const kept of ['<p>Words</p>', 'a.woff2', 'old.js" noModule']) {
    expect(deferRuntime(page)?.html).toContain(kept)
  }
})

it('does nothing to a page that was done before', () => {
  expect(deferRuntime(deferRuntime(page)?.html ?? '')).toBeNull()
})

it('refuses a page in which it finds no runtime, rather than leave it as it was', () => {
  expect(() => deferRuntime('<html><body></body></html>')).toThrow('no runtime')
})
