import { ANY_IPV4, formatIpv4, type Ipv4 } from '../../addr/ipv4'
import { formatMac, type Mac } from '../../addr/mac'
import { containsPrefix, maskOfBits, prefix4 } from '../../addr/prefix'
import { type DhcpMessage, type DhcpOption, decodeDhcp } from '../../wire/dhcp'
import { endProcess } from '../process'
import type { Datagram } from '../socket'
import { note, type Turn } from '../turn'
import {
  addressOption,
  type DhcpType,
  type Lease,
  makeDhcp,
  readAddressOption,
  secondsOption,
  sendDhcp,
  typeOf,
} from './dhcp-message'

/** What is given out on one link. */
export type DhcpPool = {
  readonly iface: string
  readonly first: Ipv4
  readonly last: Ipv4
  readonly router: Ipv4 | null
  readonly nameServer: Ipv4 | null
  readonly leaseS: number
  /** addresses that only these machines get */
  readonly reserved: readonly { readonly mac: Mac; readonly address: Ipv4 }[]
}

/** A DHCP server (RFC 2131): DISCOVER gets an OFFER, REQUEST an ACK or NAK. A machine that comes back gets its old address. */
export type DhcpServerProcess = {
  readonly kind: 'dhcp-server'
  readonly id: number
  readonly socket: number
  readonly pools: readonly DhcpPool[]
  leases: Lease[]
}

const SECOND = 1_000_000
const OFFER_US = 120 * SECOND // an offer is kept free so long

export function runDhcpServer(turn: Turn, process: DhcpServerProcess) {
  const socket = turn.machine.sockets.get(process.socket)
  if (socket?.kind !== 'udp') return endProcess(turn.machine, process)
  for (let datagram = socket.received.shift(); datagram; datagram = socket.received.shift())
    answer(turn, process, datagram)
}

function answer(turn: Turn, process: DhcpServerProcess, { bytes, iface }: Datagram): void {
  const decoded = decodeDhcp(bytes)
  const pool = process.pools.find((other) => other.iface === iface)
  if (!decoded.ok || decoded.header.op !== 1 || !pool) return
  const message = decoded.header
  const type = typeOf(message)
  if (type === 'discover') offer(turn, process, pool, message)
  else if (type === 'request') confirm(turn, process, pool, message)
  else if (type === 'release') process.leases = process.leases.filter(({ mac }) => mac !== message.clientMac)
}

function offer(turn: Turn, process: DhcpServerProcess, pool: DhcpPool, message: DhcpMessage) {
  const mac = formatMac(message.clientMac)
  const address = freeAddress(turn, process, pool, message)
  if (address === null) return note(turn, 'dhcp.pool-empty', 7, { iface: pool.iface, mac })
  keep(process, { address, mac: message.clientMac, until: turn.now + OFFER_US, acked: false })
  note(turn, 'dhcp.offered', 7, { address: formatIpv4(address), mac })
  reply(turn, pool, message, 'offer', address)
}

/** The address reserved for this machine, else the one that it has or had, else the one it asks for, else the first that is free. */
function freeAddress(
  turn: Turn,
  { leases }: DhcpServerProcess,
  { first, last, reserved }: DhcpPool,
  message: DhcpMessage,
): Ipv4 | null {
  const { clientMac } = message
  const own = reserved.find(({ mac }) => mac === clientMac)
  if (own) return own.address
  const old = leases.find(({ mac, address }) => mac === clientMac && address >= first && address <= last)
  if (old) return old.address
  const taken = new Set([
    ...leases.filter(({ until }) => until > turn.now).map(({ address }) => address),
    ...reserved.map(({ address }) => address),
  ])
  const wish = readAddressOption(message, 'requestedAddress')
  if (wish !== null && wish >= first && wish <= last && !taken.has(wish)) return wish
  for (let address = first; address <= last; address = (address + 1) as Ipv4)
    if (!taken.has(address)) return address
  return null
}

/**
 * RFC 2131 section 4.3.2: a REQUEST for another server's offer takes ours back; one that is wrong gets a NAK; one from a client
 * that this server does not know, for an address of this network, is somebody else's to answer.
 */
function confirm(turn: Turn, process: DhcpServerProcess, pool: DhcpPool, message: DhcpMessage) {
  const { clientMac, clientAddress } = message
  const mac = formatMac(clientMac)
  const lease = process.leases.find((known) => known.mac === clientMac)
  const chosen = readAddressOption(message, 'serverIdentifier')
  if (chosen !== null && chosen !== ownAddress(turn, pool)) return takeBack(turn, process, lease)
  const wanted =
    readAddressOption(message, 'requestedAddress') ?? (clientAddress === ANY_IPV4 ? null : clientAddress)
  if (chosen === null && !lease && wanted !== null && isHere(turn, pool, wanted))
    return note(turn, 'dhcp.unknown', 7, { mac, address: formatIpv4(wanted) })
  if (wanted === null || lease?.address !== wanted) {
    note(turn, 'dhcp.refused', 7, { mac, address: wanted === null ? '' : formatIpv4(wanted) })
    return reply(turn, pool, message, 'nak', ANY_IPV4)
  }
  keep(process, {
    address: wanted,
    mac: message.clientMac,
    until: turn.now + pool.leaseS * SECOND,
    acked: true,
  })
  note(turn, 'dhcp.acknowledged', 7, { address: formatIpv4(wanted), mac, seconds: pool.leaseS })
  reply(turn, pool, message, 'ack', wanted)
}

function takeBack(turn: Turn, process: DhcpServerProcess, lease: Lease | undefined): void {
  if (!lease || lease.acked) return
  process.leases = process.leases.filter((other) => other !== lease)
  note(turn, 'dhcp.not-chosen', 7, { mac: formatMac(lease.mac), address: formatIpv4(lease.address) })
}

function isHere(turn: Turn, { iface }: DhcpPool, address: Ipv4): boolean {
  const own = turn.machine.interfaces.get(iface)?.ipv4 ?? []
  return own.some((known) => containsPrefix(prefix4(known.address, known.bits), prefix4(address, 32)))
}

function keep(process: DhcpServerProcess, lease: Lease): void {
  process.leases = [...process.leases.filter(({ mac }) => mac !== lease.mac), lease]
}

function ownAddress(turn: Turn, { iface }: DhcpPool): Ipv4 | null {
  return turn.machine.interfaces.get(iface)?.ipv4[0]?.address ?? null
}

function reply(turn: Turn, pool: DhcpPool, asked: DhcpMessage, type: DhcpType, address: Ipv4): void {
  const own = turn.machine.interfaces.get(pool.iface)?.ipv4[0]
  if (!own) return
  const options: DhcpOption[] = [addressOption('serverIdentifier', own.address)]
  if (type !== 'nak') {
    options.push(
      secondsOption('leaseTime', pool.leaseS),
      secondsOption('renewalTime', Math.floor(pool.leaseS / 2)),
      secondsOption('rebindingTime', Math.floor((pool.leaseS * 7) / 8)),
      addressOption('subnetMask', maskOfBits(own.bits)),
    )
    if (pool.router !== null) options.push(addressOption('router', pool.router))
    if (pool.nameServer !== null) options.push(addressOption('domainNameServer', pool.nameServer))
  }
  const { transaction, clientMac, broadcast } = asked
  const clientAddress = type === 'nak' ? ANY_IPV4 : asked.clientAddress
  const message = makeDhcp(type, {
    op: 2,
    transaction,
    broadcast,
    clientMac,
    clientAddress,
    yourAddress: address,
    options,
  })
  const renewing = type === 'ack' && clientAddress !== ANY_IPV4
  sendDhcp(turn, pool.iface, own.address, message, renewing ? clientAddress : undefined)
}
