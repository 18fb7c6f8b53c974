import { formatIpv4, type Ipv4 } from '../addr/ipv4'
import { prefix4 } from '../addr/prefix'
import type { Interface } from './interface'
import { resolve } from './neighbour'
import { learn } from './path-exception'
import { covers, isLocal, lookupRoute } from './route'
import { interfaceSysctl, largerSysctl, sysctl } from './sysctl'
import { note, type Turn } from './turn'

const EXPIRES_US = 300_000_000 // ip_rt_gc_timeout

/**
 * __ip_do_redirect: a router says that `gateway` is the better next hop to `to`. Believed only from the present gateway,
 * for a gateway on this link; and only once that gateway's MAC address is known: until then it is only asked for.
 */
export function receiveRedirect(turn: Turn, iface: Interface, gateway: Ipv4, from: Ipv4, to: Ipv4) {
  const { machine, now } = turn
  const data = { gateway: formatIpv4(gateway), from: formatIpv4(from), to: formatIpv4(to) }
  const route = lookupRoute(machine, to, now)
  if (
    !accepts(turn, iface) ||
    route.nextHop !== from ||
    route.dev !== iface.name ||
    !isPossible(turn, iface, gateway)
  ) {
    return note(turn, 'icmp.redirect-ignored', 3, data)
  }
  const neighbour = resolve(turn, iface, gateway)
  if (neighbour.mac === null) return note(turn, 'icmp.redirect-resolving', 3, data)
  learn(machine, to, { gateway }, now + EXPIRES_US, now)
  note(turn, 'icmp.redirect-followed', 3, data)
}

/** IN_DEV_RX_REDIRECTS: a router needs `all` and the interface, a host one of them. */
function accepts(turn: Turn, iface: Interface): boolean {
  const all = sysctl(turn.machine, 'net.ipv4.conf.all.accept_redirects') !== 0
  const own = interfaceSysctl(turn.machine, 4, iface.name, 'accept_redirects') !== 0
  return turn.machine.forwarding4 ? all && own : all || own
}

/** With shared_media, any address that is one host's; else one in a subnet of this interface. */
function isPossible(turn: Turn, iface: Interface, gateway: Ipv4): boolean {
  if (isLocal(turn.machine, gateway)) return false
  if (!largerSysctl(turn.machine, 4, iface.name, 'shared_media'))
    return iface.ipv4.some(({ address, bits }) => covers(prefix4(address, bits), gateway))
  const { type } = lookupRoute(turn.machine, gateway, turn.now)
  return type !== 'broadcast' && type !== 'multicast'
}
