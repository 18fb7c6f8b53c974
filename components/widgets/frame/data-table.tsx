/** A small table of words: for a screen reader a table, on a phone one row under the other. `caption` names it. */
export function DataTable({
  caption,
  columns,
  rows,
  now,
}: {
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** index of the row that is current */
  readonly now?: number
}) {
  return (
    <table className="tbl data">
      <caption>{caption}</caption>
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
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
          <tr key={index} className={index === now ? 'now' : undefined}>
            {row.map((cell, column) => (
              <td key={columns[column]} data-label={columns[column]} className="wire">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
