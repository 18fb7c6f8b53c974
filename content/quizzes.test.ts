import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { prepareQuestion } from '@/components/quiz/prepare-question'
import { readCourse } from '@/lib/course/read-course'
import { readInterview, readQuiz } from '@/lib/course/read-quiz'
import { course } from './course'

const lessons = [...readCourse(course).written.values()]

it('there is a written lesson to look at', () => expect(lessons.length).toBeGreaterThan(0))

describe.each(lessons.map((lesson) => [lesson.id, lesson] as const))('the quiz of %s', (id, lesson) => {
  const { items } = readQuiz(id)
  const source = readFileSync(`content/${id}/lesson.mdx`, 'utf8')
  const sections = new Set(Array.from(source.matchAll(/^## (.+)$/gm), ([, heading]) => slugOf(heading ?? '')))

  it('has at least eight items of at least three kinds', () => {
    expect(items.length).toBeGreaterThanOrEqual(8)
    expect(new Set(items.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(3)
  })

  it('asks for every point that the lesson covers, and for no other', () => {
    expect([...new Set(items.map(({ covers }) => covers))].sort()).toEqual([...lesson.covers].sort())
  })

  it.each(items.map((item) => [item.id, item] as const))(
    '%s leads to a section and can be asked',
    (_id, item) => {
      expect([...sections]).toContain(item.section)
      expect(prepareQuestion(id, item).id).toBe(item.id)
    },
  )

  it('does not give the right option away by its length', () => {
    const given = items.filter((item) => {
      if (item.kind !== 'choice') return false
      const lengths = item.options.filter(({ correct }) => !correct).map(({ text }) => text.length)
      const right = item.options.find(({ correct }) => correct)?.text.length ?? 0
      return right > Math.max(...lengths) * 1.25
    })
    expect(given.map((item) => item.id)).toEqual([])
  })

  it('has interview questions of all three levels', () => {
    expect(new Set(readInterview(id).questions.map(({ level }) => level))).toEqual(
      new Set(['junior', 'mid', 'senior']),
    )
  })
})

/** As rehype-slug does for plain headings. */
function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
}
