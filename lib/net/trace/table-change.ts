import type { NodeTable, TableRow } from './node-table'

/** A row at one step: what is new or different is news, what has just gone is shown once more. */
export type ShownRow = { readonly cells: readonly string[]; readonly mark: 'new' | 'changed' | 'gone' | null }

/** `now` with what is different from `before`; null when nothing is, not even a running time. */
export function changedRows(before: NodeTable | null, now: NodeTable): readonly ShownRow[] | null {
  const old = new Map((before?.rows ?? []).map((row) => [row.key, row]))
  const rows = now.rows.map(({ key, cells }): ShownRow => {
    const was = old.get(key)
    old.delete(key)
    return { cells, mark: was ? (isNews(was.cells, cells, now.columns) ? 'changed' : null) : 'new' }
  })
  const gone = [...old.values()].map(({ cells }: TableRow): ShownRow => ({ cells, mark: 'gone' }))
  const shown = [...rows, ...gone]
  if (!before) return shown.map(({ cells }) => ({ cells, mark: null }))
  const same = shown.every(({ mark }) => mark === null) && isSameText(before, now)
  return same ? null : shown
}

function isNews(was: readonly string[], now: readonly string[], columns: readonly string[]): boolean {
  return now.some((cell, column) => cell !== was[column] && !columns[column]?.startsWith('~'))
}

function isSameText(before: NodeTable, now: NodeTable): boolean {
  return JSON.stringify(before.rows) === JSON.stringify(now.rows)
}
