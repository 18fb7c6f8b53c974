import type { Story } from './network-story'
import { tablesAt } from './tables-at'

/** The tables that the figure shows of its devices, with what changed in this step in inverse video. */
export function NetworkTables({ story, index }: { readonly story: Story; readonly index: number }) {
  const tables = tablesAt(story, index)
  if (tables.length === 0) return null
  return (
    <div className="ntabs">
      {tables.map(({ title, columns, rows }) => (
        <table className="tbl" key={title}>
          <caption>{title}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th scope="col" key={column}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.length === 0 && (
              <tr>
                <td colSpan={columns.length} className="muted">
                  empty
                </td>
              </tr>
            )}
            {rows.map(({ cells, mark }) => (
              <tr key={cells.join(' ')} className={mark === 'gone' ? 'gone' : mark ? 'now' : undefined}>
                {cells.map((cell, column) => (
                  <td key={columns[column]} className="wire" data-label={columns[column]}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  )
}
