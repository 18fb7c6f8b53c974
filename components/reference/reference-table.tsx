import { rfcUrl } from '@/components/lesson/margin-note'
import { Island } from '@/components/widgets/frame/island'
import { type ReferenceRow, readReference } from '@/lib/course/reference'
import { TableSearch } from './table-search'

/**
 * A table of `content/reference/<name>.yaml`, searchable, each row with its source. In a lesson `only` names the rows that it
 * is about by their ids; the whole table is one link away. Throws at build time when a row is not there.
 */
export function ReferenceTable({ name, only }: { readonly name: string; readonly only?: readonly string[] }) {
  const { title, hint, columns, rows, source } = readReference(name)
  const missing = only?.find((id) => !rows.some((row) => row.id === id))
  if (missing) throw new Error(`ReferenceTable: content/reference/${name}.yaml has no row ${missing}`)
  const shown = only ? rows.filter((row) => only.includes(row.id)) : rows
  return (
    <div className="wide rtable">
      {!only && (
        <Island name="table-search" of={TableSearch} player={{ table: name, rows: rows.length, hint }} />
      )}
      <table className="tbl" id={name}>
        <caption>{title}</caption>
        <thead>
          <tr>
            {columns.map(({ key, label }) => (
              <th scope="col" key={key}>
                {label}
              </th>
            ))}
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.id} id={`${name}-${row.id}`} data-block={row.prefix}>
              {columns.map(({ key, label, mono }) => (
                <td key={key} data-label={label} className={mono ? 'wire' : undefined}>
                  {row[key]}
                </td>
              ))}
              <td data-label="Source">
                <Source row={row} registry={source} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="cap">
        {only && (
          <>
            <a href={`/reference/${name}/`}>The whole table: {rows.length} rows, with a search</a>.{' '}
          </>
        )}
        Registry:{' '}
        <a href={source.url} rel="external">
          {source.title}
        </a>
        ; {source.compared}.
      </p>
    </div>
  )
}

function Source({
  row,
  registry,
}: {
  readonly row: ReferenceRow
  readonly registry: { readonly url: string }
}) {
  if (row.rfc)
    return (
      <a href={rfcUrl(row.rfc, row.section)} rel="external">
        RFC {row.rfc}
        {row.section && `, section ${row.section}`}
      </a>
    )
  return (
    <a href={row.url} rel="external">
      {row.url === registry.url ? 'Registry' : new URL(row.url ?? '').hostname}
    </a>
  )
}
