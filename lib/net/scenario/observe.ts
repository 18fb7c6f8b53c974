import { formatIpv4, ipv4FromBytes } from '../addr/ipv4'
import { formatIpv6Bytes } from '../addr/ipv6'
import { formatMac, macFromBytes } from '../addr/mac'
import { readU16 } from '../bytes/integers'
import { icmpName4, icmpName6 } from '../node/icmp-name'
import { findUpperLayer } from '../wire/ipv6-extensions'

/** What somebody who watches an interface reads off a frame: enough to say what a probe met. */
export type Sighting = ArpSighting | IpSighting

export type ArpSighting = {
  readonly kind: 'arp'
  readonly asks: boolean
  readonly sender: string
  readonly target: string
  readonly text: string
}

export type IpSighting = {
  readonly kind: 'ip'
  readonly source: string
  readonly destination: string
  readonly protocol: number
  readonly sourcePort: number | null
  readonly destinationPort: number | null
  /** TCP flags */
  readonly flags: number
  /** ICMP, ICMPv6 */
  readonly icmp: {
    readonly type: number
    readonly code: number
    readonly name: string
    readonly identifier: number
    readonly mtu: number | null
  } | null
  /** the packet that an ICMP error quotes */
  readonly quoted: IpSighting | null
  /** one line, as the recordings of real kernels write it */
  readonly text: string
}

const FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR']

/** Null for what is neither ARP nor IP. A VLAN tag is stepped over. */
export function observe(frame: Uint8Array): Sighting | null {
  const at = readU16(frame, 12) === 0x8100 ? 18 : 14
  const type = readU16(frame, at - 2)
  if (type === 0x0806) return observeArp(frame, at)
  if (type === 0x0800) return observeIpv4(frame.subarray(at), false)
  if (type === 0x86dd) return observeIpv6(frame.subarray(at), false)
  return null
}

function observeArp(frame: Uint8Array, at: number): ArpSighting {
  const asks = readU16(frame, at + 6) === 1
  const sender = formatIpv4(ipv4FromBytes(frame, at + 14))
  const target = formatIpv4(ipv4FromBytes(frame, at + 24))
  const text = asks
    ? `ARP who-has ${target} tell ${sender}`
    : `ARP ${sender} is-at ${formatMac(macFromBytes(frame, at + 8))}`
  return { kind: 'arp', asks, sender, target, text }
}

function observeIpv4(packet: Uint8Array, isQuoted: boolean): IpSighting {
  const header = (packet[0] & 15) * 4
  const length = readU16(packet, 2)
  const flags = readU16(packet, 6)
  const offset = (flags & 0x1fff) * 8
  const more = (flags & 0x2000) !== 0
  const ends = {
    source: formatIpv4(ipv4FromBytes(packet, 12)),
    destination: formatIpv4(ipv4FromBytes(packet, 16)),
  }
  const fragment = offset || more ? ` frag ${offset}${more ? '+' : ''}` : ''
  const payload = packet.subarray(header, isQuoted ? packet.length : Math.min(length, packet.length))
  const tail = ` ttl ${packet[8]}${fragment}`
  if (offset)
    return plain(
      ends,
      packet[9],
      `IP ${ends.source} > ${ends.destination} proto ${packet[9]} ttl ${packet[8]} len ${length}${fragment}`,
    )
  return transport(ends, packet[9], payload, length - header, tail)
}

function observeIpv6(packet: Uint8Array, isQuoted: boolean): IpSighting {
  const ends = { source: formatIpv6Bytes(packet, 8), destination: formatIpv6Bytes(packet, 24) }
  const upper = findUpperLayer(packet, 0, packet.length)
  const length = readU16(packet, 4) + 40
  const fragment = upper?.fragment
    ? ` frag ${upper.fragment.fragmentOffset}${upper.fragment.moreFragments ? '+' : ''}`
    : ''
  const tail = ` ttl ${packet[7]}${fragment}`
  const protocol = upper?.protocol ?? packet[6]
  if (!upper || (upper.fragment && upper.fragment.fragmentOffset > 0)) {
    return plain(
      ends,
      protocol,
      `IP ${ends.source} > ${ends.destination} proto ${protocol} ttl ${packet[7]} len ${length}${fragment}`,
    )
  }
  return transport(
    ends,
    protocol,
    packet.subarray(upper.offset, isQuoted ? packet.length : length),
    length - upper.offset,
    tail,
  )
}

type Ends = { readonly source: string; readonly destination: string }

function plain(ends: Ends, protocol: number, text: string): IpSighting {
  return {
    kind: 'ip',
    ...ends,
    protocol,
    sourcePort: null,
    destinationPort: null,
    flags: 0,
    icmp: null,
    quoted: null,
    text,
  }
}

/** `size` is what the IP header says; a quote may hold less. */
function transport(
  ends: Ends,
  protocol: number,
  payload: Uint8Array,
  size: number,
  tail: string,
): IpSighting {
  if (protocol === 6 && payload.length >= 4) return observeTcp(ends, payload, size, tail)
  if (protocol === 17 && payload.length >= 8) return observeUdp(ends, payload, tail)
  if (protocol === 1 && payload.length >= 8) return observeIcmp(ends, payload, tail)
  if (protocol === 58 && payload.length >= 8) return observeIcmp6(ends, payload, tail)
  return plain(ends, protocol, `IP ${ends.source} > ${ends.destination} proto ${protocol}${tail}`)
}

function observeTcp(ends: Ends, payload: Uint8Array, size: number, tail: string): IpSighting {
  const sourcePort = readU16(payload, 0)
  const destinationPort = readU16(payload, 2)
  const flags = payload.length > 13 ? payload[13] : 0
  const data = payload.length > 12 ? size - (payload[12] >>> 4) * 4 : 0
  const names = FLAGS.filter((_, bit) => (flags >>> bit) & 1).join(',')
  const text = `TCP ${ends.source}:${sourcePort} > ${ends.destination}:${destinationPort} ${names}${data ? ` ${data} bytes` : ''}${tail}`
  return { ...plain(ends, 6, text), sourcePort, destinationPort, flags }
}

function observeUdp(ends: Ends, payload: Uint8Array, tail: string): IpSighting {
  const sourcePort = readU16(payload, 0)
  const destinationPort = readU16(payload, 2)
  const text = `UDP ${ends.source}:${sourcePort} > ${ends.destination}:${destinationPort} ${readU16(payload, 4) - 8} bytes${tail}`
  return { ...plain(ends, 17, text), sourcePort, destinationPort }
}

function observeIcmp(ends: Ends, payload: Uint8Array, tail: string): IpSighting {
  const [type, code] = payload
  const name = icmpName4(type, code)
  const quotes = (type === 3 || type === 5 || type === 11 || type === 12) && payload.length >= 28
  const quoted = quotes ? observeIpv4(payload.subarray(8), true) : null
  const mtu = quoted && type === 3 && code === 4 ? readU16(payload, 6) : null
  return withIcmp(
    ends,
    1,
    { type, code, name, identifier: readU16(payload, 4), mtu },
    quoted,
    `ICMP ${name}`,
    tail,
  )
}

function observeIcmp6(ends: Ends, payload: Uint8Array, tail: string): IpSighting {
  const [type, code] = payload
  const name = icmpName6(type, code)
  const quoted = type < 128 && payload.length >= 48 ? observeIpv6(payload.subarray(8), true) : null
  const mtu = quoted && type === 2 ? readU16(payload, 6) : null
  const target =
    (type === 135 || type === 136) && payload.length >= 24 ? ` ${formatIpv6Bytes(payload, 8)}` : ''
  return withIcmp(
    ends,
    58,
    { type, code, name, identifier: readU16(payload, 4), mtu },
    quoted,
    `ICMP6 ${name}${target}`,
    tail,
  )
}

function withIcmp(
  ends: Ends,
  protocol: number,
  icmp: NonNullable<IpSighting['icmp']>,
  quoted: IpSighting | null,
  label: string,
  tail: string,
): IpSighting {
  const about = quoted
    ? ` about ${endText(quoted.source, quoted.sourcePort)} > ${endText(quoted.destination, quoted.destinationPort)}`
    : ''
  const mtu = icmp.mtu === null ? '' : ` mtu ${icmp.mtu}`
  const text = `${label} ${ends.source} > ${ends.destination}${mtu}${about}${tail}`
  return { ...plain(ends, protocol, text), icmp, quoted }
}

function endText(address: string, port: number | null): string {
  return port === null ? address : `${address}:${port}`
}
