import type { Inside } from '@/lib/net/bgp/inside'
import { type Passing, passingOn } from '@/lib/net/bgp/passing-on'
import { withheldText } from '@/lib/net/explain/bgp-reason'
import { describeSource, describeWithheld, namesText } from '@/lib/net/explain/describe-inside'

export const PASSING_COLUMNS = ['Router', 'Heard from', 'Passes it on to', 'Not to'] as const

/** Who passes the route on to whom. Neighbouring routers that do the same stand in one row. */
export function passingRows(inside: Inside): readonly (readonly string[])[] {
  const groups: { routers: string[]; cells: readonly string[] }[] = []
  for (const passing of passingOn(inside)) {
    const cells = cellsOf(passing)
    const group = groups.at(-1)
    if (group && group.cells.join('|') === cells.join('|')) group.routers.push(passing.router)
    else groups.push({ routers: [passing.router], cells })
  }
  return groups.map(({ routers, cells }) => [namesText(routers), ...cells])
}

function cellsOf(passing: Passing): readonly string[] {
  const told = passing.told.length === 0 ? 'nobody' : namesText(passing.told)
  // in a mesh each router would list all others
  const kept =
    passing.withheld.length > 0 && passing.withheld.every(({ because }) => because === 'ibgp')
      ? `other routers: ${withheldText('ibgp')}`
      : describeWithheld(passing)
  return [describeSource(passing), told, kept]
}
