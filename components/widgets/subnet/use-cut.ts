import { useState } from 'react'
import { type CutText, cutAtLine, MOST_TEXT } from './cut-at-line'
import { countText } from './sentence'

/**
 * For a field that holds `value`: the function that takes what was written and hands on what fits, and a sentence on what was cut,
 * as long as the field holds what was left of it.
 */
export function useCut(
  value: string,
  onWrite: (kept: string) => void,
): readonly [write: (written: string) => void, said: string | null] {
  const [cut, setCut] = useState<CutText | null>(null)
  function write(written: string) {
    const made = cutAtLine(written)
    // one paste can come as several events, the later ones with the text as it is already cut
    if (made.left !== '') setCut(made)
    onWrite(made.kept)
  }
  if (cut?.kept !== value) return [write, null]
  const start = cut.left.trim().split('\n')[0].slice(0, 40)
  return [
    write,
    `Cut: ${countText(BigInt(MOST_TEXT))} characters fit. What follows was left out, from “${start}” on.`,
  ]
}
