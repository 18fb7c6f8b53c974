import { describe, expect, it } from 'vitest'
import { readShare } from './read-share'

const lesson = [
  { top: 0, height: 500, weight: 100 },
  { top: 500, height: 500, weight: 100 },
  { top: 1000, height: 1000, weight: 200 },
]
const scrolled = (by: number) => lesson.map((block) => ({ ...block, top: block.top - by }))

describe('how much of a lesson was read', () => {
  it.each([
    [0, 500, 0.25, 'the first of four parts is above the edge'],
    [0, 750, 0.375, 'half of the second block too'],
    [500, 500, 0.5, 'scrolled to the long block'],
    [1500, 500, 1, 'the last line is on the screen'],
    [1499.6, 500, 1, 'the browser rounds the end of the page down'],
    [-600, 500, 0, 'nothing is above the edge yet'],
  ])('scrolled by %d in a window of %d px: %d, because %s', (by, height, share) => {
    expect(readShare(scrolled(by), height)).toBeCloseTo(share)
  })

  it('does not depend on the guessed height of what was not seen yet', () => {
    const guessed = lesson.map((block, index) => (index === 2 ? { ...block, height: 40 } : block))
    expect(readShare(guessed, 500)).toBe(readShare(lesson, 500))
  })

  it('is nothing for a page without text', () => expect(readShare([], 500)).toBe(0))
})
