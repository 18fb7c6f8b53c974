import type { Parsed } from '../addr/parsed'
import { type Query, readQuery } from './query'

/** One entry of a list, without blanks around it and comments; `line` counts from 1, `start` is where it begins in the whole text. */
export type QueryLine = {
  readonly line: number
  readonly start: number
  readonly text: string
  readonly query: Parsed<Query>
}

/** Lines, or entries set apart by commas or semicolons; empty ones are passed over, and so is what follows `#`. */
export function readQueries(text: string): QueryLine[] {
  let line = 1
  let counted = 0
  return Array.from(text.matchAll(/#.*|[^,;#\n]+/g)).flatMap(({ 0: found, index }) => {
    const entry = found.trim()
    if (entry === '' || found.startsWith('#')) return []
    line += text.slice(counted, index).split('\n').length - 1
    counted = index
    return [{ line, start: index + found.indexOf(entry), text: entry, query: readQuery(entry) }]
  })
}
