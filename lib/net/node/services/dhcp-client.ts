import { ANY_IPV4, BROADCAST_IPV4, formatIpv4, type Ipv4 } from '../../addr/ipv4'
import { bitsOfMask, prefix4 } from '../../addr/prefix'
import { type DhcpMessage, type DhcpOption, decodeDhcp } from '../../wire/dhcp'
import { addAddress4, removeAddress } from '../configure-address'
import { requestRoute } from '../configure-route'
import type { Interface } from '../interface'
import { endProcess } from '../process'
import { note, type Turn, wake } from '../turn'
import {
  addressOption,
  makeDhcp,
  readAddressOption,
  readSecondsOption,
  sendDhcp,
  typeOf,
} from './dhcp-message'

/** A DHCP client on one interface, RFC 2131 section 4.4 (figure 5). Times in µs. */
export type DhcpClientProcess = {
  readonly kind: 'dhcp-client'
  readonly id: number
  readonly socket: number
  readonly iface: string
  state: 'init' | 'selecting' | 'requesting' | 'bound' | 'renewing'
  transaction: number
  attempts: number
  offered: { readonly address: Ipv4; readonly server: Ipv4 } | null
  lease: {
    readonly address: Ipv4
    readonly bits: number
    readonly server: Ipv4
    readonly renewAt: number
    readonly until: number
  } | null
  /** when to do something by itself */
  deadline: number | null
}

const SECOND = 1_000_000
const FIRST_RETRY_US = 4 * SECOND // RFC 2131 section 4.1: 4, 8, 16, 32, 64 s
const LAST_RETRY_US = 64 * SECOND
const MOST_REQUESTS = 4
const DEFAULT_BITS = 24

export function runDhcpClient(turn: Turn, process: DhcpClientProcess) {
  const socket = turn.machine.sockets.get(process.socket)
  const iface = turn.machine.interfaces.get(process.iface)
  if (socket?.kind !== 'udp' || !iface) return endProcess(turn.machine, process)
  for (let datagram = socket.received.shift(); datagram; datagram = socket.received.shift()) {
    const decoded = decodeDhcp(datagram.bytes)
    if (decoded.ok && datagram.iface === process.iface) hear(turn, process, iface, decoded.header)
  }
  if (process.state === 'init') return discover(turn, process, iface)
  if (process.deadline !== null && process.deadline <= turn.now) timeOut(turn, process, iface)
}

function discover(turn: Turn, process: DhcpClientProcess, iface: Interface): void {
  if (process.state === 'init') {
    process.transaction = Math.floor(turn.random() * 0x1_0000_0000)
    process.attempts = 0
  }
  process.state = 'selecting'
  note(turn, 'dhcp.discover', 7, { iface: iface.name })
  sendDhcp(
    turn,
    iface.name,
    ANY_IPV4,
    makeDhcp('discover', { op: 1, transaction: process.transaction, clientMac: iface.mac }),
  )
  retryLater(turn, process)
}

function request(turn: Turn, process: DhcpClientProcess, iface: Interface): void {
  const { offered, lease, transaction } = process
  const renews = process.state === 'renewing' && lease !== null
  const options: DhcpOption[] = []
  if (!renews && offered)
    options.push(
      addressOption('requestedAddress', offered.address),
      addressOption('serverIdentifier', offered.server),
    )
  const address = renews ? lease.address : (offered?.address ?? ANY_IPV4)
  note(turn, renews ? 'dhcp.renews' : 'dhcp.request', 7, { address: formatIpv4(address), iface: iface.name })
  const message = makeDhcp('request', {
    op: 1,
    transaction,
    clientMac: iface.mac,
    options,
    ...(renews && { clientAddress: address, broadcast: false }),
  })
  sendDhcp(turn, iface.name, renews ? address : ANY_IPV4, message, renews ? lease.server : BROADCAST_IPV4)
  retryLater(turn, process)
}

function retryLater(turn: Turn, process: DhcpClientProcess): void {
  const pause = Math.min(FIRST_RETRY_US * 2 ** process.attempts, LAST_RETRY_US)
  process.attempts++
  sleepUntil(turn, process, turn.now + pause)
}

function sleepUntil(turn: Turn, process: DhcpClientProcess, at: number): void {
  process.deadline = at
  wake(turn, at, { kind: 'process', process: process.id, wake: 'timeout' })
}

function hear(turn: Turn, process: DhcpClientProcess, iface: Interface, message: DhcpMessage) {
  if (message.op !== 2 || message.transaction !== process.transaction || message.clientMac !== iface.mac)
    return
  const type = typeOf(message)
  const server = readAddressOption(message, 'serverIdentifier')
  if (type === 'offer' && process.state === 'selecting' && server !== null) {
    process.offered = { address: message.yourAddress, server }
    process.state = 'requesting'
    process.attempts = 0
    return request(turn, process, iface)
  }
  if (process.state !== 'requesting' && process.state !== 'renewing') return
  if (type === 'ack' && server !== null) return bind(turn, process, iface, message, server)
  if (type === 'nak') {
    note(turn, 'dhcp.taken-back', 7, { iface: iface.name })
    lose(turn, process, iface)
  }
}

/** The address is ours: it goes on the interface, with the route and the name server that came with it. */
function bind(
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
  addAddress4(machine, iface, address, bits)
  const router = readAddressOption(message, 'router')
  if (router !== null) {
    requestRoute(machine, {
      type: 'unicast',
      prefix: prefix4(ANY_IPV4, 0),
      via: router,
      dev: null,
      metric: null,
      source: null,
      mtu: null,
    })
  }
  machine.resolver = readAddressOption(message, 'domainNameServer') ?? machine.resolver
  process.lease = {
    address,
    bits,
    server,
    renewAt: now + (seconds * SECOND) / 2,
    until: now + seconds * SECOND,
  }
  process.state = 'bound'
  process.attempts = 0
  note(turn, 'dhcp.bound', 7, { iface: iface.name, address: `${formatIpv4(address)}/${bits}`, seconds })
  sleepUntil(turn, process, process.lease.renewAt)
}

function timeOut(turn: Turn, process: DhcpClientProcess, iface: Interface) {
  const { lease } = process
  if (lease && lease.until <= turn.now) {
    note(turn, 'dhcp.lease-over', 7, { iface: iface.name, address: formatIpv4(lease.address) })
    return lose(turn, process, iface)
  }
  if (process.state === 'selecting') {
    note(turn, 'dhcp.no-offer', 7, { iface: iface.name })
    return discover(turn, process, iface)
  }
  if (process.state === 'requesting') {
    if (process.attempts < MOST_REQUESTS) return request(turn, process, iface)
    process.state = 'init'
    return discover(turn, process, iface)
  }
  if (!lease) return
  process.state = 'renewing'
  request(turn, process, iface)
  // RFC 2131 section 4.4.5: again after half of what is left
  sleepUntil(
    turn,
    process,
    Math.min(lease.until, turn.now + Math.max((lease.until - turn.now) / 2, 60 * SECOND)),
  )
}

function lose(turn: Turn, process: DhcpClientProcess, iface: Interface): void {
  if (process.lease) removeAddress(turn.machine, iface, process.lease.address, process.lease.bits)
  process.lease = null
  process.offered = null
  process.state = 'init'
  discover(turn, process, iface)
}
