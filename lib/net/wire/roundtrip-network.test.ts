import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeAh, encodeAh } from './ah'
import { decodeArp, encodeArp } from './arp'
import { decodeEthernet, encodeEthernet } from './ethernet'
import { decodeIcmp, encodeIcmp } from './icmp'
import { decodeIcmpv6, encodeIcmpv6 } from './icmpv6'
import { decodeNdOptions, encodeNdOptions, type NdOption } from './icmpv6-nd'
import { decodeIgmp, encodeIgmp } from './igmp'
import { decodeIpv4, encodeIpv4, isIpv4ChecksumRight } from './ipv4'
import { decodeIpv6, encodeIpv6 } from './ipv6'
import { encodeFragmentHeader, encodeOptionsHeader, fragmentHeaderAt } from './ipv6-extensions'
import { decodeTcp, encodeTcp } from './tcp'
import type { TcpOption } from './tcp-options'
import {
  bytes,
  exactly,
  flag,
  headerOf,
  ipv4,
  ipv6,
  mac,
  pair4,
  pair6,
  roundTrip,
  u,
  u32,
} from './testing/round-trip'
import { decodeUdp, encodeUdp } from './udp'
import { decodeVlan, encodeVlan, tagFrame, untagFrame, vlanTagOf } from './vlan'

describe('what is written can be read, and is the same', () => {
  it('Ethernet', () => {
    const header = fc.record({
      destination: mac,
      source: mac,
      etherType: fc.integer({ min: 1536, max: 65535 }),
    })
    fc.assert(
      fc.property(header, bytes(), (value, payload) => {
        const frame = encodeEthernet(value, payload)
        const result = decodeEthernet(frame)
        expect(headerOf(result)).toEqual(value)
        expect(result.ok && frame.slice(result.payloadOffset, result.payloadEnd)).toEqual(payload)
      }),
    )
  })

  it('802.1Q, put into a frame and taken out again', () => {
    const tag = fc.record({ priority: u(3), dropEligible: flag, id: u(12) })
    roundTrip(
      fc.record({ priority: u(3), dropEligible: flag, id: u(12), etherType: u(16) }),
      (value) => encodeVlan(value, new Uint8Array(3)),
      (encoded) => decodeVlan(encoded, 0, encoded.length),
    )
    fc.assert(
      fc.property(tag, fc.uint8Array({ minLength: 14, maxLength: 40 }), (value, frame) => {
        expect(vlanTagOf(tagFrame(frame, value))).toEqual(value)
        expect(untagFrame(tagFrame(frame, value))).toEqual(frame)
      }),
    )
  })

  it('ARP', () => {
    roundTrip(
      fc.record({ operation: u(16), senderMac: mac, senderIp: ipv4, targetMac: mac, targetIp: ipv4 }),
      encodeArp,
      decodeArp,
    )
  })

  it('IPv4 with options and fragments, its checksum right', () => {
    const header = fc.record({
      dscp: u(6),
      ecn: u(2),
      identification: u(16),
      dontFragment: flag,
      moreFragments: flag,
      fragmentOffset: u(13).map((units) => units * 8),
      ttl: u(8),
      protocol: u(8),
      source: ipv4,
      destination: ipv4,
      options: u(3).chain((words) => exactly(words * 4)),
    })
    roundTrip(header, (value) => encodeIpv4(value, new Uint8Array(9)), decodeIpv4)
    fc.assert(fc.property(header, (value) => isIpv4ChecksumRight(encodeIpv4(value, new Uint8Array(0)))))
  })

  it('IPv6', () => {
    const header = {
      trafficClass: u(8),
      flowLabel: u(20),
      nextHeader: u(8),
      hopLimit: u(8),
      source: ipv6,
      destination: ipv6,
    }
    roundTrip(fc.record(header), (value) => encodeIpv6(value, new Uint8Array(5)), decodeIpv6)
  })

  it('ICMP and ICMPv6', () => {
    const message = fc.record({ type: u(8), code: u(8), rest: u32, body: bytes() })
    roundTrip(message, encodeIcmp, decodeIcmp)
    fc.assert(
      fc.property(message, pair6, (value, pair) => {
        expect(headerOf(decodeIcmpv6(encodeIcmpv6(value, pair)))).toEqual(value)
      }),
    )
  })

  it('Neighbour Discovery options', () => {
    const option: fc.Arbitrary<NdOption> = fc.oneof(
      fc.record({ kind: fc.constantFrom('source-link-layer-address', 'target-link-layer-address'), mac }),
      fc.record({ kind: fc.constant('mtu'), mtu: u32 }),
      fc.record({
        kind: fc.constant('prefix-information'),
        bits: u(8),
        onLink: flag,
        autonomous: flag,
        validLifetime: u32,
        preferredLifetime: u32,
        prefix: ipv6,
      }),
      fc.record({
        kind: fc.constant('recursive-dns-server'),
        lifetime: u32,
        servers: fc.array(ipv6, { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('unknown'), type: fc.constantFrom(14, 31, 200), data: exactly(6) }),
    ) as fc.Arbitrary<NdOption>
    fc.assert(
      fc.property(fc.array(option, { maxLength: 4 }), (options) => {
        const encoded = encodeNdOptions(options)
        expect(decodeNdOptions(encoded, 0, encoded.length)).toEqual({ ok: true, options })
      }),
    )
  })

  it('UDP and TCP over both versions of IP', () => {
    const ports = fc.record({ sourcePort: u(16), destinationPort: u(16) })
    const option: fc.Arbitrary<TcpOption> = fc.oneof(
      fc.constant({ kind: 'nop' } as const),
      u(16).map((value) => ({ kind: 'mss', value }) as const),
      u(8).map((shift) => ({ kind: 'window-scale', shift }) as const),
      fc.constant({ kind: 'sack-permitted' } as const),
      fc.tuple(u32, u32).map(([value, echo]) => ({ kind: 'timestamps', value, echo }) as const),
      fc
        .array(fc.tuple(u32, u32), { minLength: 1, maxLength: 2 })
        .map((blocks) => ({ kind: 'sack', blocks }) as const),
      exactly(4).map((data) => ({ kind: 'unknown', code: 254, data }) as const),
    )
    const header = fc.record({
      sourcePort: u(16),
      destinationPort: u(16),
      sequence: u32,
      acknowledgment: u32,
      flags: u(12),
      window: u(16),
      urgentPointer: u(16),
      options: fc.array(option, { maxLength: 2 }),
    })
    fc.assert(
      fc.property(ports, header, bytes(), fc.oneof(pair4, pair6), (udp, tcp, payload, pair) => {
        const datagram = decodeUdp(encodeUdp(udp, payload, pair))
        expect(headerOf(datagram)).toEqual(udp)
        const segment = encodeTcp(tcp, payload, pair)
        const result = decodeTcp(segment)
        expect(headerOf(result)).toEqual(tcp)
        expect(result.ok && segment.slice(result.payloadOffset)).toEqual(payload)
      }),
    )
  })

  it('IPv6 extension headers, and where the upper layer begins behind them', () => {
    const option = fc.record({ type: fc.constantFrom(5, 0xc2, 0x1e), data: bytes(10) })
    fc.assert(
      fc.property(fc.array(option, { maxLength: 3 }), u(8), (options, next) => {
        const encoded = encodeOptionsHeader(next, options)
        expect(encoded.length % 8).toBe(0)
        expect(encoded[0]).toBe(next)
        expect((encoded[1] + 1) * 8).toBe(encoded.length)
      }),
    )
    const fragment = fc.record({
      nextHeader: u(8),
      fragmentOffset: u(13).map((units) => units * 8),
      moreFragments: flag,
      identification: u32,
    })
    fc.assert(
      fc.property(fragment, (value) => {
        expect(fragmentHeaderAt(encodeFragmentHeader(value), 0)).toEqual(value)
      }),
    )
  })

  it('IGMP and AH', () => {
    roundTrip(fc.record({ type: u(8), maxResponse: u(8), group: ipv4 }), encodeIgmp, decodeIgmp)
    roundTrip(
      fc.record({
        nextHeader: u(8),
        spi: u32,
        sequence: u32,
        icv: u(3).chain((words) => exactly(words * 4)),
      }),
      (value) => encodeAh(value, new Uint8Array(5)),
      decodeAh,
    )
  })
})
