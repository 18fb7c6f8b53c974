/** A line as a shell splits it: blanks separate, quotes hold together, a backslash takes the next character as it is. */
export function splitWords(line: string): string[] {
  const words: string[] = []
  let word: string | null = null
  let quote: string | null = null
  for (let i = 0; i < line.length; i++) {
    const char = line[i]
    if (quote !== null) {
      if (char === quote) quote = null
      else if (char === '\\' && quote === '"' && '"\\$`'.includes(line[i + 1] ?? ' ')) word += line[++i]
      else word += char
    } else if (char === '"' || char === "'") {
      quote = char
      word ??= ''
    } else if (char === '\\' && i + 1 < line.length) word = (word ?? '') + line[++i]
    else if (/\s/.test(char)) {
      if (word !== null) words.push(word)
      word = null
    } else word = (word ?? '') + char
  }
  if (word !== null) words.push(word)
  return words
}

/** xtables_save_string: quoted only when it must be. */
export function saveString(value: string): string {
  if (/^[A-Za-z0-9_-]+$/.test(value)) return value
  return `"${value.replace(/["'\\]/g, '\\$&')}"`
}
