import { formatIpv4 } from '../../addr/ipv4'
import { formatPrefix } from '../../addr/prefix'
import type { Machine } from '../../node/machine'
import { addRoute, type Route } from '../../node/route'
import { note, type Turn } from '../../node/turn'
import type { OspfProcess, OspfRoute } from './ospf-process'

/** What zebra of FRRouting gives every route of a protocol, so that a configured one is preferred. */
const KERNEL_METRIC = 20

/**
 * From the RIB to the FIB: what OSPF found goes into the kernel's table, and what it no longer finds is taken out. A network of
 * this machine's own is not: there the connected route is preferred.
 */
export function installRoutes(turn: Turn, { rib }: OspfProcess): void {
  const { machine } = turn
  const wanted = rib.filter(({ via }) => via !== null)
  for (const route of machine.routes.filter(({ protocol }) => protocol === 'ospf')) {
    const still = wanted.find((each) => isFor(route, each))
    if (still && route.via === still.via && route.dev === still.dev) continue
    remove(machine, route)
    if (!still) note(turn, 'ospf.route-removed', 3, { prefix: formatPrefix(route.prefix) })
  }
  for (const { prefix, via, dev, cost } of wanted) {
    if (machine.routes.some((route) => route.protocol === 'ospf' && isFor(route, { prefix }))) continue
    addRoute(machine, {
      prefix,
      type: 'unicast',
      via,
      dev,
      metric: KERNEL_METRIC,
      source: null,
      protocol: 'ospf',
      mtu: null,
      expires: null,
    })
    note(turn, 'ospf.route-installed', 3, {
      prefix: formatPrefix(prefix),
      via: via === null ? '' : formatIpv4(via),
      dev,
      cost,
    })
  }
}

function isFor({ prefix }: Route, wanted: Pick<OspfRoute, 'prefix'>): boolean {
  return prefix.network === wanted.prefix.network && prefix.bits === wanted.prefix.bits
}

function remove(machine: Machine, route: Route): void {
  machine.routes = machine.routes.filter((each) => each !== route)
  machine.decisions.clear()
}
