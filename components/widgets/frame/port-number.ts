/** A port that somebody wrote, 1 to 65535; null for anything else. */
export function portOf(text: string): number | null {
  if (!/^\d{1,5}$/.test(text)) return null
  const port = Number(text)
  return port >= 1 && port <= 65535 ? port : null
}

/** What is wrong with it, and what would do. */
export function wrongPort(text: string): string {
  if (text === '') return 'Write a number from 1 to 65535.'
  return /^\d+$/.test(text)
    ? `${text} is not between 1 and 65535. The nearest is ${Number(text) < 1 ? 1 : 65535}.`
    : `“${text}” is no port: write a number from 1 to 65535.`
}
