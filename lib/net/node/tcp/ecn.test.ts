import { describe, expect, it } from 'vitest'
import { CWR, ECE, type TcpSegment } from '../tcp-port'
import { pattern, TwoEnds, type WireOptions } from './testing/two-ends'

function open(a: 0 | 1 | 2, b: 0 | 1 | 2, options: WireOptions = {}): TwoEnds {
  const wire = new TwoEnds({ a: { settings: { ecn: a } }, b: { settings: { ecn: b } }, ...options })
  wire.connect()
  wire.run(100_000)
  return wire
}

function marks({ flags }: TcpSegment): number {
  return flags & (ECE | CWR)
}

describe('explicit congestion notification (RFC 3168)', () => {
  it.each<[0 | 1 | 2, 0 | 1 | 2, number, number, boolean, string]>([
    [1, 2, ECE | CWR, ECE, true, 'asked for and agreed'],
    [1, 0, ECE | CWR, 0, false, 'asked for and refused'],
    [2, 2, 0, 0, false, 'Linux’s default: nobody asks'],
    [0, 1, 0, 0, false, 'never'],
  ])('with tcp_ecn %d and %d: SYN has %d, SYN-ACK %d, so %s: %s', (a, b, syn, synAck, agreed) => {
    const wire = open(a, b)
    expect(wire.seen.slice(0, 3).map(({ segment }) => marks(segment))).toEqual([syn, synAck, 0])
    expect([wire.a.tcb?.ecnOk, wire.b.tcb?.ecnOk]).toEqual([agreed, agreed])
  })

  it('is not asked for again when the SYN gets no answer', () => {
    const wire = open(1, 2, { lose: ({ from }, nth) => from === 'a' && nth === 1 })
    wire.run(3e6)
    expect(wire.seen.slice(0, 2).map(({ segment }) => marks(segment))).toEqual([ECE | CWR, 0])
    expect(wire.a.tcb?.ecnOk).toBe(false)
  })

  it('marks new data as capable, and neither ACKs nor repetitions', () => {
    const wire = open(1, 2, {
      a: { settings: { ecn: 1 } },
      lose: ({ from }, nth) => from === 'a' && nth === 4,
    })
    wire.send('a', pattern(5 * 1448))
    wire.run(2e6)
    const capable = wire.seen.filter(({ segment }) => segment.ecnCapable)
    expect(capable.map(({ seq }) => (seq - 1) / 1448)).toEqual([0, 1, 2, 3, 4])
    expect(wire.a.tcb?.totalRetransmissions).toBe(1)
  })

  it('answers a mark with ECE until CWR comes, and the sender shrinks once a round trip without a repetition', () => {
    let data = 0
    const wire = open(1, 2, {
      a: { settings: { ecn: 1 } },
      mark: ({ from, length }) => from === 'a' && length > 0 && ++data === 5,
    })
    wire.send('a', pattern(60 * 1448))
    wire.run(5e6)
    expect(wire.gotPattern('b', 60 * 1448)).toBe(true)
    expect(wire.a.because.filter((key) => key === 'tcp.ecn-reduced')).toHaveLength(1)
    expect(wire.a.tcb?.totalRetransmissions).toBe(0)
    const echoes = wire.seen
      .filter(({ from, segment }) => from === 'b' && segment.flags & ECE && segment.payload.length === 0)
      .slice(1)
    expect(echoes.length).toBeGreaterThan(0)
    expect(
      wire.seen.filter(({ segment, flags }) => segment.flags & CWR && !flags.includes('SYN')),
    ).toHaveLength(1)
    expect(marks(wire.seen.filter(({ from }) => from === 'b').at(-1)?.segment as TcpSegment)).toBe(0)
  })
})
