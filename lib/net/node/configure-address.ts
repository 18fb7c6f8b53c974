import type { Ipv4 } from '../addr/ipv4'
import type { Ipv6 } from '../addr/ipv6'
import { broadcastOf, type Prefix, prefix4, prefix6 } from '../addr/prefix'
import type { Interface } from './interface'
import type { Machine } from './machine'
import { addRoute } from './route'

const IPV6_METRIC = 256 // IP6_RT_PRIO_ADDRCONF

/** `ip address add`: the address and the route to its subnet. False when the interface has it already. */
export function addAddress4(machine: Machine, iface: Interface, address: Ipv4, bits: number): boolean {
  if (iface.ipv4.some((own) => own.address === address && own.bits === bits)) return false
  iface.ipv4.push({ address, bits, broadcast: broadcastOf(prefix4(address, bits)) })
  machine.local.set(address, iface.name)
  machine.decisions.clear()
  if (iface.up) addSubnetRoute4(machine, iface, address, bits)
  return true
}

export function addAddress6(
  machine: Machine,
  iface: Interface,
  address: Ipv6,
  bits: number,
  scope: 'global' | 'link' = 'global',
): boolean {
  if (iface.ipv6.some((own) => own.address === address)) return false
  iface.ipv6.push({ address, bits, scope, state: 'preferred', dynamic: null })
  machine.local.set(address, iface.name)
  machine.decisions.clear()
  if (iface.up) addSubnetRoute6(machine, iface, address, bits)
  return true
}

export function addSubnetRoute4(machine: Machine, iface: Interface, address: Ipv4, bits: number): void {
  if (bits < 32 && !iface.loopback) addConnected(machine, iface, prefix4(address, bits), 0, address)
}

export function addSubnetRoute6(machine: Machine, iface: Interface, address: Ipv6, bits: number): void {
  if (bits < 128 && !iface.loopback) addConnected(machine, iface, prefix6(address, bits), IPV6_METRIC, null)
}

function addConnected(
  machine: Machine,
  iface: Interface,
  prefix: Prefix,
  metric: number,
  source: Ipv4 | null,
): void {
  const known = machine.routes.some(
    (route) =>
      route.prefix.network === prefix.network &&
      route.prefix.bits === prefix.bits &&
      route.dev === iface.name &&
      route.via === null,
  )
  if (known) return
  addRoute(machine, {
    prefix,
    type: 'unicast',
    via: null,
    dev: iface.name,
    metric,
    source,
    protocol: 'kernel',
    mtu: null,
    expires: null,
  })
}

/**
 * `ip address del`: with the address go the route to its subnet, if no other address is in it, and routes that name it as
 * source; with an interface's last IPv4 address all its IPv4 routes (fib_disable_ip). False when it was not there.
 */
export function removeAddress(
  machine: Machine,
  iface: Interface,
  address: Ipv4 | Ipv6,
  bits: number,
): boolean {
  const list: { readonly address: Ipv4 | Ipv6; readonly bits: number }[] =
    typeof address === 'number' ? iface.ipv4 : iface.ipv6
  const at = list.findIndex((own) => own.address === address && own.bits === bits)
  if (at < 0) return false
  list.splice(at, 1)
  machine.local.delete(address)
  machine.decisions.clear()
  const { network } = typeof address === 'number' ? prefix4(address, bits) : prefix6(address as Ipv6, bits)
  const shared = list.some((own) => subnetOf(own) === network && own.bits === bits)
  machine.routes = machine.routes.filter((route) => {
    if (route.source === address && !(shared && route.protocol === 'kernel')) return false
    const isSubnet =
      route.protocol === 'kernel' &&
      route.dev === iface.name &&
      route.prefix.network === network &&
      route.prefix.bits === bits
    if (isSubnet && !shared) return false
    const orphan =
      typeof address === 'number' &&
      iface.ipv4.length === 0 &&
      route.prefix.family === 4 &&
      route.dev === iface.name
    return !orphan
  })
  return true
}

function subnetOf({ address, bits }: { readonly address: Ipv4 | Ipv6; readonly bits: number }): Ipv4 | Ipv6 {
  return typeof address === 'number' ? prefix4(address, bits).network : prefix6(address, bits).network
}

/**
 * `ip link set up|down`: going down takes all routes by this interface, its IPv6 addresses but the link-local one
 * (keep_addr_on_down 0) and what it knew of neighbours; coming up brings back only the subnets.
 */
export function setLink(machine: Machine, iface: Interface, up: boolean): void {
  if (iface.up === up) return
  iface.up = up
  machine.decisions.clear()
  if (up) {
    for (const own of iface.ipv4) addSubnetRoute4(machine, iface, own.address, own.bits)
    for (const own of iface.ipv6) addSubnetRoute6(machine, iface, own.address, own.bits)
    return
  }
  machine.routes = machine.routes.filter((route) => route.dev !== iface.name)
  for (const own of iface.ipv6.filter(({ scope }) => scope === 'global'))
    removeAddress(machine, iface, own.address, own.bits)
  for (const [address, neighbour] of iface.neighbours)
    if (neighbour.state !== 'permanent') iface.neighbours.delete(address)
}
