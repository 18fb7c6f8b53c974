import { formatIpv4 } from '../addr/ipv4'
import { maskOfBits } from '../addr/prefix'
import { addressText } from '../node/address'
import type { Machine } from '../node/machine'
import type { Route } from '../node/route'
import { sortRoutes } from './ip-route'

const HEADS = {
  netstat: 'Destination     Gateway         Genmask         Flags   MSS Window  irtt Iface',
  route: 'Destination     Gateway         Genmask         Flags Metric Ref    Use Iface',
}

/** The IPv4 routes as `netstat -r` and `route` print them (net-tools 2.10); a route that refuses has `!` and no gateway. */
export function routeTable(machine: Machine, tool: 'netstat' | 'route', numeric: boolean): string[] {
  return [
    'Kernel IP routing table',
    HEADS[tool],
    ...sortRoutes(machine.routes, 4).map((route) =>
      (tool === 'netstat' ? netstatLine : routeLine)(route, numeric),
    ),
  ]
}

function netstatLine(route: Route, numeric: boolean): string {
  const refuses = isRefusal(route)
  const numbers = refuses ? '        - -          -' : '        0 0          0'
  return `${begin(route, numeric)}${flagsOf(route).padEnd(2)}${numbers.slice(flagsOf(route).length > 2 ? flagsOf(route).length - 2 : 0)} ${deviceOf(route)}`
}

function routeLine(route: Route, numeric: boolean): string {
  const refs = isRefusal(route) ? '-' : '0'
  return `${begin(route, numeric)}${flagsOf(route).padEnd(6)}${String(route.metric).padEnd(6)} ${refs.padEnd(2)} ${'0'.padStart(7)} ${deviceOf(route)}`
}

function begin({ prefix, via, ...route }: Route, numeric: boolean): string {
  const isDefault = prefix.bits === 0
  const destination = isDefault && !numeric ? 'default' : addressText(prefix.network)
  const gateway = isRefusal({ prefix, via, ...route }) ? '-' : via === null ? '0.0.0.0' : addressText(via)
  const mask = formatIpv4(maskOfBits(prefix.bits))
  return `${destination.padEnd(15)} ${gateway.padEnd(15)} ${mask.padEnd(15)} `
}

/** unreachable and prohibit; a blackhole route looks like any other, with no device. */
function isRefusal({ type }: Route): boolean {
  return type === 'unreachable' || type === 'prohibit'
}

function flagsOf(route: Route): string {
  const { prefix, via } = route
  if (isRefusal(route)) return prefix.bits === 32 ? '!H' : '!'
  return `U${via === null ? '' : 'G'}${prefix.bits === 32 ? 'H' : ''}`
}

function deviceOf(route: Route): string {
  return isRefusal(route) ? '-' : (route.dev ?? '*')
}
