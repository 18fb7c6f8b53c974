import { exportRoute, type Withheld } from './export-route'
import type { Inside } from './inside'
import { neighboursOf, speakerNamed } from './network'
import type { SessionKind } from './route'

/** What one router of an AS does with the route that it chose. */
export type Passing = {
  readonly router: string
  readonly heardFrom: string
  readonly kind: SessionKind
  /** the route came from a client of this router */
  readonly client: boolean
  /** this router has clients */
  readonly reflects: boolean
  readonly told: readonly string[]
  /** but for whom it came from */
  readonly withheld: readonly { readonly to: string; readonly because: Withheld }[]
}

/** In the order of the routers; those without a route are left out. */
export function passingOn({ network, routers, moments }: Inside): readonly Passing[] {
  const states = moments.at(-1)?.states
  return routers.flatMap((router) => {
    const [decision] = states?.get(router)?.locRib.values() ?? []
    const route = decision?.best
    if (!route?.from) return []
    const neighbours = neighboursOf(network, router)
    const reflects = neighbours.some(({ mine }) => mine.client)
    const own = speakerNamed(network, router)
    const results = neighbours.map((to) => ({
      to: to.speaker.id,
      out: exportRoute(own, reflects, route, to),
    }))
    return [
      {
        router,
        heardFrom: route.from.peer,
        kind: route.from.kind,
        client: route.from.client,
        reflects,
        told: results.flatMap(({ to, out }) => (out.told ? [to] : [])),
        withheld: results.flatMap(({ to, out }) =>
          out.told || out.because === 'back' ? [] : [{ to, because: out.because }],
        ),
      },
    ]
  })
}
