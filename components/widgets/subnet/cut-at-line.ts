/** The most characters that a field of the calculator holds: some hundred lines, also of IPv6. */
export const MOST_TEXT = 16_000

/** A text as far as it fits, and what did not. */
export type CutText = { readonly kept: string; readonly left: string }

/** Cuts between two lines, or else between two entries: half an address could be read as another one. */
export function cutAtLine(text: string, most = MOST_TEXT): CutText {
  if (text.length <= most) return { kept: text, left: '' }
  const fitting = text.slice(0, most + 1)
  const end = [fitting.lastIndexOf('\n'), fitting.lastIndexOf(','), fitting.lastIndexOf(';')].find(
    (at) => at > 0,
  )
  const at = end ?? (/[\ud800-\udbff]/.test(text[most - 1]) ? most - 1 : most) // a character may be two units
  return { kept: text.slice(0, at), left: text.slice(at).replace(/^[\n,;]/, '') }
}
