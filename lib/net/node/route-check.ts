import { isLoopbackIpv4 } from '../addr/ipv4'
import { isLinkLocalIpv6 } from '../addr/ipv6'
import { type Address, addressText } from './address'
import type { Errno } from './errno'
import { type Decision, isLocal, lookupRoute } from './route'
import { isAny, type Socket } from './socket'
import { largerSysctl } from './sysctl'
import { note, type Turn } from './turn'

/**
 * The errno that a missing or special route gives to the program that sends (ip-route(8), the kernel's fib_props); null
 * when there is a way.
 */
export function refusedByRoute(turn: Turn, route: Decision, destination: Address): Errno | null {
  if (
    route.type === 'unicast' ||
    route.type === 'local' ||
    route.type === 'broadcast' ||
    route.type === 'multicast'
  )
    return null
  note(turn, `route.${route.type}`, 3, { destination: addressText(destination) })
  if (route.type === 'blackhole') return 'EINVAL'
  if (route.type === 'unreachable') return 'EHOSTUNREACH'
  return route.type === 'prohibit' ? 'EACCES' : 'ENETUNREACH'
}

/** __mkroute_output: 127/8 as a source stays inside, unless route_localnet. */
export function mayLeave({ machine }: Turn, source: Address, route: Decision): boolean {
  if (typeof source !== 'number' || !isLoopbackIpv4(source) || route.dev === 'lo') return true
  return largerSysctl(machine, 4, route.dev, 'route_localnet') !== 0
}

/** connect(2) to fe80::/10 or ff02::/16 has to say by which interface (sin6_scope_id), which no probe can. */
export function needsScope(to: Address): boolean {
  return typeof to !== 'number' && (isLinkLocalIpv6(to) || to >> 112n === 0xff02n)
}

/** The way of a socket's packets to `to`, or why there is none: no route, a foreign source (ip_nonlocal_bind lets bind(2) take one), a broadcast without SO_BROADCAST. */
export function routeOfSocket(turn: Turn, socket: Socket, to: Address): Decision | Errno {
  const { machine, now } = turn
  const { address } = socket.local
  if (!isAny(address) && !isLocal(machine, address)) {
    note(turn, 'socket.foreign-source', 3, { source: addressText(address) })
    return 'ENETUNREACH'
  }
  const route = lookupRoute(machine, to, now)
  const refused = refusedByRoute(turn, route, to)
  if (refused) return refused
  if (!mayLeave(turn, address, route)) {
    note(turn, 'socket.foreign-source', 3, { source: addressText(address) })
    return 'EINVAL'
  }
  if (route.type !== 'broadcast' || socket.broadcast) return route
  note(turn, 'socket.broadcast-refused', 3, { destination: addressText(to) })
  return 'EACCES'
}
