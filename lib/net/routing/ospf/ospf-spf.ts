import { formatIpv4, type Ipv4 } from '../../addr/ipv4'
import { bitsOfMask, type Prefix4, prefix4 } from '../../addr/prefix'
import { note, type Turn } from '../../node/turn'
import { MAX_AGE_S, ROUTER_LSA, type RouterLink } from '../../wire/ospf-lsa'
import { ageOf } from './ospf-age'
import { installRoutes } from './ospf-install'
import { lsaName, type OspfInterface, type OspfProcess, type OspfRoute } from './ospf-process'

/** A router on the shortest path tree, and by which of the own interfaces the way to it begins (null: this router). */
type Vertex = { readonly router: Ipv4; readonly cost: number; readonly first: OspfInterface | null }

/** RFC 2328, 16.1: the shortest paths from this router over all that the database says, as routes; then they are installed. */
export function computeRoutes(turn: Turn, process: OspfProcess): void {
  process.spfAt = null
  const tree = shortestPaths(turn, process)
  const best = new Map<string, OspfRoute>()
  for (const { router, cost, first } of tree) {
    for (const link of linksOf(turn, process, router)) {
      const prefix = stubPrefix(link)
      const dev = first?.name ?? ownInterface(turn, process, prefix)
      if (!prefix || !dev) continue
      const name = `${prefix.network}/${prefix.bits}`
      const known = best.get(name)
      if (known && known.cost <= cost + link.metric) continue
      best.set(name, { prefix, cost: cost + link.metric, via: first?.neighbour?.address ?? null, dev })
    }
  }
  process.rib = [...best.values()].sort(
    (a, b) => a.prefix.network - b.prefix.network || a.prefix.bits - b.prefix.bits,
  )
  note(turn, 'ospf.computed', 3, { routers: tree.length, networks: process.rib.length })
  installRoutes(turn, process)
}

/** Dijkstra's algorithm: the nearest router that is not on the tree yet comes next; of equals, the one that was found first. */
function shortestPaths(turn: Turn, process: OspfProcess): Vertex[] {
  const tree: Vertex[] = []
  let candidates: Vertex[] = [{ router: process.router, cost: 0, first: null }]
  while (candidates.length > 0) {
    const nearest = candidates.reduce((best, each) => (each.cost < best.cost ? each : best))
    candidates = candidates.filter(({ router }) => router !== nearest.router)
    tree.push(nearest)
    for (const link of linksOf(turn, process, nearest.router)) {
      if (link.type !== 'point-to-point' || tree.some(({ router }) => router === link.id)) continue
      if (!leadsBack(turn, process, link.id, nearest.router)) continue
      const first = nearest.first ?? ownLink(turn, process, link)
      if (first) candidates.push({ router: link.id, cost: nearest.cost + link.metric, first })
    }
  }
  return tree
}

function linksOf(turn: Turn, { database }: OspfProcess, router: Ipv4): readonly RouterLink[] {
  const lsa = database.get(lsaName({ type: ROUTER_LSA, id: router, advertisingRouter: router }))
  return lsa && ageOf(lsa, turn.now) < MAX_AGE_S ? lsa.links : []
}

/** 16.1, step 2b: a link counts only if the other end describes it too. */
function leadsBack(turn: Turn, process: OspfProcess, router: Ipv4, to: Ipv4): boolean {
  return linksOf(turn, process, router).some(({ type, id }) => type === 'point-to-point' && id === to)
}

/** The interface that a link of the own LSA stands for. */
function ownLink(
  { machine }: Turn,
  { interfaces }: OspfProcess,
  { data, id }: RouterLink,
): OspfInterface | null {
  const own = interfaces.find(({ name }) =>
    machine.interfaces.get(name)?.ipv4.some(({ address }) => address === data),
  )
  return own?.neighbour?.router === id ? own : null
}

function ownInterface({ machine }: Turn, { interfaces }: OspfProcess, prefix: Prefix4 | null): string | null {
  if (!prefix) return null
  const own = interfaces.find(({ name }) =>
    machine.interfaces
      .get(name)
      ?.ipv4.some(
        ({ address, bits }) => bits === prefix.bits && prefix4(address, bits).network === prefix.network,
      ),
  )
  return own?.name ?? null
}

function stubPrefix({ type, id, data }: RouterLink): Prefix4 | null {
  const bits = type === 'stub' ? bitsOfMask(data) : null
  return bits === null ? null : prefix4(id, bits)
}

/** Of a database, in words: for a table of the figure. */
export function neighboursText(links: readonly RouterLink[]): string {
  return links
    .filter(({ type }) => type === 'point-to-point')
    .map(({ id, metric }) => `${formatIpv4(id)} (${metric})`)
    .join(', ')
}
