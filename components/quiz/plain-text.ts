/** A quiz text without its marks, for places that show none: names of buttons, entries of a list. */
export function plainText(text: string): string {
  return text.replace(/[`*]/g, '')
}
