import { expect, it } from 'vitest'
import { fillBoundaries } from './fill-boundaries.mjs'

const hole = (id: number) => `<!--$?--><template id="B:${id}"></template><!--/$-->`
const part = (id: number, html: string, before = '') =>
  `<div hidden id="S:${id}">${html}</div><script>${before}$RC("B:${id}","S:${id}")</script>`

it('puts each part where the script would have moved it', () => {
  const page = `<main>${hole(0)}<p>Between</p>${hole(1)}</main>${part(0, '<div>One</div>', '$RC=function(a,b){a<b};')}${part(1, '<b>Two</b>')}`
  expect(fillBoundaries(page)).toBe(
    '<main><!--$--><div>One</div><!--/$--><p>Between</p><!--$--><b>Two</b><!--/$--></main>',
  )
})

it('fills a part that lies in another part', () => {
  const page = `<main>${hole(0)}</main>${part(0, `<div>${hole(1)}</div>`)}${part(1, '<b>Deep</b>')}`
  expect(fillBoundaries(page)).toBe('<main><!--$--><div><!--$--><b>Deep</b><!--/$--></div><!--/$--></main>')
})

it('leaves a page without such parts as it is', () => {
  expect(fillBoundaries('<main><!--$-->Here<!--/$--></main>')).toBe('<main><!--$-->Here<!--/$--></main>')
})

it('refuses a page with a hole that nothing fills', () => {
  expect(() => fillBoundaries(hole(3))).toThrow('missing')
})
