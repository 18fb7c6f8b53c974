import type { Parsed } from '../addr/parsed'
import { type Query, readQuery } from './query'

/** One line of a list; `line` counts from 1, `text` is without its comment. */
export type QueryLine = { readonly line: number; readonly text: string; readonly query: Parsed<Query> }

/** Lines, or entries set apart by commas or semicolons; empty ones are passed over, and so is what follows `#`. */
export function readQueries(text: string): QueryLine[] {
  return text.split('\n').flatMap((line, index) =>
    line
      .replace(/#.*$/, '')
      .split(/[,;]/)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
      .map((entry) => ({ line: index + 1, text: entry, query: readQuery(entry) })),
  )
}
