import { type Address, addressText } from './address'
import type { Errno } from './errno'
import type { Decision } from './route'
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
