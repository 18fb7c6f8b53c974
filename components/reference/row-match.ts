import { containsPrefix, parsePrefix, readAddressWithPrefix } from '@/lib/net/addr/prefix'

/**
 * Whether a row of a reference table answers `search`: every word of it is in the row. Digits count from the beginning of a
 * number (`80` finds 80 and 8080, not 1080), letters anywhere. An address or a block finds the rows whose `block` holds it.
 */
export function matchesRow(
  search: string,
  row: { readonly text: string; readonly block: string | null },
): boolean {
  const wanted = search.trim().toLowerCase()
  if (wanted === '') return true
  const block = row.block === null ? null : parsePrefix(row.block)
  const asked = readAddressWithPrefix(wanted)
  if (asked.ok && block && containsPrefix(block, asked.value.prefix)) return true
  const text = row.text.toLowerCase()
  return wanted
    .split(/\s+/)
    .every((word) => (/^\d/.test(word) ? startsANumber(text, word) : text.includes(word)))
}

function startsANumber(text: string, digits: string): boolean {
  for (let at = text.indexOf(digits); at >= 0; at = text.indexOf(digits, at + 1))
    if (at === 0 || !/[\d.]/.test(text[at - 1])) return true
  return false
}
