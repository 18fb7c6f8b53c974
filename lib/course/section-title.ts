import { readLessonFile } from './lesson-file'

/** The words of the second-level heading of a lesson (`module/lesson`) whose id is `section`; null when there is none. */
export function sectionTitle(lesson: string, section: string): string | null {
  return titleIn(readLessonFile(lesson, 'lesson.mdx'), section)
}

/** Ids are made as rehype-slug makes them: small letters, no punctuation, hyphens for spaces. */
export function titleIn(mdx: string, section: string): string | null {
  const titles = [...mdx.matchAll(/^## (.+)$/gm)].map(([, title]) => title.replaceAll('`', '').trim())
  return titles.find((title) => idOf(title) === section) ?? null
}

function idOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\- _]/gu, '')
    .replaceAll(' ', '-')
}
