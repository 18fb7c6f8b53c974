/** Options of getopt(3) kind: `-c 3`, `-c3`, `-n`; what is left are the arguments. */
export type Options = { readonly given: ReadonlyMap<string, string>; readonly rest: readonly string[] }

/** `valued` names the letters that take a value. */
export function readOptions(words: readonly string[], valued: string): Options {
  const given = new Map<string, string>()
  const rest: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (!word.startsWith('-') || word.length === 1) {
      rest.push(word)
      continue
    }
    for (let letter = 1; letter < word.length; letter++) {
      if (!valued.includes(word[letter])) given.set(word[letter], '')
      else {
        given.set(word[letter], word.slice(letter + 1) || (words[++at] ?? ''))
        break
      }
    }
  }
  return { given, rest }
}

/** The number behind a letter, else `absent`. */
export function optionValue({ given }: Options, letter: string, absent: number): number {
  const value = Number(given.get(letter) ?? Number.NaN)
  return Number.isFinite(value) ? value : absent
}
