import { expect, it } from 'vitest'
import { readCourse } from '@/lib/course/read-course'
import { course } from './course'

/** Modules whose lessons are all written: every point of the syllabus that is theirs must be taught by one. */
const FINISHED = ['foundations', 'local-network', 'addressing', 'routing', 'transport']

it.each(FINISHED)('every syllabus point of module %s is covered by a lesson', (slug) => {
  const covered = new Set([...readCourse(course).written.values()].flatMap(({ covers }) => covers))
  const module = course.find((one) => one.slug === slug)
  const points = module?.lessons.flatMap((lesson) =>
    Array.from({ length: lesson.points }, (_, index) => `${lesson.slug}.${index + 1}`),
  )
  expect(points?.filter((point) => !covered.has(point))).toEqual([])
})
