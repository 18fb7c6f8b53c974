import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Ipv4 } from '../addr/ipv4'
import type { Ipv6 } from '../addr/ipv6'
import type { Mac } from '../addr/mac'
import { prefix4 } from '../addr/prefix'
import { decodeArp, encodeArp } from './arp'
import { type BgpMessage, decodeBgp, encodeBgp } from './bgp'
import type { Decoded } from './decoded'
import { type DhcpMessage, decodeDhcp, encodeDhcp } from './dhcp'
import { type DnsMessage, decodeDns, encodeDns } from './dns'
import { DNS_TYPES, type DnsData } from './dns-record'
import { decodeEsp, encodeEsp } from './esp'
import { decodeEthernet, encodeEthernet } from './ethernet'
import { decodeGre, encodeGre } from './gre'
import { decodeHttp, encodeHttp } from './http1'
import { decodeIcmp, encodeIcmp } from './icmp'
import { decodeIcmpv6, encodeIcmpv6 } from './icmpv6'
import { decodeNdOptions, encodeNdOptions, type NdOption } from './icmpv6-nd'
import { decodeIpv4, encodeIpv4, isIpv4ChecksumRight } from './ipv4'
import { decodeIpv6, encodeIpv6 } from './ipv6'
import { decodeKexInit, decodeSshPacket, encodeKexInit, encodeSshPacket } from './ssh'
import { decodeConfigurationBpdu, encodeConfigurationBpdu } from './stp'
import { decodeTcp, encodeTcp } from './tcp'
import type { TcpOption } from './tcp-options'
import {
  decodeClientHello,
  decodeServerHello,
  decodeTlsRecord,
  encodeClientHello,
  encodeServerHello,
  encodeTlsRecord,
} from './tls'
import { decodeUdp, encodeUdp } from './udp'
import { decodeVlan, encodeVlan, tagFrame, untagFrame, vlanTagOf } from './vlan'
import { decodeVxlan, encodeVxlan } from './vxlan'
import { decodeWebSocket, encodeWebSocket } from './websocket'
import { decodeWireGuard, encodeWireGuard, type WireGuardMessage } from './wireguard'

const u = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 })
const u32 = fc.integer({ min: 0, max: 0xffffffff })
const bytes = (maxLength = 60) => fc.uint8Array({ maxLength })
const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const mac = fc.integer({ min: 0, max: 2 ** 48 - 1 }).map((value) => value as Mac)
const ipv4 = u32.map((value) => value as Ipv4)
const ipv6 = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map((value) => value as Ipv6)
const pair4 = fc.record({ family: fc.constant(4 as const), source: ipv4, destination: ipv4 })
const pair6 = fc.record({ family: fc.constant(6 as const), source: ipv6, destination: ipv6 })
const flag = fc.boolean()

function headerOf<T>(result: Decoded<T>): T {
  if (!result.ok) throw new Error(result.malformed)
  return result.header
}

/** decode(encode(x)) = x, and encoding what was decoded gives the same bytes again. */
function roundTrip<T>(
  arbitrary: fc.Arbitrary<T>,
  encode: (value: T) => Uint8Array,
  decode: (bytes: Uint8Array) => Decoded<T>,
) {
  fc.assert(
    fc.property(arbitrary, (value) => {
      const encoded = encode(value)
      const header = headerOf(decode(encoded))
      expect(header).toEqual(value)
      expect(encode(header)).toEqual(encoded)
    }),
  )
}

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

  it('DNS messages of every record type, with compressed names', () => {
    const label = fc.stringMatching(/^[a-z0-9_-]{1,12}$/)
    const name = fc
      .array(label, { maxLength: 5 })
      .map((labels) => (labels.length === 0 ? '.' : labels.join('.')))
    const record = (type: number, data: fc.Arbitrary<DnsData>) =>
      fc.record({ name, type: fc.constant(type), class: fc.constant(1), ttl: u32, data })
    const kind = <K extends DnsData['kind']>(value: K) => fc.constant(value)
    const any = fc.oneof(
      record(DNS_TYPES.A, fc.record({ kind: kind('a'), address: ipv4 })),
      record(DNS_TYPES.AAAA, fc.record({ kind: kind('aaaa'), address: ipv6 })),
      record(DNS_TYPES.CNAME, fc.record({ kind: kind('name'), name })),
      record(DNS_TYPES.NS, fc.record({ kind: kind('name'), name })),
      record(DNS_TYPES.PTR, fc.record({ kind: kind('name'), name })),
      record(
        DNS_TYPES.SOA,
        fc.record({
          kind: kind('soa'),
          mname: name,
          rname: name,
          serial: u32,
          refresh: u32,
          retry: u32,
          expire: u32,
          minimum: u32,
        }),
      ),
      record(DNS_TYPES.MX, fc.record({ kind: kind('mx'), preference: u(16), exchange: name })),
      record(
        DNS_TYPES.TXT,
        fc.record({ kind: kind('txt'), strings: fc.array(bytes(80), { minLength: 1, maxLength: 3 }) }),
      ),
      record(
        DNS_TYPES.SRV,
        fc.record({ kind: kind('srv'), priority: u(16), weight: u(16), port: u(16), target: name }),
      ),
      record(DNS_TYPES.CAA, fc.record({ kind: kind('caa'), flags: u(8), tag: label, value: bytes() })),
      record(
        DNS_TYPES.DS,
        fc.record({ kind: kind('ds'), keyTag: u(16), algorithm: u(8), digestType: u(8), digest: bytes() }),
      ),
      record(
        DNS_TYPES.DNSKEY,
        fc.record({
          kind: kind('dnskey'),
          flags: u(16),
          protocol: u(8),
          algorithm: u(8),
          publicKey: bytes(),
        }),
      ),
      record(
        DNS_TYPES.RRSIG,
        fc.record({
          kind: kind('rrsig'),
          typeCovered: u(16),
          algorithm: u(8),
          labels: u(8),
          originalTtl: u32,
          expiration: u32,
          inception: u32,
          keyTag: u(16),
          signer: name,
          signature: bytes(),
        }),
      ),
      record(
        DNS_TYPES.NSEC,
        fc.record({
          kind: kind('nsec'),
          next: name,
          types: fc.uniqueArray(u(12)).map((types) => types.sort((a, b) => a - b)),
        }),
      ),
      record(
        DNS_TYPES.HTTPS,
        fc.record({
          kind: kind('svcb'),
          priority: u(16),
          target: name,
          params: fc.array(fc.record({ key: u(16), value: bytes(20) }), { maxLength: 3 }),
        }),
      ),
      record(99, fc.record({ kind: kind('unknown'), bytes: bytes() })),
      record(
        DNS_TYPES.OPT,
        fc.record({
          kind: kind('opt'),
          options: fc.array(fc.record({ code: u(16), data: bytes(20) }), { maxLength: 3 }),
        }),
      ),
    )
    const section = fc.array(any, { maxLength: 3 })
    const message: fc.Arbitrary<DnsMessage> = fc.record({
      id: u(16),
      response: flag,
      opcode: u(4),
      authoritative: flag,
      truncated: flag,
      recursionDesired: flag,
      recursionAvailable: flag,
      authenticData: flag,
      checkingDisabled: flag,
      rcode: u(4),
      questions: fc.array(fc.record({ name, type: u(16), class: u(16) }), { maxLength: 2 }),
      answers: section,
      authorities: section,
      additionals: section,
    })
    roundTrip(message, encodeDns, decodeDns)
  })

  it('DHCP', () => {
    const message: fc.Arbitrary<DhcpMessage> = fc.record({
      op: fc.constantFrom(1 as const, 2 as const),
      hops: u(8),
      transaction: u32,
      seconds: u(16),
      broadcast: flag,
      clientAddress: ipv4,
      yourAddress: ipv4,
      serverAddress: ipv4,
      relayAddress: ipv4,
      clientMac: mac,
      options: fc.array(fc.record({ code: fc.integer({ min: 1, max: 254 }), data: bytes(20) }), {
        maxLength: 6,
      }),
    })
    roundTrip(message, encodeDhcp, decodeDhcp)
  })

  it('HTTP/1.1 with a length', () => {
    const token = fc
      .stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,10}$/)
      .filter((name) => !/^(content-length|transfer-encoding)$/i.test(name))
    const value = fc.stringMatching(/^[a-z0-9=;]{0,20}$/)
    const fields = fc.array(fc.record({ name: token, value }), { maxLength: 4 })
    const start = fc.oneof(
      fc.record({
        kind: fc.constant('request' as const),
        method: fc.constantFrom('GET', 'POST', 'PUT'),
        target: fc.constantFrom('/', '/a?b=c', '*'),
        version: fc.constant('HTTP/1.1'),
      }),
      fc.record({
        kind: fc.constant('response' as const),
        version: fc.constant('HTTP/1.1'),
        status: fc.constantFrom(200, 404, 503),
        reason: fc.constantFrom('OK', 'Not Found'),
      }),
    )
    const message = fc.record({ start, fields, body: bytes() }).map((whole) => ({
      ...whole,
      fields: [...whole.fields, { name: 'Content-Length', value: String(whole.body.length) }],
    }))
    roundTrip(message, encodeHttp, (encoded) => decodeHttp(encoded))
  })

  it('WebSocket frames, masked or not', () => {
    roundTrip(
      fc.record({ fin: flag, rsv: u(3), opcode: u(4), maskingKey: fc.option(u32), payload: bytes(130) }),
      encodeWebSocket,
      decodeWebSocket,
    )
  })

  it.each([
    [125, 2, 'in the second byte'],
    [126, 4, 'in 16 bits'],
    [65535, 4, 'in 16 bits, the last that fits'],
    [65536, 10, 'in 64 bits'],
  ])('a WebSocket payload of %i bytes has a header of %i: its length is %s', (length, header) => {
    const frame = { fin: true, rsv: 0, opcode: 2, maskingKey: null, payload: new Uint8Array(length).fill(7) }
    const encoded = encodeWebSocket(frame)
    expect(encoded.length).toBe(length + header)
    const { payload } = headerOf(decodeWebSocket(encoded))
    expect(payload.length === length && payload.every((byte) => byte === 7)).toBe(true)
  })

  it('TLS records and hellos', () => {
    roundTrip(fc.record({ type: u(8), version: u(16), fragment: bytes() }), encodeTlsRecord, decodeTlsRecord)
    const extensions = fc.array(fc.record({ type: u(16), data: bytes(20) }), { maxLength: 4 })
    const start = { version: u(16), random: exactly(32), sessionId: bytes(32), extensions }
    roundTrip(
      fc.record({
        ...start,
        cipherSuites: fc.array(u(16), { maxLength: 5 }),
        compressionMethods: fc.array(u(8), { minLength: 1, maxLength: 2 }),
      }),
      encodeClientHello,
      decodeClientHello,
    )
    roundTrip(
      fc.record({ ...start, cipherSuite: u(16), compressionMethod: u(8) }),
      encodeServerHello,
      decodeServerHello,
    )
  })

  it('SSH packets and KEXINIT', () => {
    roundTrip(fc.uint8Array({ minLength: 1, maxLength: 80 }), encodeSshPacket, decodeSshPacket)
    const list = fc.array(fc.stringMatching(/^[a-z0-9@.-]{1,12}$/), { maxLength: 3 })
    roundTrip(
      fc.record({
        cookie: exactly(16),
        lists: fc.array(list, { minLength: 10, maxLength: 10 }),
        firstKexPacketFollows: flag,
      }),
      encodeKexInit,
      decodeKexInit,
    )
  })

  it('BGP', () => {
    const prefix = fc
      .tuple(ipv4, fc.integer({ min: 0, max: 32 }))
      .map(([address, bits]) => prefix4(address, bits))
    const prefixes = fc.array(prefix, { maxLength: 4 })
    const attribute = fc.oneof(
      fc.record({ flags: fc.constant(0x40), type: u(8), data: bytes(20) }),
      fc.record({ flags: fc.constant(0x50), type: u(8), data: fc.constant(new Uint8Array(300)) }),
    )
    const message: fc.Arbitrary<BgpMessage> = fc.oneof(
      fc.constant({ type: 'keepalive' } as const),
      fc.record({ type: fc.constant('notification' as const), code: u(8), subcode: u(8), data: bytes() }),
      fc.record({
        type: fc.constant('open' as const),
        as: u(16),
        holdTime: u(16),
        identifier: ipv4,
        capabilities: fc.array(fc.record({ code: u(8), data: bytes(10) }), { maxLength: 4 }),
      }),
      fc.record({
        type: fc.constant('update' as const),
        withdrawn: prefixes,
        attributes: fc.array(attribute, { maxLength: 3 }),
        announced: prefixes,
      }),
    )
    roundTrip(message, encodeBgp, decodeBgp)
  })

  it('GRE, VXLAN, ESP, WireGuard and spanning tree', () => {
    roundTrip(
      fc.record({ protocol: u(16), checksum: flag, key: fc.option(u32), sequence: fc.option(u32) }),
      (value) => encodeGre(value, new Uint8Array(4)),
      decodeGre,
    )
    roundTrip(
      fc.record({ networkIdentifier: u(24) }),
      (value) => encodeVxlan(value, new Uint8Array(20)),
      decodeVxlan,
    )
    roundTrip(
      fc.record({ spi: u32, sequence: u32 }),
      (value) => encodeEsp(value, new Uint8Array(4)),
      decodeEsp,
    )
    const wireguard: fc.Arbitrary<WireGuardMessage> = fc.oneof(
      fc.record({
        type: fc.constant('initiation' as const),
        sender: u32,
        ephemeral: exactly(32),
        encryptedStatic: exactly(48),
        encryptedTimestamp: exactly(28),
        mac1: exactly(16),
        mac2: exactly(16),
      }),
      fc.record({
        type: fc.constant('response' as const),
        sender: u32,
        receiver: u32,
        ephemeral: exactly(32),
        encryptedEmpty: exactly(16),
        mac1: exactly(16),
        mac2: exactly(16),
      }),
      fc.record({
        type: fc.constant('cookie-reply' as const),
        receiver: u32,
        nonce: exactly(24),
        encryptedCookie: exactly(32),
      }),
      fc.record({
        type: fc.constant('transport' as const),
        receiver: u32,
        counter: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        encryptedPacket: fc.uint8Array({ minLength: 16, maxLength: 64 }),
      }),
    )
    roundTrip(wireguard, encodeWireGuard, decodeWireGuard)
    const bridge = fc.record({ priority: u(16), mac })
    const seconds = u(16).map((units) => units / 256)
    roundTrip(
      fc.record({
        flags: u(8),
        root: bridge,
        rootPathCost: u32,
        bridge,
        port: u(16),
        messageAge: seconds,
        maxAge: seconds,
        helloTime: seconds,
        forwardDelay: seconds,
      }),
      encodeConfigurationBpdu,
      (encoded) => decodeConfigurationBpdu(encoded, 3), // after the LLC header
    )
  })
})
