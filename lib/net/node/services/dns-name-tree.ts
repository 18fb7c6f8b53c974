/** Names here are lower case and end with a dot; the root is `.` (RFC 1034 section 3.1). */

/** Lower case, with the dot of the root at its end. */
export function canonical(name: string): string {
  const lower = name.toLowerCase()
  return lower.endsWith('.') ? lower : `${lower}.`
}

/** Whether `name` is `ancestor` or lies below it. */
export function isWithin(name: string, ancestor: string): boolean {
  return ancestor === '.' || name === ancestor || name.endsWith(`.${ancestor}`)
}

/** The name without its first label; the root has no parent. */
export function parentOf(name: string): string | null {
  if (name === '.') return null
  return name.slice(name.indexOf('.') + 1) || '.'
}

/** The name itself, its parent, and so on to the root. */
export function ancestorsOf(name: string): string[] {
  const names: string[] = []
  for (let at: string | null = name; at !== null; at = parentOf(at)) names.push(at)
  return names
}
