import { type QueryLine, readQueries } from '@/lib/net/subnet/lines'
import { nearestForm } from '@/lib/net/subnet/nearest-form'
import { formatQuery, type Query } from '@/lib/net/subnet/query'

/** An entry that was understood. */
export type Entry = Omit<QueryLine, 'query'> & { readonly query: Query }

/** An entry that was not: why, at which character of it, and the nearest form that would be. */
export type RefusedEntry = {
  readonly line: QueryLine
  readonly error: string
  readonly at: number
  readonly nearest: string | null
}

export type Entries = { readonly read: readonly Entry[]; readonly refused: readonly RefusedEntry[] }

/** What is in the field. An empty field is one refused entry. */
export function readEntries(wrote: string): Entries {
  const lines = readQueries(wrote)
  if (lines.length === 0) {
    const error = 'nothing to calculate: write an address, such as 192.168.1.10/24'
    return {
      read: [],
      refused: [
        {
          line: { line: 1, start: 0, text: '', query: { ok: false, error, at: 0 } },
          error,
          at: 0,
          nearest: null,
        },
      ],
    }
  }
  const read: Entry[] = []
  const refused: RefusedEntry[] = []
  for (const line of lines) {
    if (line.query.ok) read.push({ ...line, query: line.query.value })
    else refused.push({ line, error: line.query.error, at: line.query.at, nearest: nearestForm(line.text) })
  }
  return { read, refused }
}

/** The field with another text in the place of one entry. */
export function replaceEntry(
  wrote: string,
  { start, text }: Pick<QueryLine, 'start' | 'text'>,
  by: string,
): string {
  return wrote.slice(0, start) + by + wrote.slice(start + text.length)
}

/** The field with another prefix length in the entry; a range has none and stays. */
export function withBits(wrote: string, entry: Entry, bits: number): string {
  if (entry.query.kind !== 'block') return wrote
  const address = formatQuery(entry.query).replace(/\/\d+$/, '')
  return replaceEntry(wrote, entry, `${address}/${bits}`)
}
