'use client'

import { useEffect, useState } from 'react'
import { matchesRow } from './row-match'

/**
 * The search field above a reference table. The table is the page's own HTML and stays there: this hides the rows of the table
 * with id `table` that do not answer.
 */
export function TableSearch({
  table,
  rows,
  hint,
}: {
  readonly table: string
  readonly rows: number
  readonly hint: string
}) {
  const [search, setSearch] = useState('')
  const [shown, setShown] = useState(rows)

  useEffect(() => {
    let found = 0
    for (const row of document.querySelectorAll<HTMLTableRowElement>(`#${table} tbody tr`)) {
      const text = Array.from(row.cells, (cell) => cell.textContent).join(' ')
      row.hidden = !matchesRow(search, { text, block: row.dataset.block ?? null })
      if (!row.hidden) found++
    }
    setShown(found)
  }, [search, table])

  return (
    <search className="rsearch needs-script">
      <label htmlFor={`${table}-search`}>Search this table</label>
      <input
        id={`${table}-search`}
        type="search"
        autoComplete="off"
        spellCheck={false}
        value={search}
        onChange={({ target }) => setSearch(target.value)}
        aria-describedby={`${table}-hint`}
      />
      <span id={`${table}-hint`} className="hint">
        {hint}
      </span>
      <span className="found" role="status">
        {shown === rows
          ? `All ${rows} rows`
          : shown === 0
            ? 'No row answers. Try fewer words.'
            : `${shown} of ${rows} rows`}
      </span>
    </search>
  )
}
