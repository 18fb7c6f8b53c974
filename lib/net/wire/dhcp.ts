/** RFC 2131 section 2 and RFC 2132. */
import { type Ipv4, ipv4FromBytes, writeIpv4 } from '../addr/ipv4'
import { type Mac, macFromBytes, writeMac } from '../addr/mac'
import { readU16, readU32, writeU16, writeU32 } from '../bytes/integers'
import { concatBytes, Writer } from '../bytes/writer'
import { type Decoded, decoded, malformed, tooShort } from './decoded'

export const DHCP_SERVER_PORT = 67
export const DHCP_CLIENT_PORT = 68
/** Up to the options: 236 bytes and the magic cookie. */
export const DHCP_HEADER = 240
export const MAGIC_COOKIE = 0x6382_5363

export const DHCP_OPTIONS = {
  subnetMask: 1,
  router: 3,
  domainNameServer: 6,
  hostName: 12,
  domainName: 15,
  broadcastAddress: 28,
  requestedAddress: 50,
  leaseTime: 51,
  messageType: 53,
  serverIdentifier: 54,
  parameterRequestList: 55,
  message: 56,
  maximumMessageSize: 57,
  renewalTime: 58,
  rebindingTime: 59,
  vendorClass: 60,
  clientIdentifier: 61,
} as const

/** Values of option 53. */
export const DHCP_TYPES = {
  discover: 1,
  offer: 2,
  request: 3,
  decline: 4,
  ack: 5,
  nak: 6,
  release: 7,
  inform: 8,
} as const

export type DhcpOption = { readonly code: number; readonly data: Uint8Array }

export type DhcpMessage = {
  /** 1 from a client, 2 from a server */
  readonly op: 1 | 2
  readonly hops: number
  /** xid */
  readonly transaction: number
  readonly seconds: number
  /** The client cannot take unicast yet */
  readonly broadcast: boolean
  /** ciaddr */
  readonly clientAddress: Ipv4
  /** yiaddr */
  readonly yourAddress: Ipv4
  /** siaddr */
  readonly serverAddress: Ipv4
  /** giaddr */
  readonly relayAddress: Ipv4
  /** chaddr */
  readonly clientMac: Mac
  /** In order; padding and end left out */
  readonly options: readonly DhcpOption[]
}

/** The end option is added, and zeros up to the 300 bytes of a BOOTP message (RFC 1542 section 2.1). */
export function encodeDhcp(message: DhcpMessage): Uint8Array {
  const head = new Uint8Array(DHCP_HEADER)
  head.set([message.op, 1, 6, message.hops])
  writeU32(head, 4, message.transaction)
  writeU16(head, 8, message.seconds)
  writeU16(head, 10, message.broadcast ? 0x8000 : 0)
  writeIpv4(head, 12, message.clientAddress)
  writeIpv4(head, 16, message.yourAddress)
  writeIpv4(head, 20, message.serverAddress)
  writeIpv4(head, 24, message.relayAddress)
  writeMac(head, 28, message.clientMac)
  writeU32(head, 236, MAGIC_COOKIE)
  const out = new Writer(64)
  for (const { code, data } of message.options) out.u8(code).u8(data.length).bytes(data)
  const options = out.u8(255).finish()
  const padding = new Uint8Array(Math.max(0, 300 - DHCP_HEADER - options.length))
  return concatBytes(head, options, padding)
}

export function decodeDhcp(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<DhcpMessage> {
  if (end - offset < DHCP_HEADER) return tooShort('a DHCP message', DHCP_HEADER, offset, end)
  if (readU32(bytes, offset + 236) !== MAGIC_COOKIE)
    return malformed(`the DHCP magic cookie expected at byte ${offset + 236}`, offset + 236)
  const op = bytes[offset]
  if (op !== 1 && op !== 2) return malformed(`DHCP op 1 or 2 expected at byte ${offset}, found ${op}`, offset)
  if (bytes[offset + 1] !== 1 || bytes[offset + 2] !== 6)
    return malformed(`an Ethernet address of 6 bytes expected at byte ${offset + 1}`, offset + 1)
  const options: DhcpOption[] = []
  let at = offset + DHCP_HEADER
  while (at < end && bytes[at] !== 255) {
    if (bytes[at] === 0) {
      at++
      continue
    }
    const next = at + 1 < end ? at + 2 + bytes[at + 1] : end + 1
    if (next > end) return malformed(`DHCP option ${bytes[at]} at byte ${at} is longer than the message`, at)
    options.push({ code: bytes[at], data: bytes.slice(at + 2, next) })
    at = next
  }
  const message = {
    op,
    hops: bytes[offset + 3],
    transaction: readU32(bytes, offset + 4),
    seconds: readU16(bytes, offset + 8),
    broadcast: (bytes[offset + 10] & 0x80) !== 0,
    clientAddress: ipv4FromBytes(bytes, offset + 12),
    yourAddress: ipv4FromBytes(bytes, offset + 16),
    serverAddress: ipv4FromBytes(bytes, offset + 20),
    relayAddress: ipv4FromBytes(bytes, offset + 24),
    clientMac: macFromBytes(bytes, offset + 28),
    options,
  } as const
  return decoded(message, end, end)
}

/** The data of the first option of that code, null without one. */
export function dhcpOption(message: DhcpMessage, code: number): Uint8Array | null {
  return message.options.find((option) => option.code === code)?.data ?? null
}
