import { Glyph } from '@/components/ui/glyph'
import { type Cell, MARKS } from './address-reach-player'
import type { ReachStory } from './reach-story'

const OUTCOMES = {
  meant: 'who was meant takes it',
  other: 'another machine takes it',
  nobody: 'nobody takes it',
}

/** Addresses down, places across. A cell sends the packet; one that was tried shows who took it. */
export function ReachGrid({
  story: { from, to, attempts },
  cell,
  tried,
  onSend,
}: {
  readonly story: ReachStory
  readonly cell: Cell
  readonly tried: readonly string[]
  readonly onSend: (cell: Cell) => void
}) {
  return (
    <table className="reach-grid needs-script">
      <caption className="vh">Every address from every place</caption>
      <thead>
        <tr>
          <td>To, from</td>
          {from.map(({ label }) => (
            <th scope="col" key={label}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {to.map(({ address, kind }, row) => (
          <tr key={address}>
            <th scope="row">
              <code>{address}</code> <small>{kind}</small>
            </th>
            {from.map(({ label }, column) => {
              const { ended } = attempts[row][column]
              const known = tried.includes(`${row},${column}`)
              const here = cell[0] === row && cell[1] === column
              return (
                <td key={label}>
                  <button
                    type="button"
                    className={`end ${known ? ended : 'untried'}`}
                    aria-pressed={here}
                    aria-label={`Send to ${address} from ${label}${known ? `: ${OUTCOMES[ended]}` : ''}`}
                    onClick={() => onSend([row, column])}
                  >
                    {known ? <Glyph name={MARKS[ended]} size="i" /> : 'send'}
                  </button>
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
