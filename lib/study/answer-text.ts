/** Trimmed, case-folded, inner spaces collapsed: what makes two written answers the same text. */
export function foldText(written: string): string {
  return written.trim().replace(/\s+/g, ' ').toLowerCase()
}

/**
 * The number that someone wrote, or null. Takes a sign, a decimal point, groups of three (`64,240`, `64 240`), `0x` hexadecimal
 * and the unit that was asked for behind it (`21.7 ms`); anything else is not a number.
 */
export function readNumber(written: string, unit?: string): number | null {
  let rest = foldText(written)
  if (unit && rest.endsWith(foldText(unit))) rest = rest.slice(0, -foldText(unit).length).trim()
  if (/^0x[0-9a-f]+$/.test(rest)) return Number(rest)
  if (!/^[-+]?(\d+|\d{1,3}([, _]\d{3})+)(\.\d+)?$/.test(rest)) return null
  return Number(rest.replace(/[, _]/g, ''))
}

/**
 * A command as the words that a shell would see: quotes removed, a prompt and `sudo` in front ignored. `'tcp port 443'` is one
 * word, and an open quote runs to the end.
 */
export function commandWords(written: string): readonly string[] {
  const words = Array.from(written.trim().matchAll(/(?:'[^']*'?|"[^"]*"?|[^\s'"])+/g), ([word]) =>
    word.replace(/['"]/g, ''),
  )
  while (words[0] === '$' || words[0] === '#' || words[0] === 'sudo') words.shift()
  return words
}
