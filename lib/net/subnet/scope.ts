import { containsPrefix, type Prefix, parsePrefix } from '../addr/prefix'
import { type SpecialBlock, specialAround, specialWithin } from './special-purpose'

/** What a block is for: the entry of the special-purpose registry that holds it, or its place in the address space. */
export type Scope = {
  readonly name: string
  readonly rfc: string | null
  readonly entry: SpecialBlock | null
  /** entries that are only a part of the block */
  readonly within: readonly SpecialBlock[]
}

/** Kept in registries of their own, so not in the special-purpose one. */
const SPACES = [
  ['224.0.0.0/4', 'Multicast', 'RFC 5771'],
  ['ff00::/8', 'Multicast', 'RFC 4291'],
  ['2000::/3', 'Global unicast', 'RFC 4291'],
] as const

export function scopeOf(prefix: Prefix): Scope {
  const within = specialWithin(prefix)
  const entry = specialAround(prefix)[0] ?? null
  if (entry) return { name: entry.name, rfc: entry.rfc, entry, within }
  for (const [text, name, rfc] of SPACES) {
    const space = parsePrefix(text)
    if (space && containsPrefix(space, prefix)) return { name, rfc, entry: null, within }
  }
  if (within.length > 0) return { name: 'Of several kinds', rfc: null, entry: null, within }
  return prefix.family === 4
    ? { name: 'Global unicast', rfc: 'RFC 1122', entry: null, within }
    : { name: 'Not assigned', rfc: 'RFC 4291', entry: null, within }
}
