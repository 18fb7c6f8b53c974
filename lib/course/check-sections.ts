import { ContentError } from './read-yaml'

/**
 * Every question points at the section of the lesson that answers it. Throws `ContentError` naming each question of
 * `content/<lesson>/quiz.yaml` whose section is not a heading of the lesson.
 */
export function checkSections(
  lesson: string,
  items: readonly { readonly id: string; readonly section: string }[],
  headings: readonly { readonly id: string }[],
): void {
  const known = headings.map(({ id }) => id)
  const lost = items.filter(({ section }) => !known.includes(section))
  if (lost.length === 0) return
  throw new ContentError(
    lost
      .map(
        ({ id, section }) =>
          `content/${lesson}/quiz.yaml, item ${id}: no section ${section}; there are ${known.join(', ')}`,
      )
      .join('\n'),
  )
}
