import { ANY_IPV4, BROADCAST_IPV4, formatIpv4, type Ipv4 } from '../../addr/ipv4'
import { bitsOfMask, prefix4 } from '../../addr/prefix'
import type { DhcpMessage } from '../../wire/dhcp'
import { addAddress4 } from '../configure-address'
import type { Interface } from '../interface'
import type { Machine } from '../machine'
import { addRoute } from '../route'
import { note, type Turn, wake } from '../turn'
import type { DhcpClientProcess } from './dhcp-client'
import { makeDhcp, readAddressOption, readSecondsOption, sendDhcp } from './dhcp-message'
import { type LinkLocalProcess, stopLinkLocal } from './link-local'

// What a DHCP client does with a lease: take it, and ask for more time. RFC 2131 section 4.4.5.

const SECOND = 1_000_000
const LEAST_RETRY_US = 60 * SECOND // section 4.4.5, while renewing and rebinding
const DEFAULT_BITS = 24

/** The address is ours: it goes on the interface, with the route and the name server that came with it. */
export function bind(
  turn: Turn,
  process: DhcpClientProcess,
  iface: Interface,
  message: DhcpMessage,
  server: Ipv4,
): void {
  const { machine, now } = turn
  const address = message.yourAddress
  const mask = readAddressOption(message, 'subnetMask')
  const bits = (mask === null ? null : bitsOfMask(mask)) ?? DEFAULT_BITS
  const seconds = readSecondsOption(message, 'leaseTime') ?? 3600
  const fallback = fallbackOf(turn, process)
  if (fallback) stopLinkLocal(turn, fallback, iface)
  const isNew = addAddress4(machine, iface, address, bits)
  if (isNew) addDefaultRoute(machine, iface, address, readAddressOption(message, 'router'))
  machine.resolver = readAddressOption(message, 'domainNameServer') ?? machine.resolver
  process.lease = {
    address,
    bits,
    server,
    renewAt: now + (readSecondsOption(message, 'renewalTime') ?? seconds / 2) * SECOND,
    rebindAt: now + (readSecondsOption(message, 'rebindingTime') ?? (seconds * 7) / 8) * SECOND,
    until: now + seconds * SECOND,
  }
  process.state = 'bound'
  process.attempts = 0
  note(turn, isNew ? 'dhcp.bound' : 'dhcp.extended', 7, {
    iface: iface.name,
    address: `${formatIpv4(address)}/${bits}`,
    seconds,
  })
  sleepUntil(turn, process, process.lease.renewAt)
}

/** As NetworkManager and dhcpcd do it: `default via ROUTER dev IFACE proto dhcp src ADDRESS`. */
function addDefaultRoute(machine: Machine, iface: Interface, source: Ipv4, router: Ipv4 | null): void {
  const prefix = prefix4(ANY_IPV4, 0)
  const known = machine.routes.some((route) => route.prefix.bits === 0 && route.prefix.family === 4)
  if (router === null || known) return
  addRoute(machine, {
    prefix,
    type: 'unicast',
    via: router,
    dev: iface.name,
    metric: 0,
    source,
    protocol: 'dhcp',
    mtu: null,
    expires: null,
  })
}

export function fallbackOf({ machine }: Turn, { fallback }: DhcpClientProcess): LinkLocalProcess | null {
  const found = fallback === null ? undefined : machine.processes.get(fallback)
  return found?.kind === 'link-local' ? found : null
}

/** Section 4.3.2: the address is in ciaddr; to the server alone while renewing, to all of them while rebinding. */
export function extend(turn: Turn, process: DhcpClientProcess, iface: Interface): void {
  const { address, server, rebindAt, until } = process.lease!
  const next = turn.now < rebindAt ? 'renewing' : 'rebinding'
  const again = process.state === next
  if (!again) process.transaction = newTransaction(turn)
  process.state = next
  note(turn, EXTENDS[next][again ? 1 : 0], 7, {
    iface: iface.name,
    address: formatIpv4(address),
    server: formatIpv4(server),
  })
  const message = makeDhcp('request', {
    op: 1,
    transaction: process.transaction,
    clientMac: iface.mac,
    clientAddress: address,
    broadcast: false,
  })
  sendDhcp(turn, iface.name, address, message, next === 'renewing' ? server : BROADCAST_IPV4)
  // section 4.4.5: again after half of what is left until T2, then until the end
  const end = next === 'renewing' ? rebindAt : until
  sleepUntil(turn, process, Math.min(end, turn.now + Math.max((end - turn.now) / 2, LEAST_RETRY_US)))
}

const EXTENDS = {
  renewing: ['dhcp.renews', 'dhcp.renews-again'],
  rebinding: ['dhcp.rebinds', 'dhcp.rebinds-again'],
} as const

export function newTransaction(turn: Turn): number {
  return Math.floor(turn.random() * 0x1_0000_0000)
}

export function sleepUntil(turn: Turn, process: DhcpClientProcess, at: number): void {
  process.deadline = at
  wake(turn, at, { kind: 'process', process: process.id, wake: 'timeout' })
}
