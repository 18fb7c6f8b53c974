import { ANY_IPV4, BROADCAST_IPV4, type Ipv4, ipv4FromBytes, writeIpv4 } from '../../addr/ipv4'
import type { Mac } from '../../addr/mac'
import { readU32, writeU32 } from '../../bytes/integers'
import {
  DHCP_CLIENT_PORT,
  DHCP_OPTIONS,
  DHCP_SERVER_PORT,
  DHCP_TYPES,
  type DhcpMessage,
  type DhcpOption,
  dhcpOption,
  encodeDhcp,
} from '../../wire/dhcp'
import { IPPROTO_UDP } from '../../wire/ip-protocol'
import { encodeUdp } from '../../wire/udp'
import { sendIpv4 } from '../ipv4-output'
import type { Turn } from '../turn'

export type DhcpType = keyof typeof DHCP_TYPES

/** A message with everything that is usually 0 left out; the broadcast flag is set, for a client without address hears nothing else. */
export function makeDhcp(
  type: DhcpType,
  message: Partial<DhcpMessage> & Pick<DhcpMessage, 'op' | 'transaction' | 'clientMac'>,
): DhcpMessage {
  return {
    hops: 0,
    seconds: 0,
    broadcast: true,
    clientAddress: ANY_IPV4,
    yourAddress: ANY_IPV4,
    serverAddress: ANY_IPV4,
    relayAddress: ANY_IPV4,
    ...message,
    options: [
      { code: DHCP_OPTIONS.messageType, data: Uint8Array.of(DHCP_TYPES[type]) },
      ...(message.options ?? []),
    ],
  }
}

export function typeOf(message: DhcpMessage): DhcpType | null {
  const code = dhcpOption(message, DHCP_OPTIONS.messageType)?.[0]
  const found = Object.entries(DHCP_TYPES).find(([, value]) => value === code)
  return found ? (found[0] as DhcpType) : null
}

export function addressOption(name: keyof typeof DHCP_OPTIONS, address: Ipv4): DhcpOption {
  const data = new Uint8Array(4)
  writeIpv4(data, 0, address)
  return { code: DHCP_OPTIONS[name], data }
}

export function secondsOption(name: keyof typeof DHCP_OPTIONS, seconds: number): DhcpOption {
  const data = new Uint8Array(4)
  writeU32(data, 0, seconds)
  return { code: DHCP_OPTIONS[name], data }
}

export function readAddressOption(message: DhcpMessage, name: keyof typeof DHCP_OPTIONS): Ipv4 | null {
  const data = dhcpOption(message, DHCP_OPTIONS[name])
  return data && data.length >= 4 ? ipv4FromBytes(data) : null
}

export function readSecondsOption(message: DhcpMessage, name: keyof typeof DHCP_OPTIONS): number | null {
  const data = dhcpOption(message, DHCP_OPTIONS[name])
  return data && data.length >= 4 ? readU32(data, 0) : null
}

/** Out by one interface, to everybody on its link unless `to` says otherwise. */
export function sendDhcp(
  turn: Turn,
  iface: string,
  source: Ipv4,
  message: DhcpMessage,
  to: Ipv4 = BROADCAST_IPV4,
): void {
  const fromClient = message.op === 1
  const ports = fromClient
    ? { sourcePort: DHCP_CLIENT_PORT, destinationPort: DHCP_SERVER_PORT }
    : { sourcePort: DHCP_SERVER_PORT, destinationPort: DHCP_CLIENT_PORT }
  const payload = encodeUdp(ports, encodeDhcp(message), { family: 4, source, destination: to })
  sendIpv4(turn, { source, destination: to, protocol: IPPROTO_UDP, payload, dontFragment: false, oif: iface })
}

/** What a server keeps for one machine; not `acked`: offered and not taken yet. `until` in µs. */
export type Lease = {
  readonly address: Ipv4
  readonly mac: Mac
  readonly until: number
  readonly acked: boolean
}
