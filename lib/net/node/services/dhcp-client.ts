import { ANY_IPV4, formatIpv4, type Ipv4 } from '../../addr/ipv4'
import { type DhcpMessage, type DhcpOption, decodeDhcp } from '../../wire/dhcp'
import { removeAddress } from '../configure-address'
import type { Interface } from '../interface'
import { endProcess } from '../process'
import { note, type Turn } from '../turn'
import { bind, extend, fallbackOf, newTransaction, sleepUntil } from './dhcp-lease'
import { addressOption, makeDhcp, readAddressOption, sendDhcp, typeOf } from './dhcp-message'
import { startLinkLocal } from './link-local'

/** A DHCP client on one interface, RFC 2131 section 4.4 (figure 5). Times in µs. */
export type DhcpClientProcess = {
  readonly kind: 'dhcp-client'
  readonly id: number
  readonly socket: number
  readonly iface: string
  /** the program that takes a link-local address while nobody answers; null for a client that goes without */
  readonly fallback: number | null
  state: 'init' | 'selecting' | 'requesting' | 'bound' | 'renewing' | 'rebinding'
  transaction: number
  attempts: number
  offered: { readonly address: Ipv4; readonly server: Ipv4 } | null
  lease: {
    readonly address: Ipv4
    readonly bits: number
    readonly server: Ipv4
    /** T1 and T2, section 4.4.5 */
    readonly renewAt: number
    readonly rebindAt: number
    readonly until: number
  } | null
  /** when to do something by itself */
  deadline: number | null
}

const SECOND = 1_000_000
const FIRST_RETRY_US = 4 * SECOND // RFC 2131 section 4.1: 4, 8, 16, 32, 64 s
const LAST_RETRY_US = 64 * SECOND
const MOST_REQUESTS = 4
/** Unanswered DISCOVERs before a link-local address is taken; RFC 3927 leaves the number open. */
const TRIES_BEFORE_FALLBACK = 2

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
    process.transaction = newTransaction(turn)
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
  const { offered, transaction } = process
  const address = offered?.address ?? ANY_IPV4
  note(turn, 'dhcp.request', 7, { address: formatIpv4(address), iface: iface.name })
  const options: DhcpOption[] = offered
    ? [addressOption('requestedAddress', address), addressOption('serverIdentifier', offered.server)]
    : []
  const message = makeDhcp('request', { op: 1, transaction, clientMac: iface.mac, options })
  sendDhcp(turn, iface.name, ANY_IPV4, message)
  retryLater(turn, process)
}

function retryLater(turn: Turn, process: DhcpClientProcess): void {
  const pause = Math.min(FIRST_RETRY_US * 2 ** process.attempts, LAST_RETRY_US)
  process.attempts++
  sleepUntil(turn, process, turn.now + pause)
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
  if (type === 'offer' && server !== null)
    return note(turn, 'dhcp.late-offer', 7, {
      iface: iface.name,
      address: formatIpv4(message.yourAddress),
      server: formatIpv4(server),
    })
  if (process.state === 'selecting' || process.state === 'bound') return
  if (type === 'ack' && server !== null) return bind(turn, process, iface, message, server)
  if (type === 'nak') {
    note(turn, 'dhcp.taken-back', 7, { iface: iface.name })
    lose(turn, process, iface)
  }
}

function timeOut(turn: Turn, process: DhcpClientProcess, iface: Interface) {
  const { lease } = process
  if (lease && lease.until <= turn.now) {
    note(turn, 'dhcp.lease-over', 7, { iface: iface.name, address: formatIpv4(lease.address) })
    return lose(turn, process, iface)
  }
  if (process.state === 'selecting') {
    note(turn, 'dhcp.no-offer', 7, { iface: iface.name })
    const fallback = fallbackOf(turn, process)
    if (fallback && process.attempts >= TRIES_BEFORE_FALLBACK) startLinkLocal(turn, fallback)
    return discover(turn, process, iface)
  }
  if (process.state === 'requesting') {
    if (process.attempts < MOST_REQUESTS) return request(turn, process, iface)
    process.state = 'init'
    return discover(turn, process, iface)
  }
  if (lease) extend(turn, process, iface)
}

function lose(turn: Turn, process: DhcpClientProcess, iface: Interface): void {
  if (process.lease) removeAddress(turn.machine, iface, process.lease.address, process.lease.bits)
  process.lease = null
  process.offered = null
  process.state = 'init'
  discover(turn, process, iface)
}
