import { describe, expect, it } from 'vitest'
import { pattern, TwoEnds } from './testing/two-ends'

/** b answers with 20 kB over a path that takes packets of 1400 only; `icmp` says whether the router says so. */
function narrowPath(icmp: boolean, mtuProbing: 0 | 1 = 0): TwoEnds {
  const wire = new TwoEnds({
    delayUs: 10_300,
    b: { settings: { mtuProbing } },
    lose: ({ from, length, segment }) => {
      if (from !== 'b' || length <= 1348) return false
      if (icmp)
        wire.at(wire.now + 50, () =>
          wire.event('b', { kind: 'path-mss', mss: 1360, sequence: segment.sequence }),
        )
      return true
    },
  })
  wire.connect()
  wire.a.onNotification = ({ kind }) => {
    if (kind === 'connected') wire.send('a', pattern(84))
  }
  wire.b.onNotification = ({ kind }) => {
    if (kind === 'readable') wire.send('b', pattern(20_235))
  }
  wire.run(3e6)
  return wire
}

describe('a path that takes less (RFC 1191, pmtud-tcp)', () => {
  it('gets smaller segments at once when a router says so, and cwnd stays', () => {
    const wire = narrowPath(true)
    expect(wire.gotPattern('a', 20_235)).toBe(true)
    const data = wire.seen.filter(({ from, length }) => from === 'b' && length > 0)
    expect(data.slice(0, 10).every(({ length }) => length === 1448)).toBe(true)
    expect(data.slice(10, 12).map(({ seq, length }) => [seq, length])).toEqual([
      [1, 1348],
      [1349, 1348],
    ])
    expect(wire.b.because).not.toContain('tcp.rto')
    expect(wire.b.tcb?.smss).toBe(1348)
    expect(data.filter(({ atUs }) => atUs === data[10]?.atUs)).toHaveLength(10)
    expect(data.at(-1)?.atUs).toBeLessThan(150_000)
  })

  it('is a black hole when the router keeps silent: nothing arrives, only timeouts (scenario 29)', () => {
    const wire = narrowPath(false)
    expect(wire.received('a')).toHaveLength(0)
    expect(wire.b.because.filter((key) => key === 'tcp.rto').length).toBeGreaterThan(2)
    const copies = wire.seen.filter(({ from, seq, length }) => from === 'b' && seq === 1 && length === 1448)
    expect(copies.map(({ atUs }) => Math.round(atUs / 1000))).toEqual([31, 252, 693, 1575])
  })

  it('is found out after some timeouts with tcp_mtu_probing (RFC 4821)', () => {
    const wire = narrowPath(false, 1)
    expect(wire.b.because).not.toContain('tcp.black-hole') // three seconds of doublings come first (tcp_retries1)
    wire.run(10e6)
    expect(wire.gotPattern('a', 20_235)).toBe(true)
    expect(wire.b.because).toContain('tcp.black-hole')
    expect(wire.b.tcb?.smss).toBe(1024 - 12)
  })

  it('is known from the start when the route says so', () => {
    const wire = new TwoEnds({ a: { pathMss: 1360 } })
    wire.connect()
    wire.run(100_000)
    wire.send('a', pattern(5000))
    wire.run(1e6)
    expect(wire.seen[0]?.segment.options.mss).toBe(1460)
    expect(wire.seen.filter(({ length }) => length > 0).map(({ length }) => length)).toEqual([
      1348, 1348, 1348, 956,
    ])
  })

  it('cannot be narrowed by an ICMP error that quotes a number which is not under way', () => {
    const wire = new TwoEnds()
    wire.connect()
    wire.run(100_000)
    wire.event('a', { kind: 'path-mss', mss: 500, sequence: ((wire.a.tcb?.sndNxt ?? 0) + 5000) >>> 0 })
    expect(wire.a.tcb?.smss).toBe(1448)
  })

  it('does not grow by a later error', () => {
    const wire = new TwoEnds({ a: { pathMss: 1000 } })
    wire.connect()
    wire.run(100_000)
    wire.event('a', { kind: 'path-mss', mss: 1360, sequence: null })
    expect(wire.a.tcb?.smss).toBe(988)
  })

  it('keeps a timer running when the news comes while a tail loss probe waits', () => {
    const wire = new TwoEnds({
      a: { settings: { tailLossProbe: true } },
      lose: ({ atUs, length }) => length > 0 && atUs < 300_000,
    })
    wire.connect()
    wire.run(100_000)
    wire.send('a', pattern(3000))
    wire.event('a', { kind: 'path-mss', mss: 1360, sequence: null })
    wire.run(5e6)
    expect(wire.gotPattern('b', 3000)).toBe(true)
  })
})
