import { formatIpv4, type Ipv4 } from '@/lib/net/addr/ipv4'
import { describeMatch } from '@/lib/net/explain/describe-lookup'
import type { RouteLookup } from '@/lib/net/node/route-match'
import { routeLine, sortRoutes } from '@/lib/net/shell/ip-route'
import { TextTwin } from '../frame/text-twin'

/** The lookup on show as text: what came of each entry, and what decided. */
export function RouteTwin({
  id,
  to,
  lookup,
  said,
}: {
  readonly id: string
  readonly to: Ipv4
  readonly lookup: RouteLookup
  readonly said: string
}) {
  const { matches, before } = lookup
  const winner = before ? null : (matches.find(({ verdict }) => verdict === 'wins')?.route ?? null)
  const rows = sortRoutes(
    matches.map(({ route }) => route),
    4,
  ).map((route) => {
    const match = matches.find((each) => each.route === route)!
    return [
      routeLine(route, 0).trim(),
      String(route.prefix.bits),
      before ? 'not asked' : describeMatch(match, winner),
    ]
  })
  return (
    <TextTwin
      id={id}
      summary="Read this lookup as text"
      sentences={[said]}
      tables={[
        {
          caption: `The table, asked for ${formatIpv4(to)}`,
          columns: ['Entry', 'Bits compared', 'Outcome'],
          rows,
        },
      ]}
    />
  )
}
