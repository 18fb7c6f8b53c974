import { expect, it } from 'vitest'
import { readGlossary } from '@/lib/course/glossary'

it('the glossary can be read: no term twice, no key twice', () => {
  expect(readGlossary().length).toBeGreaterThan(100)
})
