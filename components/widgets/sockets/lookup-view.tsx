import { Glyph } from '@/components/ui/glyph'
import type { Moment } from '@/lib/net/socket-lab/moment'

const PLACES = ['the connection', 'the address', 'any address'] as const
const NAMES = { ann: 'Ann’s kernel', ben: 'Ben’s kernel', web: 'The server’s kernel' } as const

/** The packet, and the places where the kernel looked for its socket, in order. */
export function LookupView({ moment }: { readonly moment: Moment }) {
  const { packet, tries, result, outcome, host } = moment
  return (
    <div className="look">
      <p className="look-packet">
        {packet ? <b className="wire">{packet}</b> : <span className="muted">No packet in this step</span>}
        <span className={`look-result ${outcome}`}>
          <Glyph name={outcome === 'ok' ? 'check' : 'cross'} size="s" /> {result}
        </span>
      </p>
      <p className="cap">
        {packet
          ? `${NAMES[host]} looks, in this order, and stops at the first that fits:`
          : 'Nobody has to be looked for. A packet’s socket is looked for in this order:'}
      </p>
      <ol>
        {PLACES.map((place, index) => {
          const tried = tries[index]
          const state = !tried ? 'later' : tried.finds ? 'yes' : 'no'
          return (
            <li key={place} className={state}>
              <span className="look-asks">{tried?.asks ?? FALLBACK[index]}</span>
              <span className="look-finds">
                {tried ? (tried.finds ?? 'none') : packet ? 'not asked any more' : ''}
              </span>
            </li>
          )
        })}
      </ol>
    </div>
  )
}

const FALLBACK = [
  'A connection with exactly these four values',
  'A socket bound to this very address and port',
  'A socket bound to any address, with this port',
] as const
