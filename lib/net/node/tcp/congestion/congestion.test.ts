import { describe, expect, it } from 'vitest'
import { createTcb } from '../create-tcb'
import type { Tcb } from '../tcb'
import { linux, pattern, TwoEnds, type WireOptions } from '../testing/two-ends'
import { growCwnd, ssthreshAfterLoss } from './control'
import { cubicK, cubicWindow } from './cubic'
import { restartAfterIdle } from './window'

const SMSS = 1448

function sender(over: Partial<Tcb>, congestionControl: 'reno' | 'cubic' = 'reno'): Tcb {
  const tcb = createTcb({ mss: 1460, settings: { ...linux, congestionControl } }, false, 1, 0, 0)
  return Object.assign(tcb, { smss: SMSS, cwndLimited: true, srtt: 100_000 }, over)
}

/** One round trip in which a whole window is acknowledged, segment by segment. */
function round(tcb: Tcb, now = 0): number {
  for (let left = Math.floor(tcb.cwnd / SMSS); left > 0; left -= 1) growCwnd(tcb, SMSS, now)
  return tcb.cwnd / SMSS
}

describe('slow start (RFC 5681 section 3.1)', () => {
  it('doubles cwnd every round trip', () => {
    const tcb = sender({ cwnd: 2 * SMSS })
    expect([round(tcb), round(tcb), round(tcb)]).toEqual([4, 8, 16])
  })

  it('sends flights of 2, 4 and 8, a round trip apart (tcp-slow-start)', () => {
    const wire = new TwoEnds({ delayUs: 10_300, b: { initcwnd: 2 } })
    wire.connect()
    wire.a.onNotification = ({ kind }) => {
      if (kind === 'connected') wire.send('a', pattern(84))
    }
    wire.b.onNotification = ({ kind }) => {
      if (kind === 'readable') wire.send('b', pattern(20_235))
    }
    wire.run(1e6)
    const flights = new Map<number, number>()
    for (const { from, length, atUs } of wire.seen) {
      if (from === 'b' && length > 0) flights.set(atUs, (flights.get(atUs) ?? 0) + 1)
    }
    expect([...flights.entries()]).toEqual([
      [30_900, 2],
      [51_500, 4],
      [72_100, 8],
    ])
    const windows = wire.seen.filter(({ from, ack }) => from === 'a' && ack > 1).map(({ window }) => window)
    expect(windows.slice(0, 4), 'the windows of the recording').toEqual([67_200, 70_144, 72_960, 75_904])
  })

  it('stops at ssthresh; what is beyond counts for congestion avoidance', () => {
    const tcb = sender({ cwnd: 8 * SMSS, ssthresh: 10 * SMSS })
    growCwnd(tcb, 4 * SMSS, 0)
    expect(tcb.cwnd).toBe(10 * SMSS)
    expect(tcb.cwndCredit).toBe(2 * SMSS)
  })

  it('begins with ten segments (RFC 6928)', () => {
    const wire = new TwoEnds()
    wire.connect()
    wire.run(100_000)
    wire.send('a', pattern(100_000))
    expect(wire.seen.filter(({ length }) => length > 0)).toHaveLength(10)
  })
})

describe('Reno', () => {
  it('adds one segment for every window in congestion avoidance', () => {
    const tcb = sender({ cwnd: 10 * SMSS, ssthresh: 10 * SMSS })
    expect([round(tcb), round(tcb), round(tcb)]).toEqual([11, 12, 13])
  })

  it.each([
    [20, 10, 'half of the window'],
    [11, 5, 'rounded down to whole segments'],
    [3, 2, 'never below two'],
  ])('after a loss at %d segments has ssthresh %d: %s', (cwnd, ssthresh) => {
    expect(ssthreshAfterLoss(sender({ cwnd: cwnd * SMSS })) / SMSS).toBe(ssthresh)
  })

  it('does not grow a window that was not filled', () => {
    const tcb = sender({ cwnd: 10 * SMSS, maxFlight: 2 * SMSS, cwndLimited: false })
    expect(round(tcb)).toBe(10)
  })

  it('forgets at a loss what was on its way to the next segment', () => {
    const tcb = sender({ cwnd: 10 * SMSS, ssthresh: 10 * SMSS })
    growCwnd(tcb, 5 * SMSS, 0)
    expect(tcb.cwndCredit).toBe(5 * SMSS)
    ssthreshAfterLoss(tcb)
    expect(tcb.cwndCredit).toBe(0)
  })
})

describe('CUBIC (RFC 9438)', () => {
  it.each([
    [100, 70, 4.2172, 'K = cbrt(100 * 0.3 / 0.4): the way back from 70 to 100'],
    [10, 7, 1.9574, 'a small window comes back sooner'],
    [50, 60, 0, 'already beyond: no way back'],
  ])('with W_max %d and cwnd %d has K = %d s: %s', (wMax, cwnd, k) => {
    expect(cubicK(wMax, cwnd)).toBeCloseTo(k, 3)
  })

  it('is steep, flat around W_max, and steep again', () => {
    const k = cubicK(100, 70)
    expect(cubicWindow(0, k, 100)).toBeCloseTo(70, 6)
    expect(cubicWindow(k, k, 100)).toBe(100)
    expect(cubicWindow(2 * k, k, 100)).toBeCloseTo(130, 6)
  })

  it('keeps 0.7 of the window at a loss, and remembers less if it did not come back (fast convergence)', () => {
    const tcb = sender({ cwnd: 100 * SMSS }, 'cubic')
    expect(ssthreshAfterLoss(tcb) / SMSS).toBe(70)
    expect(tcb.cubic.wMax).toBe(100)
    tcb.cwnd = 80 * SMSS
    expect(ssthreshAfterLoss(tcb) / SMSS).toBe(56)
    expect(tcb.cubic.wMax).toBe(68)
  })

  it('reaches W_max again after K seconds of full windows', () => {
    const tcb = sender({ cwnd: 100 * SMSS }, 'cubic')
    tcb.ssthresh = ssthreshAfterLoss(tcb)
    tcb.cwnd = tcb.ssthresh
    let now = 0
    while (tcb.cwnd < 99 * SMSS && now < 20e6) {
      now += 100_000
      round(tcb, now)
    }
    expect(now / 1e6).toBeGreaterThan(2.4)
    expect(now / 1e6).toBeLessThan(4.3)
  })

  it('is never slower than Reno would be: on a short path one segment in 1/0.53 round trips', () => {
    const tcb = sender({ cwnd: 10 * SMSS, ssthresh: 10 * SMSS, srtt: 1000 }, 'cubic')
    ssthreshAfterLoss(tcb)
    tcb.cwnd = 7 * SMSS
    tcb.ssthresh = tcb.cwnd
    for (let i = 1; i <= 4; i += 1) round(tcb, i * 1000)
    expect(tcb.cwnd / SMSS).toBeGreaterThan(8.5)
    expect(tcb.cwnd / SMSS).toBeLessThan(10)
  })
})

describe('the whole of it', () => {
  it.each(['reno', 'cubic'] as const)(
    '%s saws: grows until a loss, halves or keeps 0.7, grows again',
    (congestionControl) => {
      let count = 0
      const lose: WireOptions['lose'] = ({ from, length }) =>
        from === 'a' && length > 0 && ++count % 300 === 0
      const wire = new TwoEnds({ lose, a: { settings: { congestionControl } } })
      wire.connect()
      wire.run(100_000)
      wire.send('a', pattern(3_000_000))
      wire.run(60e6)
      expect(wire.gotPattern('b', 3_000_000)).toBe(true)
      expect(wire.a.because.filter((key) => key === 'tcp.enter-recovery').length).toBeGreaterThan(5)
      expect(wire.a.because).not.toContain('tcp.rto')
    },
  )

  it('falls to one segment at a timeout, ssthresh to half, and slow-starts up to it', () => {
    const wire = new TwoEnds({
      lose: ({ from, length, atUs }) => from === 'a' && length > 0 && atUs < 200_000,
    })
    wire.connect()
    wire.run(100_000)
    wire.send('a', pattern(40 * SMSS))
    wire.run(321_000)
    expect([wire.a.tcb?.cwnd, wire.a.tcb?.ssthresh]).toEqual([SMSS, 5 * SMSS])
    wire.run(30e6)
    expect(wire.gotPattern('b', 40 * SMSS)).toBe(true)
    expect(wire.a.tcb?.cwnd).toBeGreaterThan(5 * SMSS)
  })

  it('halves an idle window for every timeout that passed, down to the initial one (RFC 2861)', () => {
    const tcb = sender({ cwnd: 80 * SMSS, rto: 200_000, lastSentUs: 0 })
    restartAfterIdle(tcb, 450_000)
    expect(tcb.cwnd / SMSS).toBe(20)
    restartAfterIdle(tcb, 60e6)
    expect(tcb.cwnd / SMSS).toBe(10)
  })
})
