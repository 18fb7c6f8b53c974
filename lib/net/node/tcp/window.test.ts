import { describe, expect, it } from 'vitest'
import { pattern, TwoEnds, type WireOptions } from './testing/two-ends'

function open(options: WireOptions = {}): TwoEnds {
  const wire = new TwoEnds({ delayUs: 10_300, ...options })
  wire.connect()
  wire.run(100_000)
  return wire
}

describe('a closed window (tcp-zero-window)', () => {
  function closed(): { wire: TwoEnds; start: number } {
    const wire = open({ b: { receiveBufferFixed: 4608 } })
    wire.b.reads = false
    const start = wire.now
    wire.send('a', pattern(12_000))
    wire.event('a', { kind: 'shutdown' })
    return { wire, start }
  }

  it('is probed with an old number and no data, at intervals that double', () => {
    const { wire, start } = closed()
    wire.run(3e6)
    const exchange = wire.seen
      .slice(3)
      .map(({ from, seq, ack, length, window }) => [from, seq, ack, length, window])
    expect(exchange).toEqual([
      ['a', 1, 1, 724, 64256],
      ['a', 725, 1, 724, 64256],
      ['b', 1, 725, 0, 724],
      ['b', 1, 1449, 0, 0],
      ['a', 1448, 1, 0, 64256],
      ['b', 1, 1449, 0, 0],
      ['a', 1448, 1, 0, 64256],
      ['a', 1448, 1, 0, 64256],
      ['b', 1, 1449, 0, 0],
    ])
    const probes = wire.seen.slice(3).filter(({ from, seq }) => from === 'a' && seq === 1448)
    const times = probes.map(({ atUs }) => Math.round((atUs - start) / 1000))
    // The recording has 0.29, 0.78 and 1.71 s after the first data: ticks of 4 ms and the scheduler come on top.
    expect(times).toEqual([286, 758, 1660])
  })

  it('sends segments of half of the largest window that was ever offered', () => {
    const { wire } = closed()
    expect(wire.a.tcb?.smss).toBe(724)
  })

  it('goes on when the reader reads', () => {
    const { wire } = closed()
    wire.run(3e6)
    wire.b.reads = true
    wire.event('b', { kind: 'receive', max: 2000 })
    wire.run(10e6)
    expect(wire.gotPattern('b', 12_000)).toBe(true)
    expect(wire.b.because).toContain('tcp.window-update')
    expect(wire.b.notifications.at(-1)).toBe('end-of-file')
  })

  it('goes on even if the update was lost: that is what probes are for', () => {
    const wire = open({
      b: { receiveBufferFixed: 4608 },
      lose: ({ from, window, atUs }) => from === 'b' && window > 0 && atUs > 1e6 && atUs < 3.5e6,
    })
    wire.b.reads = false
    wire.send('a', pattern(12_000))
    wire.run(3e6)
    wire.b.reads = true
    wire.event('b', { kind: 'receive', max: 2000 })
    wire.run(60e6)
    expect(wire.gotPattern('b', 12_000)).toBe(true)
  })

  it('answers only one of several probes in half a second (tcp_invalid_ratelimit)', () => {
    const { wire } = closed()
    wire.run(3e6)
    expect(wire.b.because).toContain('tcp.challenge-limited')
  })
})

describe('small segments', () => {
  it('wait for the ACK of the last small one (Nagle)', () => {
    const wire = open()
    wire.send('a', 'h')
    wire.send('a', 'e')
    wire.send('a', 'llo')
    expect(wire.lines(({ length }) => length > 0)).toEqual(['a PSH,ACK seq=1 ack=1 len=1'])
    wire.run(1e6)
    expect(wire.lines(({ length }) => length > 0)[1]).toBe('a PSH,ACK seq=2 ack=1 len=4')
  })

  it('do not wait with TCP_NODELAY', () => {
    const wire = open({ a: { noDelay: true } })
    wire.send('a', 'h')
    wire.send('a', 'i')
    expect(wire.lines(({ length }) => length > 0)).toHaveLength(2)
  })

  it('do not wait behind full ones (Minshall)', () => {
    const wire = open()
    wire.send('a', pattern(1448 + 10))
    expect(wire.lines(({ length }) => length > 0)).toEqual([
      'a ACK seq=1 ack=1 len=1448',
      'a PSH,ACK seq=1449 ack=1 len=10',
    ])
  })

  it('are not announced by the receiver either: no window below a segment (RFC 9293 3.8.6.2.2)', () => {
    const wire = open({ b: { receiveBufferFixed: 20_000 } })
    wire.b.reads = false
    wire.send('a', pattern(40_000))
    wire.run(2e6)
    expect(wire.b.tcb?.rcvWnd).toBe(0)
    wire.event('b', { kind: 'receive', max: 100 })
    wire.run(2.1e6)
    expect(wire.b.tcb?.rcvWnd).toBe(0)
  })
})

describe('the offered window', () => {
  it('grows by two segments for each that arrives, and with what the reader takes', () => {
    const wire = open()
    wire.send('a', pattern(3_000_000))
    wire.run(30e6)
    const windows = wire.seen.filter(({ from }) => from === 'b').map(({ window }) => window)
    expect(Math.max(...windows)).toBeGreaterThan(200_000)
    expect(wire.gotPattern('b', 3_000_000)).toBe(true)
  })

  it('is never taken back: the right edge does not move left', () => {
    const wire = open()
    wire.b.reads = false
    wire.send('a', pattern(300_000))
    wire.run(5e6)
    const edges = wire.seen
      .filter(({ from, flags }) => from === 'b' && flags !== 'SYN,ACK')
      .map(({ ack, window }) => ack + window)
    expect(edges.every((edge, i) => i === 0 || edge >= (edges[i - 1] ?? 0))).toBe(true)
    expect(wire.b.tcb?.rcvWnd).toBe(0)
  })

  it('is at most 65535 when the scale was not agreed', () => {
    const wire = open({ a: { settings: { windowScaling: false } } })
    wire.send('a', pattern(500_000))
    wire.run(20e6)
    expect(Math.max(...wire.seen.map(({ window }) => window))).toBeLessThanOrEqual(65_535)
    expect(wire.gotPattern('b', 500_000)).toBe(true)
  })
})

describe('the send buffer', () => {
  it('takes what fits, and says when there is room again', () => {
    const wire = open({ a: { settings: { sendBuffer: 20_000 } } })
    const all = pattern(100_000)
    expect(wire.event('a', { kind: 'send', bytes: all }).accepted).toBe(20_000)
    wire.a.toSend = all.subarray(20_000)
    wire.run(10e6)
    expect(wire.a.notifications).toContain('writable')
    expect(wire.gotPattern('b', 100_000)).toBe(true)
  })
})

describe('ACKs (RFC 9293 3.8.6.3, RFC 5681 4.2)', () => {
  it('leave at once at first, one for each segment (quick ACK)', () => {
    const wire = open()
    wire.send('a', pattern(8 * 1448))
    wire.run(1e6)
    expect(wire.seen.filter(({ from, flags }) => from === 'b' && flags === 'ACK')).toHaveLength(8)
  })

  it('leave for every second segment once the talk is interactive', () => {
    const wire = open()
    wire.b.onNotification = ({ kind }) => {
      if (kind === 'readable' && wire.b.receivedBytes === 4) wire.send('b', pattern(8 * 1448))
    }
    wire.event('b', { kind: 'send', bytes: pattern(20) })
    wire.run(wire.now + 20_000)
    wire.send('a', 'ask\n')
    const from = wire.now
    wire.run(5e6)
    const acks = wire.seen.filter((seen) => seen.atUs > from && seen.from === 'a' && seen.length === 0)
    expect(acks.map(({ ack }) => ack)).toEqual([2, 4, 6, 8].map((n) => 21 + n * 1448))
  })

  it('wait 40 ms for company otherwise', () => {
    const wire = open()
    wire.event('b', { kind: 'send', bytes: pattern(20) })
    wire.run(wire.now + 20_000)
    wire.send('a', 'x')
    wire.run(wire.now + 100_000)
    wire.event('b', { kind: 'send', bytes: pattern(10) })
    wire.run(wire.now + 10_300)
    const arrived = wire.now
    const before = wire.seen.length
    wire.run(1e6)
    const [ack] = wire.seen.slice(before)
    expect([ack?.from, ack?.length, (ack?.atUs ?? 0) - arrived]).toEqual(['a', 0, 40_000])
  })
})

describe('keep-alive (RFC 9293 3.8.4)', () => {
  const quick = { keepaliveTimeUs: 10e6, keepaliveIntervalUs: 1e6, keepaliveProbes: 3 }

  it('asks an idle peer, which answers', () => {
    const wire = open({ a: { keepalive: true, settings: quick } })
    wire.run(25e6)
    const later = wire.seen.slice(3)
    expect(later.map(({ from, seq, ack, length }) => [from, seq, ack, length]).slice(0, 2)).toEqual([
      ['a', 0, 1, 0],
      ['b', 1, 1, 0],
    ])
    expect(wire.a.tcb?.state).toBe('established')
  })

  it('gives up after as many probes as tcp_keepalive_probes', () => {
    const wire = open({ a: { keepalive: true, settings: quick }, lose: ({ atUs }) => atUs > 1e6 })
    wire.run(60e6)
    expect(wire.seen.filter(({ seq, from, atUs }) => from === 'a' && seq === 0 && atUs > 1e6)).toHaveLength(3)
    expect(wire.a.notifications.slice(-2)).toEqual(['ETIMEDOUT', 'closed'])
  })
})
