import { addressText } from '../node/address'
import { lookupRoute } from '../node/route'
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
  return syscall<Record<string, OutcomeValue>>(bench, probe.from, (turn, machine) => {
    const { type, gateway, dev, source } = lookupRoute(machine, probe.address, turn.now)
    if (type in ERRORS) return { result: 'none', error: ERRORS[type] }
    const via = gateway === null ? 'on-link' : addressText(gateway)
    return { result: 'route', via, dev, src: source === null ? null : addressText(source) }
  })
}
