import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeProgress } from './merge-progress'
import { formatProgress, type Progress } from './progress'
import { anyProgress } from './progress.arbitrary'

function same(a: Progress, b: Progress): void {
  expect(formatProgress(a)).toBe(formatProgress(b))
}

describe('merging what two tabs know', () => {
  it('does not depend on which tab was first', () => {
    fc.assert(fc.property(anyProgress, anyProgress, (a, b) => same(mergeProgress(a, b), mergeProgress(b, a))))
  })

  it('does not depend on the order in which three tabs meet', () => {
    fc.assert(
      fc.property(anyProgress, anyProgress, anyProgress, (a, b, c) =>
        same(mergeProgress(mergeProgress(a, b), c), mergeProgress(a, mergeProgress(b, c))),
      ),
    )
  })

  it('changes nothing when the same document comes twice', () => {
    fc.assert(
      fc.property(anyProgress, anyProgress, (a, b) => {
        same(mergeProgress(a, a), a)
        const merged = mergeProgress(a, b)
        same(mergeProgress(merged, b), merged)
      }),
    )
  })

  it('never loses the better record of documents of one generation', () => {
    fc.assert(
      fc.property(anyProgress, anyProgress, (a, b) => {
        const merged = mergeProgress({ ...a, generation: 0 }, { ...b, generation: 0 })
        for (const source of [a, b]) {
          for (const [lesson, record] of Object.entries(source.lessons)) {
            expect(merged.lessons[lesson]?.read).toBeGreaterThanOrEqual(record.read)
            if (record.done !== null) expect(merged.lessons[lesson]?.done).not.toBeNull()
          }
          for (const [lesson, quiz] of Object.entries(source.quizzes)) {
            for (const [id, record] of Object.entries(quiz)) {
              const item = merged.quizzes[lesson]?.[id]
              expect(item?.best).toBeGreaterThanOrEqual(record.best)
              expect(item?.attempts).toBeGreaterThanOrEqual(record.attempts)
              if (record.firstRight !== null) expect(item?.firstRight).not.toBeNull()
            }
          }
        }
      }),
    )
  })

  it('lets a reset win over everything that was before it', () => {
    fc.assert(
      fc.property(anyProgress, anyProgress, (a, b) => {
        const reset = { ...b, generation: a.generation + 1 }
        same(mergeProgress(a, reset), reset)
      }),
    )
  })
})
