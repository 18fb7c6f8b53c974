import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Ipv4 } from '../addr/ipv4'
import { encodeIcmpEcho } from './icmp'
import { IPPROTO_ICMP, IPPROTO_TCP, IPPROTO_UDP } from './ip-protocol'
import { encodeIpv4 } from './ipv4'
import { decrementTtl, rewriteIpv4Address, rewritePort, rewriteTcpWord } from './rewrite'
import { encodeTcp } from './tcp'
import type { TcpOption } from './tcp-options'
import { encodeUdp } from './udp'

const address = fc.integer({ min: 0, max: 0xffffffff }).map((value) => value as Ipv4)
const port = fc.integer({ min: 0, max: 0xffff })
const payload = fc.uint8Array({ maxLength: 40 })

function packet(
  protocol: number,
  source: Ipv4,
  destination: Ipv4,
  ports: [number, number],
  body: Uint8Array,
  ttl = 64,
) {
  const pair = { family: 4, source, destination } as const
  const [sourcePort, destinationPort] = ports
  const inner =
    protocol === IPPROTO_TCP
      ? encodeTcp(
          { sourcePort, destinationPort, sequence: 1, acknowledgment: 2, flags: 16, window: 3 },
          body,
          pair,
        )
      : protocol === IPPROTO_UDP
        ? encodeUdp({ sourcePort, destinationPort }, body, pair)
        : encodeIcmpEcho(8, sourcePort, destinationPort, body)
  return encodeIpv4({ protocol, source, destination, ttl }, inner)
}

it.each([
  [IPPROTO_TCP, 'TCP'],
  [IPPROTO_UDP, 'UDP, whose checksum is never 0 on the wire'],
])(
  'NAT of addresses and ports in place gives the packet that the new addresses would have made: %s (%s)',
  (protocol) => {
    fc.assert(
      fc.property(
        address,
        address,
        port,
        port,
        address,
        address,
        port,
        port,
        payload,
        (a, b, p, q, c, d, r, s, body) => {
          const bytes = packet(protocol, a, b, [p, q], body)
          rewriteIpv4Address(bytes, 0, 'source', c)
          rewriteIpv4Address(bytes, 0, 'destination', d)
          rewritePort(bytes, 0, 'source', r)
          rewritePort(bytes, 0, 'destination', s)
          expect(bytes).toEqual(packet(protocol, c, d, [r, s], body))
        },
      ),
    )
  },
)

it('treats the identifier of an ICMP echo as its port, and leaves addresses out of its checksum', () => {
  fc.assert(
    fc.property(address, address, port, port, address, port, payload, (a, b, id, sequence, c, to, body) => {
      const bytes = packet(IPPROTO_ICMP, a, b, [id, sequence], body)
      rewriteIpv4Address(bytes, 0, 'source', c)
      rewritePort(bytes, 0, 'source', to)
      expect(bytes).toEqual(packet(IPPROTO_ICMP, c, b, [to, sequence], body))
    }),
  )
})

it('takes one from the TTL as a router does', () => {
  fc.assert(
    fc.property(address, address, fc.integer({ min: 1, max: 255 }), (a, b, ttl) => {
      const bytes = packet(IPPROTO_UDP, a, b, [1, 2], new Uint8Array(0), ttl)
      decrementTtl(bytes)
      expect(bytes).toEqual(packet(IPPROTO_UDP, a, b, [1, 2], new Uint8Array(0), ttl - 1))
    }),
  )
})

it('leaves a UDP datagram that was sent without a checksum without one', () => {
  const pair = { family: 4, source: 1 as Ipv4, destination: 2 as Ipv4 } as const
  const udp = encodeUdp({ sourcePort: 1, destinationPort: 2, checksum: 0 }, new Uint8Array(3), pair)
  const bytes = encodeIpv4({ protocol: IPPROTO_UDP, source: pair.source, destination: pair.destination }, udp)
  rewriteIpv4Address(bytes, 0, 'source', 9 as Ipv4)
  expect([bytes[26], bytes[27]]).toEqual([0, 0])
})

it.each([
  [[{ kind: 'mss', value: 1460 }] as TcpOption[], 22, 'MSS first, on an even byte'],
  [
    [{ kind: 'nop' }, { kind: 'mss', value: 1460 }] as TcpOption[],
    23,
    'MSS after a NOP, across two words of the sum',
  ],
])('clamps an MSS in place (case %#)', (options, at) => {
  const pair = { family: 4, source: 1 as Ipv4, destination: 2 as Ipv4 } as const
  const header = { sourcePort: 1, destinationPort: 2, sequence: 1, acknowledgment: 0, flags: 2, window: 9 }
  const segment = encodeTcp({ ...header, options }, new Uint8Array(5), pair)
  rewriteTcpWord(segment, 0, at, 1360)
  const clamped = options.map((option) => (option.kind === 'mss' ? { ...option, value: 1360 } : option))
  expect(segment).toEqual(encodeTcp({ ...header, options: clamped }, new Uint8Array(5), pair))
})
