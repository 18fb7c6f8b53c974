import {
  AFTER,
  countSessions,
  type Inside,
  type InsidePlan,
  pathOutside,
  routersWithRoute,
} from '../bgp/inside'
import type { Passing } from '../bgp/passing-on'
import { withheldText } from './bgp-reason'
import { listText } from './describe-bgp'
import { countOf } from './quantity'

/** What a design costs and does, in three sentences. */
export function describeInside(plan: InsidePlan, inside: Inside): string {
  const { total, statements } = countSessions(inside)
  const reached = routersWithRoute(inside).length
  const path = pathOutside(inside)
  return [
    `${plan.routers} routers, ${designText(plan)}: ${total} sessions, ${statements} neighbour statements.`,
    reached === plan.routers
      ? 'Every router hears of the route.'
      : `${countOf(reached, 'router')} of ${plan.routers} ${reached === 1 ? 'hears' : 'hear'} of the route.`,
    path === null ? `${AFTER} hears nothing.` : `${AFTER} sees the AS path ${path}.`,
  ].join(' ')
}

function designText({ design, groups, entryIsClient }: InsidePlan): string {
  switch (design) {
    case 'mesh':
      return 'each with each'
    case 'hub':
      return 'all joined to a hub that reflects nothing'
    case 'reflectors':
      return `${groups === 1 ? 'one of them a reflector' : `${groups} of them reflectors`}${entryIsClient ? '' : ', R1 not a client'}`
    case 'confederation':
      return `in ${groups} member ASes`
  }
}

/** Where the route came from, and the rule for it. */
export function describeSource({ heardFrom, kind, client, reflects }: Passing): string {
  if (kind === 'ebgp') return `${heardFrom}, another AS`
  if (kind === 'confed') return `${heardFrom}, in another member AS`
  if (!reflects) return `${heardFrom}, inside`
  return client ? `${heardFrom}, a client (rule 2)` : `${heardFrom}, a non-client (rule 1)`
}

/** To whom the route is not passed on, and why; empty when everybody hears it. */
export function describeWithheld({ withheld }: Passing): string {
  const reasons = [...new Set(withheld.map(({ because }) => because))]
  return reasons
    .map((reason) => {
      const names = withheld.filter(({ because }) => because === reason).map(({ to }) => to)
      return `${namesText(names)}: ${withheldText(reason)}`
    })
    .join('; ')
}

/** "R2, R3 and R4" becomes "R2 to R4"; three in a row and more. */
export function namesText(names: readonly string[]): string {
  const parts: { first: string; last: string; count: number }[] = []
  for (const name of names) {
    const part = parts.at(-1)
    if (part && follows(part.last, name)) {
      part.last = name
      part.count++
    } else parts.push({ first: name, last: name, count: 1 })
  }
  return listText(
    parts.flatMap(({ first, last, count }) =>
      count > 2 ? [`${first} to ${last}`] : count === 2 ? [first, last] : [first],
    ),
  )
}

function follows(before: string, name: string): boolean {
  const [letters, number] = [name.replace(/\d+$/, ''), Number(/\d+$/.exec(name)?.[0])]
  return before === `${letters}${number - 1}`
}
