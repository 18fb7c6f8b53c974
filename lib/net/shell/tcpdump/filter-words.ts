/** A filter of pcap-filter(7), taken apart: words, brackets and operators. `&&`, `||` and `!` are `and`, `or` and `not`. */
export function filterWords(words: readonly string[]): string[] {
  return words
    .flatMap((word) => word.split(/\s+/))
    .flatMap((word) => word.match(/&&|\|\||[()!]|[^()!&|]+|./g) ?? [])
    .map((word) => ({ '&&': 'and', '||': 'or', '!': 'not' })[word] ?? word)
}
