import { formatIpv4 } from '../addr/ipv4'
import { formatPrefix } from '../addr/prefix'
import { addressText } from '../node/address'
import type { Machine } from '../node/machine'
import type { Route } from '../node/route'
import type { OspfProcess } from '../routing/ospf/ospf-process'
import type { NodeTable, TableRow } from './node-table'

/** The forwarding table, RFC 7426: what the kernel looks packets up in, with no word on who knew it or what it costs. */
export function fib({ routes }: Machine): NodeTable {
  const rows = sorted(routes.filter(({ prefix }) => prefix.family === 4)).map(
    ({ prefix, via, dev }): TableRow => {
      const target = prefix.bits === 0 ? 'default' : formatPrefix(prefix)
      return { key: target, cells: [target, via === null ? 'on the link' : addressText(via), dev ?? ''] }
    },
  )
  return { columns: ['Destination', 'Next hop', 'Interface'], rows }
}

/** The routing information base: what each source of routes offers, and which one is selected. Connected ones come first. */
export function rib(machine: Machine): NodeTable {
  const own = sorted(
    machine.routes.filter(({ protocol, prefix }) => protocol !== 'ospf' && prefix.family === 4),
  )
  const offers = ospfOf(machine)?.rib ?? []
  const rows = own.map(({ prefix, protocol, via }): TableRow => {
    const target = prefix.bits === 0 ? 'default' : formatPrefix(prefix)
    const from = protocol === 'kernel' ? 'connected' : 'static'
    return {
      key: `${target} ${from}`,
      cells: [target, from, '', via === null ? 'on the link' : addressText(via)],
    }
  })
  for (const { prefix, cost, via } of offers) {
    if (via === null) continue // an own network: the connected route is preferred
    const target = formatPrefix(prefix)
    rows.push({ key: `${target} ospf`, cells: [target, 'OSPF', String(cost), formatIpv4(via)] })
  }
  return { columns: ['Destination', 'From', 'Cost', 'Next hop'], rows: rows.sort(byTarget) }
}

/** `show ip ospf neighbor`. */
export function ospfNeighbours(machine: Machine, now: number): NodeTable {
  const columns = ['Neighbour', 'State', 'Interface', '~Dead in']
  const rows = (ospfOf(machine)?.interfaces ?? []).flatMap(({ name, neighbour }): TableRow[] => {
    if (!neighbour) return []
    const left = `${Math.max(0, Math.ceil((neighbour.deadAt - now) / 1_000_000))} s`
    const router = formatIpv4(neighbour.router)
    return [{ key: `${name} ${router}`, cells: [router, neighbour.state, name, left] }]
  })
  return { columns, rows }
}

function ospfOf({ processes }: Machine): OspfProcess | null {
  for (const process of processes.values()) if (process.kind === 'ospf') return process
  return null
}

function sorted(routes: readonly Route[]): Route[] {
  return [...routes].sort(
    (a, b) => Number(a.prefix.network) - Number(b.prefix.network) || a.prefix.bits - b.prefix.bits,
  )
}

function byTarget(a: TableRow, b: TableRow): number {
  return a.cells[0].localeCompare(b.cells[0], 'en', { numeric: true })
}
