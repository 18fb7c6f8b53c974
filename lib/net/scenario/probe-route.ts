import { addressText } from '../node/address'
import { type Decision, lookupRoute } from '../node/route'
import { refusedByRoute } from '../node/route-check'
import { type Bench, syscall } from './bench'
import type { OutcomeValue } from './outcome'
import type { RouteProbe } from './schema'

/** What `ip route get` says when there is no way (strerror of the errno). */
const ERRORS: Readonly<Record<string, string>> = {
  none: 'Network is unreachable',
  unreachable: 'No route to host',
  prohibit: 'Permission denied',
  blackhole: 'Invalid argument',
}

/** `ip route get`, ip-route(8). */
export function probeRoute(bench: Bench, probe: RouteProbe): Record<string, OutcomeValue> {
  return syscall(bench, probe.from, (turn, machine): Record<string, OutcomeValue> => {
    const found = lookupRoute(machine, probe.address, turn.now)
    refusedByRoute(turn, found, probe.address)
    return found.type in ERRORS ? { result: 'none', error: ERRORS[found.type] } : describeRoute(found)
  })
}

function describeRoute({ gateway, dev, source }: Decision): Record<string, OutcomeValue> {
  const via = gateway === null ? 'on-link' : addressText(gateway)
  return { result: 'route', via, dev, src: source === null ? null : addressText(source) }
}
