import fc from 'fast-check'
import { describe, it } from 'vitest'
import { type DhcpMessage, decodeDhcp, encodeDhcp } from './dhcp'
import { type DnsMessage, decodeDns, encodeDns } from './dns'
import { DNS_TYPES, type DnsData } from './dns-record'
import { bytes, flag, ipv4, ipv6, mac, roundTrip, u, u32 } from './testing/round-trip'

describe('what is written can be read, and is the same', () => {
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
})
