import type { Ref } from 'react'
import { Glyph } from '@/components/ui/glyph'
import { describeMatch, entryName } from '@/lib/net/explain/describe-lookup'
import type { Route } from '@/lib/net/node/route'
import type { RouteLookup } from '@/lib/net/node/route-match'
import { routeLine, sortRoutes } from '@/lib/net/shell/ip-route'
import { EntryBits } from './entry-bits'

/** Every entry as `ip route` prints it, with the bits that it compares and what came of it. The one that wins is inverse. */
export function EntryList({
  list,
  lookup,
  onDelete,
  onChange,
}: {
  /** takes the focus over from an entry that was deleted */
  readonly list: Ref<HTMLUListElement>
  readonly lookup: RouteLookup
  readonly onDelete: (route: Route) => void
  readonly onChange: (route: Route) => void
}) {
  const { matches, before } = lookup
  const winner = before ? null : (matches.find(({ verdict }) => verdict === 'wins')?.route ?? null)
  const routes = sortRoutes(
    matches.map(({ route }) => route),
    4,
  )
  if (routes.length === 0) return <p className="rt-empty">The table is empty.</p>
  return (
    <ul className="rt-list" ref={list} tabIndex={-1} aria-label="Entries, as ip route prints them">
      {routes.map((route) => {
        const match = matches.find((each) => each.route === route)!
        const line = routeLine(route, 0).trim()
        const wins = route === winner
        return (
          <li key={line} className={wins ? 'now' : match.verdict}>
            <code>{line}</code>
            <EntryBits
              network={Number(route.prefix.network)}
              bits={route.prefix.bits}
              agreeing={match.agreeing}
            />
            <span className="rt-verdict">
              <Glyph name={match.verdict === 'differs' ? 'cross' : 'check'} size="i" />
              <span>{before ? 'not asked' : describeMatch(match, winner)}</span>
            </span>
            <span className="rt-acts needs-script">
              <button type="button" className="btn sm" onClick={() => onChange(route)}>
                Edit<span className="vh"> {entryName(route)}</span>
              </button>
              <button type="button" className="btn sm" onClick={() => onDelete(route)}>
                Delete<span className="vh"> {entryName(route)}</span>
              </button>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
