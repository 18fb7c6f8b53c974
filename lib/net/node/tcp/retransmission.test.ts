import { describe, expect, it } from 'vitest'
import { createTcb } from './create-tcb'
import { measureRtt } from './rtt'
import { linux, pattern, TwoEnds, type WireOptions } from './testing/two-ends'
import { retriesUs } from './timers'

/** The 20 kB download of tcp-fast-retransmit and tcp-slow-start: a asks with 84 bytes, b answers. */
function download(options: WireOptions, bytes = 20_235): TwoEnds {
  const wire = new TwoEnds({ delayUs: 10_300, ...options })
  wire.connect()
  wire.a.onNotification = ({ kind }) => {
    if (kind === 'connected') wire.send('a', pattern(84))
  }
  wire.b.onNotification = ({ kind }) => {
    if (kind === 'readable') wire.send('b', pattern(bytes))
  }
  wire.run(60e6)
  expect(wire.gotPattern('a', bytes)).toBe(true)
  return wire
}

/** Loses the given full or partial data segments of b, counted from 1. */
function loseData(...lost: number[]): WireOptions['lose'] {
  let count = 0
  return ({ from, length }) => {
    if (from !== 'b' || length === 0) return false
    count += 1
    return lost.includes(count)
  }
}

describe('the retransmission timer (RFC 6298)', () => {
  function rtoAfter(samplesMs: number[]): number {
    const tcb = createTcb({ mss: 1460, settings: linux }, false, 1, 0, 0)
    for (const ms of samplesMs) {
      tcb.sndNxt += 1000
      tcb.sndUna += 1000
      measureRtt(tcb, ms * 1000)
    }
    return tcb.rto / 1000
  }

  it.each([
    [[], 1000, 'one second before anything was measured'],
    [[20.7], 220.7, 'never less than srtt + 200 ms in Linux'],
    [[100], 300, 'srtt + 4 rttvar, rttvar half of the first sample'],
    [[400], 1200, 'a long path: 400 + 4 * 200'],
    [[400, 400, 400], 1112.5, 'and it calms down, a quarter of the way each round trip'],
    [[400, 100], 1175, 'a path that became faster raises no alarm: only an eighth of the surprise counts'],
  ])('after samples of %j ms is %d ms: %s', (samples, rto) => {
    expect(rtoAfter(samples)).toBeCloseTo(rto, 6)
  })

  it('fires after about 0.22 s, then after twice that (tcp-retransmission)', () => {
    let lost = 0
    const wire = new TwoEnds({
      delayUs: 10_300,
      lose: ({ from, length }) => from === 'a' && length > 0 && ++lost <= 2,
    })
    wire.connect()
    wire.a.onNotification = ({ kind }) => {
      if (kind === 'connected') wire.send('a', 'hello\n')
    }
    wire.run(5e6)
    const copies = wire.seen.filter(({ from, length }) => from === 'a' && length > 0)
    expect(copies.map(({ seq, length, flags }) => [seq, length, flags])).toEqual([
      [1, 6, 'PSH,ACK'],
      [1, 6, 'PSH,ACK'],
      [1, 6, 'PSH,ACK'],
    ])
    const [first, second, third] = copies.map(({ atUs }) => atUs)
    expect((second ?? 0) - (first ?? 0)).toBe(220_600)
    expect((third ?? 0) - (second ?? 0)).toBe(441_200)
    expect(wire.a.because.filter((key) => key === 'tcp.rto')).toHaveLength(2)
  })

  it('learns the round trip from the timestamp echo when a segment was sent twice (Karn, RFC 7323)', () => {
    const withEcho = download({ lose: loseData(14) })
    expect(withEcho.b.tcb?.rto).toBeLessThan(230_000)
    const without = new TwoEnds({
      a: { settings: { timestamps: false } },
      lose: ({ from, length }, nth) => from === 'a' && length > 0 && nth === 3,
    })
    without.connect()
    without.a.onNotification = ({ kind }) => {
      if (kind === 'connected') without.send('a', 'x')
    }
    without.run(5e6)
    // Nobody knows which copy was acknowledged: the doubled timeout stays until a clean sample.
    expect(without.a.tcb?.rto).toBe(440_000)
  })

  it('gives up a silent peer after the 924.6 s that tcp_retries2 = 15 means', () => {
    expect(retriesUs(15) / 1e6).toBeCloseTo(924.6, 6)
    expect(retriesUs(8) / 1e6).toBeCloseTo(102.2, 6)
    const wire = new TwoEnds({ lose: ({ atUs }) => atUs > 500_000 })
    wire.connect()
    wire.run(600_000)
    wire.send('a', 'anyone?')
    wire.run()
    expect(wire.a.notifications).toEqual(['connected', 'ETIMEDOUT', 'closed'])
    expect(wire.now / 1e6).toBeGreaterThan(924)
    expect(wire.now / 1e6).toBeLessThan(1100)
  })

  it('ends with the ICMP error that was noted on the way, if there was one (RFC 1122 4.2.3.9)', () => {
    const wire = new TwoEnds({ lose: ({ atUs }) => atUs > 500_000 })
    wire.connect()
    wire.run(600_000)
    wire.send('a', 'anyone?')
    wire.event('a', { kind: 'icmp', errno: 'EHOSTUNREACH', sequence: null })
    expect(wire.a.tcb?.state).toBe('established')
    wire.run()
    expect(wire.a.notifications).toEqual(['connected', 'EHOSTUNREACH', 'closed'])
  })
})

describe('fast retransmit and recovery', () => {
  it('repairs the fourth segment as recorded: SACK names what came, the hole is filled once (tcp-fast-retransmit)', () => {
    const wire = download({ lose: loseData(4) })
    const data = wire.seen.filter(({ from, length }) => from === 'b' && length > 0).map(({ seq }) => seq)
    const inOrder = Array.from({ length: 14 }, (_, i) => 1 + i * 1448)
    expect(data).toEqual([...inOrder, 4345])
    const sacks = wire.seen
      .filter(({ sack }) => sack.length > 0)
      .map(({ ack, sack }) => [ack, ...sack.flat()])
    const edges = [7241, 8689, 10137, 11585, 13033, 14481, 15929, 17377, 18825, 20236]
    expect(sacks).toEqual(edges.map((edge) => [4345, 5793, edge]))
    expect(wire.b.because.filter((key) => key === 'tcp.fast-retransmit')).toHaveLength(1)
    expect(wire.b.because).not.toContain('tcp.rto')
  })

  it('halves the window for it, once for the whole window', () => {
    const wire = download({ lose: loseData(4, 6) })
    expect(wire.b.tcb?.ssthresh).toBe(6 * 1448)
    expect(wire.b.tcb?.cwnd).toBe(6 * 1448)
    expect(wire.b.because.filter((key) => key === 'tcp.enter-recovery')).toHaveLength(1)
  })

  it('fills several holes of one window without a timeout, thanks to SACK (RFC 6675)', () => {
    const wire = download({ lose: loseData(3, 5, 7) })
    expect(wire.b.because).not.toContain('tcp.rto')
    expect(wire.b.tcb?.totalRetransmissions).toBe(3)
  })

  it('names the newest block first, at most three beside timestamps (RFC 2018 section 4)', () => {
    const wire = download({ lose: loseData(2, 4, 6, 8) })
    const full = wire.seen.filter(({ sack }) => sack.length >= 3)
    expect(full.every(({ sack }) => sack.length === 3)).toBe(true)
    expect(full[0]?.sack).toEqual([
      [8689, 10137],
      [5793, 7241],
      [2897, 4345],
    ])
  })

  it('takes two segments behind a hole for reordering, not for a loss', () => {
    let held = false
    const wire = new TwoEnds({
      extraDelayUs: ({ from, length }) => {
        if (held || from !== 'a' || length === 0) return 0
        held = true
        return 5000
      },
    })
    wire.connect()
    wire.run(100_000)
    wire.send('a', pattern(3 * 1448))
    wire.run(1e6)
    expect(wire.a.because.filter((key) => key === 'tcp.dup-ack')).toHaveLength(2)
    expect(wire.a.tcb?.totalRetransmissions).toBe(0)
    expect(wire.gotPattern('b', 3 * 1448)).toBe(true)
  })

  it('sends one new segment for each of the first two duplicates (limited transmit, RFC 3042)', () => {
    const wire = new TwoEnds({
      delayUs: 10_300,
      a: { initcwnd: 3, settings: { sack: false } },
      // A window that grows would make the ACKs news, not duplicates.
      b: { receiveBufferFixed: 131_072 },
      lose: ({ from, seq }, nth) => from === 'a' && seq === 1 && nth === 3,
    })
    wire.connect()
    wire.run(100_000)
    wire.send('a', pattern(20 * 1448))
    wire.run(wire.now + 21_000)
    const data = wire.seen.filter(({ from, length }) => from === 'a' && length > 0)
    expect(data.map(({ seq }) => (seq - 1) / 1448)).toEqual([0, 1, 2, 3, 4])
    wire.run(5e6)
    expect(wire.a.because).toContain('tcp.fast-retransmit')
    expect(wire.a.because).not.toContain('tcp.rto')
  })

  it('reaches a FIN that came before the hole was filled', () => {
    let count = 0
    const wire = new TwoEnds({ lose: ({ from, length }) => from === 'a' && length > 0 && ++count === 1 })
    wire.connect()
    wire.run(100_000)
    wire.send('a', pattern(5 * 1448))
    wire.event('a', { kind: 'shutdown' })
    wire.run(5e6)
    expect(wire.b.notifications).toEqual(['connected', 'readable', 'end-of-file'])
    expect(wire.seen.filter(({ flags }) => flags.includes('FIN'))).toHaveLength(1)
  })

  it('forgets SACK marks when the receiver throws away what it reported (RFC 2018 section 8)', () => {
    const wire = new TwoEnds({
      lose: ({ from, length, atUs }) => from === 'a' && length > 0 && atUs < 110_000,
    })
    wire.connect()
    wire.run(100_000)
    wire.send('a', pattern(3 * 1448))
    const tcb = wire.a.tcb
    if (!tcb) throw new Error('no connection')
    for (const entry of tcb.sendQueue) entry.sacked = true
    tcb.sackedBytes = 3 * 1448
    wire.run(10e6)
    expect(wire.gotPattern('b', 3 * 1448)).toBe(true)
    expect(tcb.sackedBytes).toBe(0)
  })

  it('notices that a repetition was lost too, once something sent later has arrived (RACK, tcp-loss-netem)', () => {
    let copies = 0
    const wire = download(
      { lose: ({ from, seq, length }) => from === 'b' && seq === 4345 && length > 0 && ++copies <= 2 },
      60_000,
    )
    expect(wire.b.because).toContain('tcp.repetition-lost')
    expect(wire.b.because).not.toContain('tcp.rto')
    expect(wire.b.tcb?.totalRetransmissions).toBe(2)
  })

  it('without SACK waits for the third duplicate, and repairs one hole a round trip (NewReno, RFC 6582)', () => {
    const wire = download({ lose: loseData(3, 6), b: { settings: { sack: false } } })
    expect(wire.seen.every(({ sack }) => sack.length === 0)).toBe(true)
    expect(wire.b.because).toContain('tcp.fast-retransmit')
    expect(wire.b.because).toContain('tcp.partial-ack')
    expect(wire.b.because).not.toContain('tcp.rto')
  })

  it('waits for the timer when the tail is lost: nobody can send duplicates', () => {
    expect(download({ lose: loseData(14) }).b.because).toContain('tcp.rto')
  })

  it('or asks after two round trips with a tail loss probe, if that is on (RFC 8985)', () => {
    const wire = download({ lose: loseData(14), b: { settings: { tailLossProbe: true } } })
    expect(wire.b.because).toContain('tcp.loss-probe-retransmit')
    expect(wire.b.because).not.toContain('tcp.rto')
  })

  it('which leaves two round trips and 2 ms after the last ACK', () => {
    const wire = new TwoEnds({
      a: { settings: { tailLossProbe: true } },
      lose: ({ from, length, atUs }) => from === 'a' && length > 0 && atUs === 100_000,
    })
    wire.connect()
    wire.run(100_000)
    wire.send('a', pattern(3 * 1448))
    wire.run(2e6)
    const times = wire.seen
      .filter(({ from, length }) => from === 'a' && length > 0)
      .map(({ atUs }) => atUs - 100_000)
    expect(times.slice(0, 4)).toEqual([0, 0, 0, 42_000])
    expect(wire.gotPattern('b', 3 * 1448)).toBe(true)
  })

  it('and which new data puts off', () => {
    const wire = new TwoEnds({
      a: { settings: { tailLossProbe: true } },
      lose: ({ atUs }) => atUs >= 100_000,
    })
    wire.connect()
    wire.run(100_000)
    wire.send('a', pattern(2 * 1448))
    wire.run(130_000)
    wire.send('a', pattern(2 * 1448))
    wire.run(300_000)
    const times = wire.seen
      .filter(({ from, length }) => from === 'a' && length > 0)
      .map(({ atUs }) => atUs / 1000)
    expect(times).toEqual([100, 100, 130, 130, 172])
  })

  it('reports what came twice (D-SACK, RFC 2883)', () => {
    const wire = new TwoEnds({ duplicate: ({ from, length }) => from === 'a' && length > 0 })
    wire.connect()
    wire.run(100_000)
    wire.send('a', 'twice')
    wire.run(1e6)
    expect(wire.seen.at(-1)?.sack).toEqual([[1, 6]])
    expect(wire.a.because).toContain('tcp.duplicate-reported')
    expect(new TextDecoder().decode(wire.received('b'))).toBe('twice')
    wire.send('b', 'once')
    expect(wire.seen.at(-1)?.sack, 'said once').toEqual([])
  })
})
