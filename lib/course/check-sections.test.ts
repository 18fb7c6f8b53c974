import { expect, it } from 'vitest'
import { checkSections } from './check-sections'

const headings = [{ id: 'closing' }, { id: 'recap' }]

it('accepts questions whose sections are headings', () => {
  expect(() => checkSections('transport/tcp', [{ id: 'a', section: 'closing' }], headings)).not.toThrow()
})

it('names the question whose section is not there', () => {
  const items = [
    { id: 'a', section: 'closing' },
    { id: 'b', section: 'opening' },
  ]
  expect(() => checkSections('transport/tcp', items, headings)).toThrow(
    'content/transport/tcp/quiz.yaml, item b: no section opening; there are closing, recap',
  )
})
