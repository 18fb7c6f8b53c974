import {
  ANY_IPV4,
  BROADCAST_IPV4,
  formatIpv4,
  type Ipv4,
  isLoopbackIpv4,
  isMulticastIpv4,
} from '../addr/ipv4'
import type { Interface } from './interface'
import type { NodeBecauseKey } from './node-because'
import { lookupRoute } from './route'
import { largerSysctl } from './sysctl'
import { note, type Turn } from './turn'

/**
 * fib_validate_source: may a packet from `source` come in here? Refuses an own address (RFC 1812 5.3.7 calls it martian),
 * a broadcast or multicast source, and with rp_filter one whose way back is another interface (RFC 3704).
 */
export function acceptsSource(turn: Turn, iface: Interface, source: Ipv4): boolean {
  const { machine } = turn
  if (iface.loopback) return true
  const localnet = isLoopbackIpv4(source) && largerSysctl(machine, 4, iface.name, 'route_localnet') !== 0
  if (isMulticastIpv4(source) || source === BROADCAST_IPV4 || (isLoopbackIpv4(source) && !localnet))
    return refuse(turn, iface, source, 'ipv4.martian-source')
  if (source === ANY_IPV4) return true
  if (machine.local.has(source) && !largerSysctl(machine, 4, iface.name, 'accept_local')) {
    return refuse(turn, iface, source, 'ipv4.own-source')
  }
  const mode = reversePathFilter(turn, iface)
  if (mode === 0) return true
  const back = lookupRoute(machine, source, turn.now)
  const found = back.type === 'unicast' || back.type === 'local'
  if (found && (mode === 2 || back.dev === iface.name)) return true
  return refuse(turn, iface, source, 'ipv4.reverse-path')
}

function refuse(turn: Turn, iface: Interface, source: Ipv4, key: NodeBecauseKey): false {
  note(turn, key, 3, { iface: iface.name, source: formatIpv4(source) })
  return false
}

/** The larger of `all` and the interface's own value (ip-sysctl.rst): 0 no, 1 strict, 2 loose. */
function reversePathFilter(turn: Turn, iface: Interface): number {
  if (!turn.machine.reversePath) return 0
  return largerSysctl(turn.machine, 4, iface.name, 'rp_filter')
}
