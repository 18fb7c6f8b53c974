import type { CSSProperties } from 'react'
import type { NatRow, NatTable as Table } from '@/lib/net/nat-lab/table'

/** The translation table of one NAT at this moment; rows that are new or changed are in inverse video. */
export function NatTable({
  title,
  table,
  fresh,
}: {
  readonly title: string
  readonly table: Table
  readonly fresh: (row: NatRow) => boolean
}) {
  const { rows, portsInUse, portsInAll } = table
  return (
    <div className="ttab">
      <div className="cap-l">
        <p className="tth">{title}</p>
        <span className="muted">
          {portsInUse} of {portsInAll.toLocaleString('en-GB').replaceAll(',', ' ')} ports in use
        </span>
      </div>
      <table className="tbl data">
        <caption className="vh">{title}</caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th scope="col" key={column}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 && (
            <tr>
              <td colSpan={6} className="empty">
                Empty: nothing is translated now, and nothing gets in.
              </td>
            </tr>
          )}
          {rows.map((row) => (
            <tr key={row.key} className={fresh(row) ? 'now' : undefined}>
              {[row.protocol, row.inside, row.outside, row.remote, row.state].map((cell, index) => (
                <td key={COLUMNS[index]} data-label={COLUMNS[index]} className="wire">
                  {cell}
                </td>
              ))}
              <td data-label={COLUMNS[5]} className="wire">
                <Left row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const COLUMNS = ['Proto', 'Inside', 'Outside', 'Remote', 'State', 'Removed in'] as const

/** How long it has: a bar that drains, and the number. */
function Left({ row: { secondsLeft, secondsFull } }: { readonly row: NatRow }) {
  if (secondsLeft === null) return 'no limit'
  const part = secondsFull > 0 ? Math.min(1, secondsLeft / secondsFull) : 0
  return (
    <span>
      <span className="tm" aria-hidden="true">
        <i style={{ '--left': part } as CSSProperties} />
      </span>
      {lifetime(secondsLeft)}
    </span>
  )
}

/** "28 s", "4 min", "2 h 3 min", "5 d": two units at most. */
export function lifetime(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return seconds % 60 ? `${minutes} min ${seconds % 60} s` : `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`
  const days = Math.floor(hours / 24)
  return hours % 24 ? `${days} d ${hours % 24} h` : `${days} d`
}
