import { formatMac } from '../../addr/mac'
import type { Address } from '../../node/address'
import { decodeArp } from '../../wire/arp'
import {
  decodeEthernet,
  ETHERNET_HEADER,
  ETHERTYPE_ARP,
  ETHERTYPE_IPV4,
  ETHERTYPE_IPV6,
  ETHERTYPE_VLAN,
} from '../../wire/ethernet'
import { IPPROTO_TCP, IPPROTO_UDP } from '../../wire/ip-protocol'
import {
  fragmentOffsetOf,
  ipv4DestinationOf,
  ipv4HeaderLengthOf,
  ipv4ProtocolOf,
  ipv4SourceOf,
} from '../../wire/ipv4'
import { IPV6_HEADER, ipv6DestinationOf, ipv6NextHeaderOf, ipv6SourceOf } from '../../wire/ipv6'
import { tcpFlagsOf } from '../../wire/tcp'
import { destinationPortOf, sourcePortOf } from '../../wire/udp'

/** What a filter can ask of a frame. */
export type PacketFacts = {
  readonly etherType: number
  readonly etherSource: string
  readonly etherDestination: string
  readonly vlan: number | null
  readonly source: Address | null
  readonly destination: Address | null
  /** IP protocol; -1 without IP */
  readonly protocol: number
  readonly sourcePort: number | null
  readonly destinationPort: number | null
  readonly tcpFlags: number
  readonly icmpType: number
  readonly length: number
}

export function factsOf(bytes: Uint8Array): PacketFacts {
  const ethernet = decodeEthernet(bytes)
  const facts = {
    etherType: ethernet.ok ? ethernet.header.etherType : 0,
    etherSource: ethernet.ok ? formatMac(ethernet.header.source) : '',
    etherDestination: ethernet.ok ? formatMac(ethernet.header.destination) : '',
    vlan: null as number | null,
    source: null as Address | null,
    destination: null as Address | null,
    protocol: -1,
    sourcePort: null as number | null,
    destinationPort: null as number | null,
    tcpFlags: 0,
    icmpType: -1,
    length: bytes.length,
  }
  let at = ETHERNET_HEADER
  if (facts.etherType === ETHERTYPE_VLAN && bytes.length >= at + 4) {
    facts.vlan = ((bytes[at] << 8) | bytes[at + 1]) & 0xfff
    facts.etherType = (bytes[at + 2] << 8) | bytes[at + 3]
    at += 4
  }
  if (facts.etherType === ETHERTYPE_ARP) {
    const arp = decodeArp(bytes, at, bytes.length)
    if (arp.ok) Object.assign(facts, { source: arp.header.senderIp, destination: arp.header.targetIp })
  } else if (facts.etherType === ETHERTYPE_IPV4 && bytes.length >= at + 20) {
    facts.source = ipv4SourceOf(bytes, at)
    facts.destination = ipv4DestinationOf(bytes, at)
    facts.protocol = ipv4ProtocolOf(bytes, at)
    if (fragmentOffsetOf(bytes, at) === 0) addTransport(facts, bytes, at + ipv4HeaderLengthOf(bytes, at))
  } else if (facts.etherType === ETHERTYPE_IPV6 && bytes.length >= at + IPV6_HEADER) {
    facts.source = ipv6SourceOf(bytes, at)
    facts.destination = ipv6DestinationOf(bytes, at)
    facts.protocol = ipv6NextHeaderOf(bytes, at)
    addTransport(facts, bytes, at + IPV6_HEADER)
  }
  return facts
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

function addTransport(facts: Writable<PacketFacts>, bytes: Uint8Array, at: number): void {
  if (bytes.length > at) facts.icmpType = bytes[at]
  if ((facts.protocol !== IPPROTO_TCP && facts.protocol !== IPPROTO_UDP) || bytes.length < at + 4) return
  facts.sourcePort = sourcePortOf(bytes, at)
  facts.destinationPort = destinationPortOf(bytes, at)
  if (facts.protocol === IPPROTO_TCP && bytes.length >= at + 14) facts.tcpFlags = tcpFlagsOf(bytes, at)
}
